"""Which row a key given by a user means."""

import difflib
import unicodedata
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
    """The id among `rows` of (id, name) that `key` is, or names exactly, or begins, or is part of the name of; tried in
    this order. Parts are beginnings of words, in whatever case and with or without accents: "ulfa", "Nguyen H".

    `kind` ("group") and `where` (the store's path) are for the messages. Raises NotFoundError, which names the nearest
    rows; InputError, which lists the ids, when several fit.
    """
    exact = [row_id for row_id, _ in rows if row_id == key]
    named = [row_id for row_id, name in rows if name == key]
    begun = [row_id for row_id, _ in rows if key and row_id.startswith(key)]
    fitting = exact or named or begun or [row_id for row_id, name in rows if is_part(key, name)]
    if len(fitting) == 1:
        return fitting[0]
    several = f"{kind.removesuffix('y')}ies" if kind.endswith("y") else f"{kind}s"
    if fitting:
        more = f" and {len(fitting) - _LISTED} more" if len(fitting) > _LISTED else ""
        names = dict(rows)
        ids = ", ".join(f"{names[row_id]} ({row_id})" for row_id in fitting[:_LISTED]) + more
        raise InputError(f"several {several} in {where} fit {key!r}: {ids}. Give one of the ids.")
    near = _nearest(key, rows)
    hint = f"The nearest: {', '.join(near)}." if near else f"It has {len(rows)} {several}, none with a name like it."
    raise NotFoundError(f"no {kind} {key!r} in {where}. {hint}", shown=f"no {kind} {key!r}.")


def is_part(key: str, name: str) -> bool:
    """Whether each word of a key begins another word of a name."""
    left = _folded(name).split()
    for asked in _folded(key).split():
        found = next((word for word in left if word.startswith(asked)), None)
        if found is None:
            return False
        left.remove(found)
    return bool(key.strip())


def _folded(text: str) -> str:
    """The text in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


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
