"""What the README shows of the command line is what the command prints."""

import re
from io import StringIO
from pathlib import Path

from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]


def test_every_line_of_the_example_is_printed_in_this_order() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    examples = ROOT / "docs" / "examples"
    out = StringIO()
    orders, proposal = str(examples / "supplier-orders.csv"), str(examples / "proposal.json")
    arguments = [
        "--orders",
        orders,
        "--supplier",
        "Shenzhen Bright",
        "--proposal",
        proposal,
        "--as-of",
        "2026-06-30",
    ]
    call_command("assess", *arguments, stdout=out)
    [block] = re.findall(r"```text\n(.*?)```", readme, flags=re.DOTALL)
    shown = [line for line in block.splitlines() if line.strip() not in ("", "…")]
    printed = iter(out.getvalue().splitlines())
    missing = [line for line in shown if line not in printed]
    assert missing == []
    assert len(shown) > 20
