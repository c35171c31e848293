"""What the machine tells the settings: environment variables, and what the launcher wrote down."""

import os
import secrets
from pathlib import Path


def var_folder(root: Path) -> Path:
    """Return the folder that everything kept over restarts lies in."""
    return Path(os.environ.get("LEEWAY_VAR") or root / "var")


def running_services(var: Path) -> dict[str, str]:
    """Return the addresses of the embedded services that the launcher has running; empty where none are."""
    try:
        lines = (var / "run" / "services.env").read_text().splitlines()
    except OSError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)


def secret_key(var: Path, *, debug: bool) -> str:
    """Return SECRET_KEY, or on a person's own machine a random key kept in the data folder.

    Raises RuntimeError on a server that sets none: a key that changes at each start would log everybody out.
    """
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    if not debug:
        raise RuntimeError(
            "SECRET_KEY is not set. Give the server one that stays the same over restarts, for example:\n"
            "  export SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')\n"
            "On your own machine `make run` makes one by itself."
        )
    return _kept(var / "secret-key")


def _kept(path: Path) -> str:
    """Return the text of a file that only this account may read, made at random where it is missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Made whole under another name, then linked: two processes that start together end with one key.
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        return path.read_text()
    except OSError:
        # Nothing can be kept here (a command on a read-only copy): a key for this process alone.
        return secrets.token_urlsafe(50)
