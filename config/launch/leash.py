"""End a child when its launcher is gone, even by kill -9 (Linux; elsewhere nothing happens)."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
# Loaded once here: after a fork the child must not load anything.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def leash(last_signal: signal.Signals) -> Callable[[], None]:
    """Return Popen's preexec_fn that has the child get a signal when the thread that started it ends.

    Popen calls it after it changed the account: a change of account would take the leash off again.
    """
    launcher = os.getpid()

    def put_on() -> None:
        if _libc is None:
            return
        _libc.prctl(PR_SET_PDEATHSIG, int(last_signal), 0, 0, 0)
        if os.getppid() != launcher:  # It ended before the leash was on.
            os.kill(os.getpid(), signal.SIGKILL)

    return put_on
