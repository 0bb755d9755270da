"""Rows out to files that DuckDB writes, and in from those that it reads."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

import duckdb

from boses_engine.domain.passport import SOURCE_TYPE
from boses_engine.errors import InputError, NotFoundError, one_line
from boses_engine.store.connection import memory_connection

_AT_ONCE = 200  # rows that are read at a time
_GROUP = 2_048  # rows that DuckDB keeps in memory until it writes them
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what cells begin with that a spreadsheet would work out


def harmless(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula: a text that begins like one gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def meant(cell: str) -> str:
    """The text that `harmless` made a cell of."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def write_table(
    lines: Iterable[str],
    columns: Mapping[str, str],
    stream: BinaryIO,
    format: Literal["csv", "parquet"] = "parquet",
    made_by: Iterable[str] = (),
) -> None:
    """Writes JSON objects, a text each, as a table; DuckDB makes its columns, `columns` gives the type of each.

    Parquet says in its metadata that all is synthetic and what it was `made_by`, JSON objects looked at last.
    """
    types_of = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items())
    how = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP}"
    if format == "csv":
        how = "FORMAT csv, HEADER"
        cells = (json.loads(line) for line in lines)
        lines = (json.dumps({name: harmless(cell) for name, cell in each.items()}) for each in cells)
    with tempfile.TemporaryDirectory() as folder, memory_connection() as connection:
        source, made = Path(folder, "in.jsonl"), Path(folder, "out")
        with source.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        if format == "parquet":
            how += f", {synthetic_metadata(made_by)}"
        connection.execute(
            f"COPY (SELECT * FROM read_json({quoted(str(source))}, format = 'newline_delimited', "
            f"columns = {{{types_of}}})) TO {quoted(str(made))} ({how})"
        )
        with made.open("rb") as table:
            shutil.copyfileobj(table, stream)


def read_parquet(source: Path) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, by column, a block at a time; raises InputError where it is no whole one."""
    if not source.is_file():
        raise NotFoundError(f"there is no file {source}.")
    try:
        with memory_connection() as connection:
            found = connection.execute(f"SELECT * FROM read_parquet({quoted(str(source))})")
            names = [column[0] for column in found.description or ()]
            while rows := found.fetchmany(_AT_ONCE):
                yield from (dict(zip(names, row, strict=True)) for row in rows)
    except (duckdb.Error, UnicodeDecodeError, RuntimeError) as exc:
        raise InputError(f"{source} is no whole Parquet file ({one_line(exc)}): export it again.") from exc


def synthetic_metadata(made_by: Iterable[str] = ()) -> str:
    """The option of COPY by which a Parquet file says that it is synthetic."""
    told = {"synthetic": "yes; none of these people is real", "digital_source_type": SOURCE_TYPE}
    if made := ", ".join(made_by):
        told["made_by"] = f"[{made}]"
    return f"KV_METADATA {{{', '.join(f'{key}: {quoted(text)}' for key, text in told.items())}}}"


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
