"""Keep addresses that are secrets out of the log: whoever has one can send in a supplier's or a shop's name."""

import logging
import re
from typing import Final

# Their tokens have 43 and 32 signs; "/ask/new/" of an owner's page is none of them.
_SECRET: Final = re.compile(r"/(ask|hooks)/+[\w%-]{8,}")
_TRACES: Final = logging.Formatter()


class WithoutSecretAddresses(logging.Filter):
    """Rewrite what is about to be logged, tracebacks too."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything through, without the secret part of an address."""
        said = _said(record)
        if _SECRET.search(said):
            record.msg, record.args = without_secrets(said), ()
        if record.exc_info and not record.exc_text and record.exc_info[0]:
            # The formatter takes what stands here for the traceback.
            record.exc_text = _TRACES.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without_secrets(record.exc_text)
        if record.stack_info:
            record.stack_info = without_secrets(record.stack_info)
        return True


def without_secrets(text: str) -> str:
    """Return a text in which secret addresses end before their secret."""
    return _SECRET.sub(r"/\1/…", text)


def _said(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        # The handler complains of such a record, and prints all of it.
        return f"{record.msg} {record.args}"
