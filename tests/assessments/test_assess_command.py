"""The main job without a browser: files in, a report out, and nothing written."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from assessments.actions import submit
from assessments.from_files import assess_files
from assessments.models import Version
from assessments.terms import document_of
from orders.actions import record_supplier_orders
from orders.importers import read
from orders.importers.rows import Source, SupplierOrderRow
from stores.models import Store, User
from suppliers.models import Supplier

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
ORDERS, PROPOSAL = EXAMPLES / "supplier-orders.csv", EXAMPLES / "proposal.json"
AS_OF = date(2026, 6, 30)


def run(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("assess", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def usual(*more: object) -> tuple[object, ...]:
    return (
        "--orders",
        ORDERS,
        "--supplier",
        "Shenzhen Bright",
        "--proposal",
        PROPOSAL,
        "--as-of",
        AS_OF,
        *more,
    )


def stopped(*arguments: object) -> str:
    """Return the one line with which the command refuses; exit code 2."""
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


def changed(tmp_path: Path, **terms: Any) -> Path:
    path = tmp_path / "proposal.json"
    path.write_text(json.dumps(json.loads(PROPOSAL.read_text()) | terms))
    return path


def test_it_runs_as_a_program_without_any_database() -> None:
    environment = os.environ | {
        "DATABASE_URL": "postgresql://127.0.0.1:9/none",
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }
    command = [sys.executable, "manage.py", "assess", *map(str, usual("--json"))]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert report["verdict"] == "NOT_YET"
    assert report["as_of"] == "2026-06-30"


def test_a_file_that_is_not_there_ends_with_code_2_and_one_line() -> None:
    command = [
        sys.executable,
        "manage.py",
        "assess",
        "--orders",
        "none.csv",
        "--supplier",
        "x",
        "--proposal",
        "x",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_the_report_is_words_with_the_verdict_first() -> None:
    out, err = run(*usual())
    assert out.split("\n\n")[0].replace("\n", " ").strip() != ""
    assert "Not yet" in out[:400]
    assert err == ""


def test_the_same_input_gives_the_same_output() -> None:
    assert run(*usual("--json")) == run(*usual("--json"))


def test_a_day_before_the_orders_sees_none_of_them() -> None:
    report = json.loads(run(*usual()[:6], "--as-of", "2020-01-01", "--json")[0])
    assert report["orders"]["total"] == 0
    assert next(gate["value"] for gate in report["gates"] if gate["name"] == "owner_orders") == 0


def test_a_day_that_is_none_is_told_how_to_write_it() -> None:
    assert "2026-03-31" in stopped(*usual()[:6], "--as-of", "2026-13-01")


def test_an_unknown_supplier_is_told_which_the_files_name() -> None:
    line = stopped("--orders", ORDERS, "--supplier", "Nobody", "--proposal", PROPOSAL)
    assert (
        line == "No order names the supplier “Nobody”. The files name “Ningbo Fast Parts”, “Shenzhen Bright”."
    )


def test_the_name_of_a_supplier_may_be_spelt_in_any_letter_case() -> None:
    mixed = (
        "--orders",
        ORDERS,
        "--supplier",
        "shenzhen  BRIGHT",
        "--proposal",
        PROPOSAL,
        "--as-of",
        AS_OF,
        "--json",
    )
    assert json.loads(run(*mixed)[0])["orders"] == json.loads(run(*usual("--json"))[0])["orders"]


def test_orders_in_another_currency_are_refused_by_name(tmp_path: Path) -> None:
    line = stopped(*usual()[:4], "--proposal", changed(tmp_path, currency="EUR"))
    assert "(USD)" in line
    assert "EUR" in line


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"offered_price": -1}, "offered_price"),
        ({"deposit_share": 1.5}, "deposit_share"),
        ({"payment_method": "shells"}, "shells"),
        ({"answers": {"is_nice": True}}, "is_nice"),
        ({"colour": "red"}, "colour"),
        ({"currency": "dollars"}, "currency"),
        ({"currency": None}, "currency"),
        ({"diligence_share": "most"}, "diligence_share"),
        ({"diligence_share": 2}, "diligence_share"),
        ({"diligence_share": True}, "diligence_share"),
        ({"risk_budget": float("nan")}, "risk_budget"),
    ],
)
def test_a_term_that_cannot_be_is_named(tmp_path: Path, terms: dict[str, Any], field: str) -> None:
    line = stopped(*usual()[:4], "--proposal", changed(tmp_path, **terms))
    assert field in line
    assert "proposal.json" in line


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff\xfe\x00", b'{"offered_price": }', b"[" * 100_000, b"1" * 5_000]
)
def test_a_file_that_is_no_proposal_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "offer.json"
    path.write_bytes(content)
    assert str(path) in stopped(*usual()[:4], "--proposal", path)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00" * 500, b"a,b\n1,2\n"])
def test_a_file_that_is_no_order_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    assert str(path) in stopped("--orders", path, "--supplier", "x", "--proposal", PROPOSAL)


def test_refused_rows_are_told_beside_the_report_and_the_good_ones_count(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    header, first, *_rest = ORDERS.read_text().splitlines()
    path.write_text(
        "\n".join([header, first, first.replace(first.split(",")[0], "A-1").replace("202", "x")]) + "\n"
    )
    out, err = run(
        "--orders",
        path,
        "--supplier",
        first.split(",")[1],
        "--proposal",
        PROPOSAL,
        "--as-of",
        AS_OF,
        "--json",
    )
    assert json.loads(out)["orders"]["total"] == 1
    assert err.startswith("Row 3, “")


@pytest.mark.django_db
def test_page_worker_and_command_line_give_the_same_report(store: Store, owner: User) -> None:
    document = json.loads(PROPOSAL.read_text(), parse_float=str)
    with ORDERS.open("rb") as stream:
        made = assess_files(
            [stream], "Shenzhen Bright", document | {"diligence_share": 0.0}, AS_OF, today=AS_OF
        )
    with ORDERS.open("rb") as stream:
        rows = [row for row in read(stream, Source.SUPPLIER_ORDERS) if isinstance(row, SupplierOrderRow)]
    record_supplier_orders(store, Source.SUPPLIER_ORDERS, rows, learned_on=AS_OF)
    costs = {f"cost_{name}": value for name, value in document.pop("customer_cost").items()}
    document.pop("diligence_share")
    supplier = Supplier.objects.get(name="Shenzhen Bright")
    proposal = submit(supplier, document | costs, owner, datetime(2026, 6, 30, 12, tzinfo=UTC))
    assert proposal.assessment is not None
    assert proposal.assessment.result == made.result
    assert document_of(Version.objects.get())["payment_method"] == document["payment_method"]
