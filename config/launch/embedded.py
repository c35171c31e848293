"""PostgreSQL and Valkey together: the servers that the environment names, else our own."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.launch import postgres, valkey
from config.launch.place import remove_sockets, sockets_folder


@dataclass
class Services:
    """The addresses of the two servers, known before they start, and those of the two that are ours."""

    var: Path
    sockets: Path | None
    database_url: str
    redis_url: str
    ours: dict[str, postgres.RunningPostgres | valkey.RunningValkey] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        """Return the addresses as the environment of whoever uses them."""
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}

    def start(self, *, lasting: bool) -> None:
        """Start the servers that are ours; `lasting` data survives a power cut, other data is for tests.

        Raises CannotStart.
        """
        if not self.sockets:
            return
        log = self.var / "log"
        try:
            if self.database_url == postgres.address(self.sockets):
                self.ours["postgres"] = postgres.start(
                    self.var, self.sockets, log / "postgres.log", lasting=lasting
                )
            if self.redis_url == valkey.address(self.sockets):
                self.ours["valkey"] = valkey.start(
                    self.var / "valkey", self.sockets, log / "valkey.log", lasting=lasting
                )
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop what is ours, the database last, and remove the sockets."""
        for server in reversed(self.ours.values()):
            server.stop()
        self.ours.clear()
        if self.sockets:
            remove_sockets(self.sockets, _note(self.var))


def planned(var: Path, environment: Mapping[str, str] = os.environ) -> Services:
    """Return the servers that DATABASE_URL and REDIS_URL name; where they name none our own, not yet started.

    Our own data goes below the folder. Raises CannotStart where there is no place for sockets.
    """
    database, broker = environment.get("DATABASE_URL", ""), environment.get("REDIS_URL", "")
    if database and broker:
        return Services(var, None, database, broker)
    sockets = sockets_folder(_note(var))
    return Services(var, sockets, database or postgres.address(sockets), broker or valkey.address(sockets))


def _note(var: Path) -> Path:
    return var / "run" / "sockets"
