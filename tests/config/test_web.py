"""What the web server does before it forks its workers."""

import subprocess
import sys

import pytest

from config.launch.embedded import Services
from tests.plugins.servers import ROOT

# As gunicorn does it with --preload: the application, then the hook; then the sockets of this process.
BEFORE_THE_FORK = """
import os, sys
from config import wsgi
from config.launch import web
web.when_ready(None)
links = [f"/proc/self/fd/{name}" for name in os.listdir("/proc/self/fd")]
opened = [os.readlink(link) for link in links if os.path.islink(link)]
print("orders.views.lists" in sys.modules, sum("socket:" in target for target in opened))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_every_page_is_imported_before_the_fork_and_no_connection_is_open_to_be_shared(
    servers: Services,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEFORE_THE_FORK],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["True", "0"], done.stderr
