"""Ctrl-C and its kin: counted here, acted on by whoever waits."""

import signal
import time
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# How long a wait may overlook a signal or a death.
BEAT_SECONDS = 0.1


class Stopped(Exception):
    """Somebody asked the launcher to end while it was still setting up."""


class Stop:
    """How often somebody asked the launcher to end: once is cleanly, twice is at once."""

    def __init__(self) -> None:
        self.asked = 0

    def listen(self) -> None:
        """Count the signals from now on instead of dying by them."""
        for number in SIGNALS:
            signal.signal(number, self._count)

    def pause(self) -> None:
        """Wait one beat. Raises Stopped where somebody asked to end."""
        self.check()
        time.sleep(BEAT_SECONDS)

    def check(self) -> None:
        """Raise Stopped where somebody asked to end."""
        if self.asked:
            raise Stopped

    def _count(self, _number: int, _frame: FrameType | None) -> None:
        self.asked += 1
