"""The codebook: what every column of an export means, its unit and scale, and how far it can be trusted."""

from collections.abc import Iterable

from boses_engine.exports.columns import BRAND_COLUMNS, COLUMNS, STANDINGS, Column

_HEADING = ("column", "field of the record", "meaning", "holds", "unit", "scale", "source", "standing")
_HOLDS = {"text": "text", "whole": "whole number", "number": "number", "list": "texts, between them ' | '"}


def render_codebook() -> str:
    """The codebook as Markdown."""
    standings = "\n".join(f"- **{name}**: {told}." for name, told in STANDINGS.items())
    return f"""# Codebook

These people are synthetic: none of them is a real person, and their shares are no survey. Columns are called so in the
formats flat, xlsx, sav, edsl and csv with a mapping; jsonl, parquet, huggingface and csv call them as the record does.

How far a column can be trusted:

{standings}

An empty cell means that there is none, or that the record was made before the engine kept it. Codes are words; in SPSS
files they are numbers from 1 on in the order given, with the words as labels. A cell of a CSV or XLSX file that a
spreadsheet would take for a formula has an apostrophe before it.

## People

{_table(COLUMNS)}
## Brands (long: a row for each person and brand)

{_table(BRAND_COLUMNS)}"""


def codebook_rows() -> Iterable[tuple[str, ...]]:
    """The codebook as rows for a sheet, the heading first."""
    yield ("table", *_HEADING)
    for table, columns in (("people", COLUMNS), ("brands", BRAND_COLUMNS)):
        yield from ((table, *_row(column)) for column in columns)


def _table(columns: Iterable[Column]) -> str:
    rows = [_HEADING, ("---",) * len(_HEADING), *map(_row, columns)]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)


def _row(column: Column) -> tuple[str, ...]:
    holds = ", ".join(column.codes) if column.kind == "code" else _HOLDS[column.kind]
    scale = "" if column.scale in ("name", "text") else column.scale
    return (column.name, column.field, column.label, holds, column.unit, scale, column.source, column.standing)
