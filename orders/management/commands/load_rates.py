"""Load the euro reference rates, from the European Central Bank or from a file that was fetched elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from orders.actions.rates import keep_rates
from orders.fetching import HISTORY, Unreachable, fetched
from orders.importers.ecb import RatesError, read_rates


class Command(BaseCommand):
    """Load every rate there is; safe to run again."""

    help = (
        "Load the euro reference rates of the European Central Bank, which store totals are converted with. "
        "Without a file, the whole history is fetched from the bank (about 700 kB)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a file, for a machine that cannot reach the bank."""
        parser.add_argument("file", nargs="?", type=Path, help="eurofxref-hist.zip, or the CSV inside it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how much. Raises CommandError where nothing was loaded."""
        path: Path | None = options["file"]
        try:
            if path is None:
                with fetched(HISTORY) as stream:
                    read = keep_rates(read_rates(stream))
            else:
                with path.open("rb") as stream:
                    read = keep_rates(read_rates(stream))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
        except (RatesError, Unreachable) as error:
            raise CommandError(f"{error} Nothing was loaded.") from None
        self.stdout.write(f"{read:,} rates are loaded.")
