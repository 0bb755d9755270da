"""Which row a key given by a user means."""

import difflib
from collections.abc import Sequence

from boses_engine.errors import InputError, NotFoundError
from boses_engine.store.database import Database

_LISTED = 5  # rows named in an error message
_NEAR = 0.5  # least similarity, 0 to 1, of a name or id that is offered instead


def find_id(db: Database, kind: str, key: str) -> str:
    """The id of the "group" or "persona" that a key means; raises as `resolve` does."""
    if db.rows(f"SELECT 1 FROM {kind}s WHERE id = ?", [key]):
        return key
    return resolve(kind, key, db.rows(f"SELECT id, name FROM {kind}s ORDER BY id"), db.path)


def resolve(kind: str, key: str, rows: Sequence[tuple[str, str]], where: object) -> str:
    """The id among `rows` of (id, name) that `key` is, or names exactly, or begins; tried in this order.

    `kind` ("group") and `where` (the store's path) are for the messages. Raises NotFoundError, which names the nearest
    rows; InputError, which lists the ids, when several fit.
    """
    exact = [row_id for row_id, _ in rows if row_id == key]
    named = [row_id for row_id, name in rows if name == key]
    begun = [row_id for row_id, _ in rows if key and row_id.startswith(key)]
    fitting = exact or named or begun
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        more = f" and {len(fitting) - _LISTED} more" if len(fitting) > _LISTED else ""
        ids = ", ".join(fitting[:_LISTED]) + more
        raise InputError(f"several {kind}s in {where} fit {key!r}: {ids}. Give one of the ids.")
    near = _nearest(key, rows)
    hint = f"The nearest: {', '.join(near)}." if near else f"It has {len(rows)} {kind}s, none with a name like it."
    raise NotFoundError(f"no {kind} {key!r} in {where}. {hint}")


def _nearest(key: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    """The rows whose name or id is like the key, the likest first."""
    matcher = difflib.SequenceMatcher(b=key.casefold())  # the matcher prepares b once
    ranked: list[tuple[float, str]] = []
    for row in rows:
        similarity = 0.0
        for part in row:
            matcher.set_seq1(part.casefold())
            if matcher.quick_ratio() >= _NEAR:
                similarity = max(similarity, matcher.ratio())
        if similarity >= _NEAR:
            ranked.append((-similarity, f"{row[1]} ({row[0]})"))
    return [label for _, label in sorted(ranked)[:_LISTED]]
