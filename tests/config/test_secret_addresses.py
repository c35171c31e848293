"""No line of the log holds the secret part of an address."""

import io
import logging
from collections.abc import Iterator

import pytest

TOKEN = "Zk3-_9xQw" * 4


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the handler of the settings writes."""
    [console] = [each for each in logging.getLogger().handlers if each.name == "console"]
    assert isinstance(console, logging.StreamHandler)
    written = io.StringIO()
    before = console.setStream(written)
    yield written
    console.setStream(before)


@pytest.mark.parametrize("place", ["ask", "hooks"])
def test_an_address_is_cut_wherever_it_stands(log: io.StringIO, place: str) -> None:
    path = f"/{place}/{TOKEN}/"
    logger = logging.getLogger("django.request")
    logger.warning("Not Found: %s", path)
    logger.warning("%(path)s failed", {"path": path})
    logger.warning("at https://leeway.example%s?sent=1" % path.replace("%", ""))  # noqa: G002, UP031 - as others may
    logger.warning("%s", ValueError(path))
    logger.warning("%d of %s", 3, (path,))
    try:
        int(path)
    except ValueError:
        logger.exception("failed")
    lines = log.getvalue()
    assert TOKEN not in lines
    assert lines.count(f"/{place}/…") == 6
    assert f"Not Found: /{place}/…/\n" in lines
    assert "Traceback" in lines


def test_everything_else_is_written_as_it_is(log: io.StringIO) -> None:
    logging.getLogger("leeway").info("%s took %.1f s", "/stores/lamp/suppliers/5/ask/new/", 1.25)
    assert log.getvalue().endswith("leeway: /stores/lamp/suppliers/5/ask/new/ took 1.2 s\n")


def test_a_line_that_cannot_be_put_together_still_tells_no_secret(
    log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    half = ("%s and %s", f"/ask/{TOKEN}/")
    logging.getLogger("leeway").warning(*half)
    assert TOKEN not in log.getvalue() + capsys.readouterr().err
    assert "/ask/…" in log.getvalue()
