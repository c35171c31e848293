"""One embedded PostgreSQL: make its folder, start it on a unix socket, wait until it answers, stop it."""

import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from config.launch import binaries
from config.launch.account import Account, account_for
from config.launch.leash import leash
from config.launch.place import CannotStart

OWNER = DATABASE = "leeway"
# Where a folder goes that the account cannot reach below ours.
ELSEWHERE = Path("/var/lib")
ANSWERS_WITHIN_SECONDS = 60.0
# The builtin locale (no system library, no surprise when one is upgraded) came with PostgreSQL 17.
BUILTIN_LOCALE_SINCE = 17
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "200",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    # One server without copies: the least that can be written, and few checkpoints during an import.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For a database that is thrown away: nothing waits for the disk.
THROWN_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


@dataclass
class RunningPostgres:
    """A PostgreSQL that answers: its process and its log."""

    process: subprocess.Popen[str]
    log: Path

    def stop(self, seconds: float = 30.0) -> None:
        """Stop it at once but cleanly (“fast”), and kill it where that takes longer than some seconds."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()


def address(sockets: Path, database: str = DATABASE) -> str:
    """Return the address of a database behind the sockets in a folder."""
    return f"postgresql://{OWNER}@{quote(str(sockets), safe='')}/{database}"


def start(folder: Path, sockets: Path, log: Path, *, lasting: bool) -> RunningPostgres:
    """Start PostgreSQL on the data below a folder, made first where it is missing.

    `lasting` data survives a power cut; other data is for tests. Raises CannotStart.
    """
    found = binaries.find_postgres()
    link = folder / f"postgres-{found.major}"
    account = account_for(link)
    home = _home(link, account)
    programs = found.beside(account, home).programs
    data = home / "data"
    if not (data / "PG_VERSION").exists():
        _initialise(programs, found.major, data, account)
    account.give(sockets)
    _forget_dead_server(data)
    settings = SETTINGS | ({} if lasting else THROWN_AWAY) | {"unix_socket_directories": str(sockets)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with log.open("a") as output:
        process = account.start(
            [programs / "postgres", "-D", data, *options],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=leash(signal.SIGINT),
        )
    running = RunningPostgres(process, log)
    try:
        _wait(running, sockets)
    except BaseException:
        running.stop()
        raise
    return running


def _home(link: Path, account: Account) -> Path:
    """Return the account's own folder, made where it is missing: below ours, or elsewhere and linked."""
    if link.is_symlink() and not link.exists():
        raise CannotStart(
            f"{link} points to {link.readlink()}, which is gone; put that folder back, "
            f"or begin with an empty database: rm {link}"
        )
    if not link.exists():
        if account.can_enter(link.parent):
            link.mkdir(mode=0o700)
        else:
            link.symlink_to(tempfile.mkdtemp(prefix="leeway-", dir=ELSEWHERE))
        account.give(link.resolve())
    elif not account.can_enter(link.resolve()):
        raise CannotStart(
            f"The account “{account.name}” cannot reach {link.resolve()}; "
            f"open its parent folders to it (chmod a+x), or begin with an empty database: rm -r {link}"
        )
    return link.resolve()


def _initialise(programs: Path, major: int, data: Path, account: Account) -> None:
    """Make an empty server. Whoever reaches the socket may connect: only we and the account can."""
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    locale = builtin if major >= BUILTIN_LOCALE_SINCE else ["--locale=C.UTF-8"]
    options = ["-U", OWNER, "--auth=trust", "--encoding=UTF8", "--no-instructions", "--no-sync", *locale]
    process = account.start(
        [programs / "initdb", "-D", data, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said, _ = process.communicate()
    if process.returncode != 0:
        reason = said.strip().splitlines()[-1:] or [f"exit {process.returncode}"]
        raise CannotStart(
            f"PostgreSQL could not make its folder {data} ({reason[0]}); is there room on the disk?"
        )


def _forget_dead_server(data: Path) -> None:
    """Wait for a server that still stops; remove the note of one whose number another process has now."""
    note = data / "postmaster.pid"
    until = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while note.exists():
        pid = int(note.read_text().split()[0])
        try:
            is_server = b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return  # PostgreSQL itself removes the note of a process that is gone.
        if not is_server:
            note.unlink(missing_ok=True)
        elif time.monotonic() > until:
            raise CannotStart(f"Another PostgreSQL (process {pid}) runs on {data}; end it: kill -INT {pid}")
        else:
            time.sleep(0.1)


def _wait(running: RunningPostgres, sockets: Path) -> None:
    """Wait until the server answers, and make the database where it is missing. Raises CannotStart."""
    until = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while True:
        try:
            with psycopg.connect(address(sockets, "postgres"), autocommit=True) as connection:
                if not connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
                ).fetchone():
                    connection.execute(f"CREATE DATABASE {DATABASE}")
            return
        except psycopg.OperationalError as error:
            if running.process.poll() is not None or time.monotonic() > until:
                last = running.log.read_text().strip().splitlines()[-1:] or [str(error)]
                raise CannotStart(f"PostgreSQL did not start ({last[0]}); its log: {running.log}") from error
        time.sleep(0.05)
