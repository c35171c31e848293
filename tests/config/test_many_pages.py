"""Fifty open pages that poll, a slow large upload and unfinished requests: everybody is served."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from assessments.models import Proposal
from assessments.sample.making import make_sample
from config.launch import product
from config.launch.leash import leash
from orders.models import Import
from stores.models import Store, User
from tests.config import visitors
from tests.config.launching import unused_port
from tests.people import Login
from tests.plugins.servers import ROOT, SERVERS, VAR
from tests.plugins.worker import CeleryProcess, database_url

PAGES = 50
UNFINISHED = 2
UPLOAD_BYTES, UPLOAD_PIECES, UPLOAD_SECONDS = 20_000_000, 50, 10.0
ANSWERS_WITHIN_SECONDS = 30.0
HEADER = b"order id,supplier,product,quantity,cost,currency,ordered,note\n"


def order_file() -> bytes:
    """Return a file of supplier orders that is large for its notes."""
    note = "n" * 50_000
    rows = (f"{number},Lamps,Lamp,1,2.50,USD,2026-01-05,{note}\n".encode() for number in range(400))
    file = HEADER + b"".join(rows)
    assert len(file) >= UPLOAD_BYTES
    return file


@pytest.fixture
def web(transactional_db: None, tmp_path: Path) -> Iterator[int]:
    """The port of the web server as the launcher runs it, on this test's rows."""
    given = {"DATABASE_URL": database_url(), "REDIS_URL": SERVERS.redis_url}
    environment = {**product.environment(VAR, given, ""), "DEBUG": ""}
    gather = [sys.executable, "-m", "config.launch.set_up", "collectstatic"]
    subprocess.run(gather, cwd=ROOT, env=environment, check=True)
    port = unused_port()
    with (tmp_path / "web.log").open("wb") as log:
        process = subprocess.Popen(
            product.processes(VAR, port)["web"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=leash(signal.SIGTERM),
        )
    wait_for(port, process, tmp_path / "web.log")
    yield port
    process.terminate()
    process.wait(ANSWERS_WITHIN_SECONDS)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the first page answers."""
    until = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            assert visitors.page_status(port, "/accounts/login/") == 200, log.read_text()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The web server did not start; it said:\n{log.read_text()}")


@pytest.fixture
def sample(owner: User) -> Store:
    """A store with reports to look at."""
    return make_sample(owner, timezone.now())


def report_states(store: Store) -> list[str]:
    """Return the addresses that the open reports of a store poll."""
    return [
        f"/stores/{store.slug}/proposals/{proposal.pk}/report/state/?seen={proposal.assessment_id}"
        for proposal in Proposal.objects.filter(supplier__store=store)
    ]


def session_of(login: Login, user: User) -> str:
    """Return the key of a new session of somebody."""
    return login(user).cookies["sessionid"].value


def test_fifty_open_pages_are_answered_while_somebody_uploads_slowly_and_others_never_finish(
    web: int, worker: CeleryProcess, owner: User, sample: Store, login: Login
) -> None:
    addresses, over = report_states(sample), threading.Event()
    reports = [
        visitors.OpenPage(web, addresses[number % len(addresses)], session_of(login, owner), over)
        for number in range(PAGES)
    ]
    login_page = visitors.OpenPage(web, "/accounts/login/", "", over)
    imports = f"/stores/{sample.slug}/imports/"
    with visitors.unfinished_requests(web, UNFINISHED):
        for page in (*reports, login_page):
            page.start()
        status, leads_to = visitors.upload_slowly(
            web, imports, session_of(login, owner), order_file(), UPLOAD_PIECES, UPLOAD_SECONDS
        )
        over.set()
        for page in (*reports, login_page):
            page.join(visitors.PATIENCE_SECONDS)

    assert (status, leads_to) == (302, f"{imports}{Import.objects.get().pk}/")
    assert len({page.session for page in reports}) == PAGES
    assert [page.answers for page in reports if not page.answers or set(page.answers) - {200, 204}] == []
    assert set(login_page.answers) == {200}
    assert worker.process.poll() is None
