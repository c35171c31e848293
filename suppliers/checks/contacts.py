"""When two spellings of a contact are one way to reach somebody. Pure."""

import re
import unicodedata


def value_key(kind: str, value: str) -> str:
    """Return a contact's value without the differences that mean nothing for its kind, a value of Contact.Kind.

    A telephone number keeps its digits and its leading +, which is also written 00 (ITU-T E.123).
    """
    written = unicodedata.normalize("NFKC", value).strip()
    if kind in {"phone", "whatsapp"}:
        digits = re.sub(r"\D", "", written)
        if written.startswith("00"):
            return f"+{digits.removeprefix('00')}"
        return f"+{digits}" if written.startswith("+") else digits
    return "".join(written.casefold().split())
