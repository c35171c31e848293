"""Do the main job without a browser: order files and a proposal in, the readiness report out."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.from_files import Made, OtherCurrency, UnknownSupplier, assess_files
from assessments.wording.report import report_view
from assessments.wording.text import report_text
from orders.importers.rows import FileError
from orders.wording import file_sentence, row_sentence


class Command(BaseCommand):
    """Assess a proposal from files; nothing is written anywhere."""

    help = _(
        "Assess a proposal from order files and print the readiness report. Reads files, writes nothing."
    )
    # No database is needed, so none is looked for.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files and the day."""
        file, name, day = _("FILE"), _("NAME"), _("DATE")
        parser.add_argument(
            "--orders", nargs="+", required=True, type=Path, metavar=file, help=_("order files")
        )
        parser.add_argument(
            "--supplier", required=True, metavar=name, help=_("the supplier as the files name it")
        )
        parser.add_argument(
            "--proposal", required=True, type=Path, metavar=file, help=_("the proposal (JSON)")
        )
        parser.add_argument("--as-of", metavar=day, help=_("the day to judge for, as 2026-03-31 (today)"))
        parser.add_argument("--json", action="store_true", help=_("print the report as JSON"))
        counted = _("count orders that name no supplier as this supplier's (the AliExpress file names none)")
        parser.add_argument("--include-unassigned", action="store_true", help=counted)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report. Raises CommandError, exit code 2, for input that cannot be read."""
        document = _document(options["proposal"])
        as_of = _day(options["as_of"])
        made = _made(document, as_of, options)
        for error in made.refused:
            self.stderr.write(row_sentence(error))
        if made.left_out:
            self.stderr.write(_left_out(made.left_out))
        if options["json"]:
            report = {
                "supplier": options["supplier"],
                "as_of": as_of.isoformat(),
                **made.result,
                **made.explanation,
            }
            self.stdout.write(json.dumps(report, indent=2, ensure_ascii=False))
            return
        currency = str(document["currency"])
        view = report_view(
            made.result, made.explanation, supplier=options["supplier"], currency=currency, as_of=as_of
        )
        self.stdout.write(report_text(view))


def _made(document: Mapping[str, Any], as_of: date, options: Mapping[str, Any]) -> Made:
    """Assess. Raises CommandError with one line for whatever cannot be read."""
    try:
        with ExitStack() as stack:
            return assess_files(
                [stack.enter_context(path.open("rb")) for path in options["orders"]],
                options["supplier"],
                document,
                as_of,
                today=timezone.localdate(),
                include_unassigned=options["include_unassigned"],
            )
    except OSError as error:
        raise _stop(f"{error.filename}: {error.strerror}") from error
    except FileError as error:
        raise _stop(f"{', '.join(map(str, options['orders']))}: {file_sentence(error)}") from error
    except UnknownSupplier as error:
        words = {"name": options["supplier"], "listed": ", ".join(f"“{each}”" for each in error.names[:10])}
        raise _stop(
            _("No order names the supplier “%(name)s”. The files name %(listed)s.") % words
        ) from error
    except OtherCurrency as error:
        words = {"currency": document["currency"], "orders": ", ".join(error.orders)}
        refusal = _(
            "Orders in another currency than the proposal (%(currency)s) cannot be compared yet: %(orders)s."
        )
        raise _stop(refusal % words) from error
    except ValueError as error:
        raise _stop(f"{options['proposal']}: {error}") from error


def _day(text: str | None) -> date:
    """Return the day to judge for. Raises CommandError where the text is none."""
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError as error:
        raise _stop(_("--as-of: “%(text)s” is no day; write it as 2026-03-31") % {"text": text}) from error


def _document(path: Path) -> Mapping[str, Any]:
    """Return the proposal file. Raises CommandError where it is no proposal."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=str)
    except OSError as error:
        raise _stop(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _stop(f"{path}: {_('the file is not UTF-8 text')}") from error
    except json.JSONDecodeError as error:
        words = {"line": error.lineno, "column": error.colno}
        raise _stop(f"{path}: {_('line %(line)d, column %(column)d is no JSON') % words}") from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or thousands of brackets in each other.
        raise _stop(f"{path}: {_('the file is no proposal')}") from error
    if not isinstance(document, dict):
        raise _stop(f"{path}: {_('a proposal is one JSON object, {...}')}")
    currency = document.get("currency")
    if not (isinstance(currency, str) and len(currency) == 3 and currency.isascii() and currency.isupper()):
        advice = _("write the three letters of the currency, as USD")
        raise _stop(f"{path}: currency: {currency!r}; {advice}")
    return document


def _left_out(count: int) -> str:
    return ngettext(
        "%(count)d order names no supplier and was left out; --include-unassigned counts it.",
        "%(count)d orders name no supplier and were left out; --include-unassigned counts them.",
        count,
    ) % {"count": count}


def _stop(message: str) -> CommandError:
    return CommandError(message, returncode=2)
