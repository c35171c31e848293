"""Digests that stay the same while the static files, or tables and sample store, need no set-up."""

import hashlib
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import psycopg

# What set-up has done to this very database: another one, emptied or restored, was migrated at other times.
MIGRATIONS_DONE = (
    "SELECT string_agg(concat(app, ' ', name, ' ', applied), ',' ORDER BY id) FROM django_migrations"
)
# What the `sample` command looks after: the owner's password and the day that the store was dated from.
SAMPLES = """
    SELECT string_agg(concat(u.email, ' ', u.password, ' ', s.slug, ' ', s.sample_made_on), ',' ORDER BY s.id)
    FROM stores_store s JOIN stores_membership m ON m.store_id = s.id JOIN stores_user u ON u.id = m.user_id
    WHERE s.is_sample
"""
CONNECTS_WITHIN_SECONDS = 10


def of_static_files(root: Path) -> str:
    """Return a digest that changes when a static file, a package or the settings change."""
    files = (
        f"{path} {status.st_size} {status.st_mtime_ns}"
        for path in sorted((root / "static").rglob("*"))
        for status in [path.stat()]
    )
    return _digest([*_contents(root, "package-lock.json"), *files])


def of_data(root: Path, database_url: str, password: str) -> str | None:
    """Return a digest that changes when tables or the sample store may need set-up, once a day for the sample's age.

    None where the database cannot tell: nothing is in it yet, or it cannot be asked.
    """
    migrations = sorted(str(path.relative_to(root)) for path in root.glob("*/migrations/*.py"))
    try:
        with psycopg.connect(database_url, connect_timeout=CONNECTS_WITHIN_SECONDS) as connection:
            told = [connection.execute(question).fetchone() for question in (MIGRATIONS_DONE, SAMPLES)]
    except psycopg.Error:
        return None
    today = datetime.now(UTC).date()
    return _digest([*_contents(root), *migrations, *map(str, told), password, str(today)])


def _contents(root: Path, *more: str) -> list[str]:
    """Return the texts that say which packages and settings are in force."""
    settings = sorted((root / "config").glob("*.py"))
    return [
        path.read_text() for path in (root / "requirements.txt", *(root / name for name in more), *settings)
    ]


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(os.fsencode(part) + b"\0")
    return digest.hexdigest()
