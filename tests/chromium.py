"""Find a Chromium for the browser tests, or get one: `python -m tests.chromium` says which it is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ROOT = 0


class NoChromium(Exception):
    """Say that there is no browser and how to get one."""


def find() -> Path:
    """Return the Chromium to test with: the one on the PATH, else Playwright's own.

    Raises NoChromium where there is none.
    """
    found = _on_path() or _of_playwright()
    if found is None:
        raise NoChromium(
            "There is no Chromium for the browser tests; install one (as root: apt-get install chromium; "
            "otherwise: .venv/bin/playwright install chromium) and run make test again"
        )
    return found


def _on_path() -> Path | None:
    return next((Path(found) for found in map(shutil.which, ON_PATH) if found), None)


def _of_playwright() -> Path | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _install_from_debian() -> None:
    """Install the system's package, where that is allowed."""
    if os.getuid() != ROOT or not shutil.which("apt-get"):
        return
    print("Installing Chromium with apt-get …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "-qq", "update"], quiet)
    _run(["apt-get", "-qq", "-y", "--no-install-recommends", "install", "chromium"], quiet)


def _install_from_playwright() -> None:
    """Download Playwright's own build."""
    print("Downloading Playwright's Chromium …", flush=True)
    _run([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))


def _run(command: list[str], environment: dict[str, str]) -> None:
    """Run a step that may fail; show what it said only then."""
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        print(
            f"{done.stdout}{done.stderr}\n`{' '.join(command)}` failed ({done.returncode})", file=sys.stderr
        )


def main() -> int:
    """Print which Chromium the tests use, after getting one where there is none; 1 where none can be had."""
    install: tuple[Callable[[], None], ...] = (_install_from_debian, _install_from_playwright)
    for get in install:
        if _on_path() or _of_playwright():
            break
        get()
    try:
        print(f"Browser tests use {find()}")
    except NoChromium as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
