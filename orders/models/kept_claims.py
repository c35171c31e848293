"""Claims in a column of text: kept as they were written, so that the same words are found by comparing texts."""

import json
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

from orders.claims import Claims, text_of


class ClaimsField(models.Field):  # type: ignore[type-arg]  # claims in, claims out
    """Hold what the sources say of an order (`orders.claims`); nothing inside is searched by the database."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Return the column's type."""
        return "text"

    def from_db_value(self, value: str, expression: Expression, connection: BaseDatabaseWrapper) -> Claims:
        """Return the claims of a text."""
        claims: Claims = json.loads(value)
        return claims

    def get_prep_value(self, value: Any) -> Any:
        """Return the text of claims."""
        return text_of(value) if isinstance(value, dict) else value

    def value_to_string(self, obj: models.Model) -> str:
        """Return the text for a dump."""
        return text_of(self.value_from_object(obj))

    def to_python(self, value: Any) -> Any:
        """Return the claims of a dump's text."""
        return json.loads(value) if isinstance(value, str) else value
