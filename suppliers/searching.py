"""Find suppliers by what a person has in hand, and by what waits for somebody to look at it."""

import re
import unicodedata
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Lower

from stores.models import Store
from suppliers.models import Contact, Document, Payee, RedFlag, Supplier
from suppliers.naming import name_key

# A document that ends within so many days is to be asked for anew.
SOON = timedelta(days=30)
ANY, PAYEE, FLAG, DOCUMENT = "any", "payee", "flag", "document"
_LINE = Value("\n", output_field=TextField())
_TEXTS = (
    "name",
    "legal_name_zh",
    "legal_name_en",
    "trading_name",
    "shop_url",
    "shop_id",
    "licence_number",
)
# What people write into numbers so that they read well.
_SIGNS = re.compile(r"[\s().\-/]+")


class _Plain(Func):
    """Write letters of double width and the like as the plain ones that they mean."""

    function = "NORMALIZE"
    template = "%(function)s(%(expressions)s, NFKC)"
    output_field = TextField()


class _Joined(Func):
    function = "CONCAT_WS"
    output_field = TextField()


class _Listed(Func):
    function = "ARRAY_TO_STRING"
    output_field = TextField()


def found_suppliers(store: Store, text: str) -> QuerySet[Supplier]:
    """Return the suppliers of a store of which any name, number, address or tag holds this text.

    Letter case and width mean nothing; a sign that a database searches by is only a sign.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text.replace("\0", "")).split()).lower()
    here = Supplier.objects.filter(store=store)
    if not plain:
        return here
    said = Lower(_Plain(_Joined(_LINE, *map(F, _TEXTS), _Listed(F("tags"), _LINE))))
    return here.annotate(said=said).filter(
        Q(said__contains=plain)
        | Q(name_key__contains=name_key(plain))
        | _with_number(plain)
        | _reached_by(plain)
    )


def _with_number(plain: str) -> Q:
    """Return the suppliers whose licence number holds the text, however it was parted."""
    bare = _SIGNS.sub("", plain)
    return Q(licence_number__icontains=bare) if bare else Q(pk__in=())


def _reached_by(plain: str) -> Q:
    contacts = Contact.objects.filter(supplier=OuterRef("pk")).annotate(
        said=Lower(_Plain(F("value"), output_field=TextField()))
    )
    bare = _SIGNS.sub("", plain)
    asked = Q(said__contains=plain)
    if bare:
        asked |= Q(value_key__contains=bare)
    return Q(Exists(contacts.filter(asked)))


def pending(what: str, today: date) -> Q:
    """Return the condition that something of a supplier waits: of one kind, or of any."""
    conditions: dict[str, Q] = {
        PAYEE: _has(Payee.objects.filter(state=Payee.State.PENDING)),
        FLAG: _has(RedFlag.objects.filter(cleared_at=None)),
        DOCUMENT: _has(
            Document.objects.filter(expires_on__lte=today + SOON).exclude(verdict=Document.Verdict.REJECTED)
        ),
    }
    if what in conditions:
        return conditions[what]
    return conditions[PAYEE] | conditions[FLAG] | conditions[DOCUMENT]


def _has(rows: QuerySet[Any]) -> Q:
    return Q(Exists(rows.filter(supplier=OuterRef("pk"))))
