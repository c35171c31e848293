"""The lock files hold names, versions and hashes; where packages come from is each machine's own affair."""

import json
import re

import pytest

from tests.plugins.servers import ROOT

PYTHON_LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
ADDRESS = re.compile(r"--(extra-)?index|--find-links|file:|https?:|@ ")


def test_there_is_a_lock_file_for_each_group() -> None:
    assert PYTHON_LOCKS == [
        "requirements-backtest.txt",
        "requirements-dev.txt",
        "requirements-node.txt",
        "requirements-services-fallback.txt",
        "requirements-services.txt",
        "requirements.txt",
    ]


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_a_python_lock_file_names_no_address(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    assert [line for line in lines if ADDRESS.search(line)] == []


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_python_package_is_pinned_with_its_hashes(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_npm_lock_file_names_no_address_and_pins_every_package() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert [name for name, package in installed.items() if "resolved" in package] == []
    assert [name for name, package in installed.items() if not package.get("integrity")] == []
    assert {"node_modules/bootstrap", "node_modules/htmx.org"} <= set(installed)
