"""Send word to the worker beside the requests: none waits for the broker, and a burst is one message."""

import threading
import time
from collections.abc import Callable


class Waker:
    """Call something soon after each wish, from a thread of its own, with a pause between two calls.

    A call that begins after a wish covers it. The wish is taken back before the call: one that comes during the
    call leads to another. Only the end of the process can swallow one.
    """

    def __init__(self, call: Callable[[], None], pause_seconds: float) -> None:
        """Take what to call; the thread begins with the first wish, so that no fork comes in between."""
        self._call = call
        self._pause_seconds = pause_seconds
        self._wanted = threading.Event()
        self._beginning = threading.Lock()
        self._thread: threading.Thread | None = None

    def wish(self) -> None:
        """Have the call made; return at once."""
        self._wanted.set()
        # A fault of the call has ended the thread: the next wish begins another.
        if self._thread is None or not self._thread.is_alive():
            self._begin()

    def _begin(self) -> None:
        with self._beginning:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="waker", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            self._call()
            time.sleep(self._pause_seconds)
