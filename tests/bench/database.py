"""Bench groups that need the database: each runs in a process of its own, on a server that is thrown away."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command

from config.launch import embedded
from tests.bench.measure import Row
from tests.plugins import leftovers

ROOT = Path(__file__).parents[2]


def in_database(module: str) -> Callable[[], Iterator[Row]]:
    """Return a group: the rows that `rows` of a module yields where Django is set up and the tables are empty."""

    def group() -> Iterator[Row]:
        leftovers.remove_abandoned()
        var = leftovers.new_folder()
        services = embedded.planned(var)
        try:
            services.start(lasting=False)
            given = {
                **os.environ,
                **services.variables,
                "LEEWAY_VAR": str(var),
                "LEEWAY_LOCAL": "1",
                # Static files straight from their sources.
                "DEBUG": "1",
                "SECRET_KEY": "for the bench only",
                "DJANGO_SETTINGS_MODULE": "config.settings",
            }
            run = subprocess.run(
                [sys.executable, "-m", "tests.bench.database", module],
                env=given,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
        finally:
            services.stop()
            leftovers.remove(var)
        yield from (Row(**each) for each in json.loads(run.stdout.splitlines()[-1]))

    return group


def main(module: str) -> None:
    """Measure the rows of one module and print them as the last line."""
    django.setup()
    call_command("migrate", verbosity=0)
    rows: Iterator[Row] = import_module(module).rows()
    print(json.dumps([asdict(row) for row in rows]))


if __name__ == "__main__":
    main(sys.argv[1])
