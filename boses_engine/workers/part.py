"""A part: the model's answers of one range, as a Parquet file that is there whole or not at all."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from boses_engine.errors import InputError
from boses_engine.files import replacing
from boses_engine.language.port import Completion, FinishReason, Request
from boses_engine.store.connection import memory_connection
from boses_engine.store.tables import write_table

_COLUMNS = {
    "key": "VARCHAR",
    "seed": "UBIGINT",
    "text": "VARCHAR",
    "finish_reason": "VARCHAR",
    "tokens_read": "UINTEGER",
    "tokens_written": "UINTEGER",
    "tokens_forced": "UINTEGER",
    "seconds": "DOUBLE",
    "first_token_s": "DOUBLE",
    "least_allowed": "DOUBLE",
}


@dataclass(frozen=True)
class Recorded:
    """An answer as a part holds it: what a `Completion` has beside its request, in that order."""

    text: str
    finish_reason: FinishReason
    tokens_read: int
    tokens_written: int
    tokens_forced: int
    seconds: float
    first_token_s: float
    least_allowed: float

    def answer(self, request: Request) -> Completion:
        """The answer to the request that it was recorded of."""
        whole = self.finish_reason == "stop"
        value = request.constraint.parse(self.text) if whole and request.constraint else self.text if whole else None
        return Completion(
            request,
            self.text,
            value,
            self.finish_reason,
            self.tokens_read,
            self.tokens_written,
            self.tokens_forced,
            self.seconds,
            self.first_token_s,
            self.least_allowed,
        )


Part = dict[tuple[str, int], Recorded]  # by key and seed of the request, which no two of a run share


def part_of(answers: Iterable[Completion]) -> bytes:
    """The bytes of a part with these answers."""
    lines = (
        json.dumps(
            {"key": each.request.key, "seed": each.request.seed}
            | {name: getattr(each, name) for name in Recorded.__dataclass_fields__},
            ensure_ascii=False,
        )
        for each in answers
    )
    stream = BytesIO()
    write_table(lines, _COLUMNS, stream)
    return stream.getvalue()


def write_part(path: Path, part: bytes) -> None:
    """Writes a part; who is killed meanwhile leaves none."""
    with replacing(path) as made:
        made.write_bytes(part)


def read_part(path: Path) -> Part:
    """The answers of a part.

    :raises InputError: it is damaged.
    """
    try:
        with memory_connection() as connection:
            found = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM read_parquet(?)", [str(path)]).fetchall()
    except Exception as exc:  # whatever DuckDB makes of a file that is none
        raise InputError(f"{path} is damaged: delete it, and the range is answered again.") from exc
    return {(key, seed): Recorded(*rest) for key, seed, *rest in found}
