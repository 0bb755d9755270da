"""From plain words to a group: `parse-prompt`."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from boses_engine.cli.terminal import (
    BackendName,
    Json,
    Model,
    emit_json,
    interruptible,
    print_rows,
    say,
    settings_with,
    write_new,
)
from boses_engine.errors import BriefError, InputError

if TYPE_CHECKING:
    from boses_engine.briefs.parsed import ParsedBrief
    from boses_engine.settings import Settings

_LINE_MOST = 65_536  # bytes of a batch's line that are read; a longer one is too long for a brief anyway


def parse_prompt(
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="The audience in plain words.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="GROUP.yaml", help="Write the group as a file for generate."),
    ] = None,
    batch: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A brief a line; gives one JSON object a line, in order.")
    ] = None,
    model: Model = None,
    backend: BackendName = None,
    json_: Json = False,
) -> None:
    """Turn a description of an audience into the fields of a group; creates nothing."""
    if (text is None) == (batch is None):
        raise InputError('give one brief in quotation marks, or --batch FILE: boses parse-prompt "nurses in Cebu City"')
    if batch is not None:
        if output is not None:
            raise InputError("-o writes one group: leave it out with --batch.")
        _parse_batch(batch, model, settings_with(backend))
        return
    assert text is not None
    from boses_engine.engine import Engine
    from boses_engine.groups.template import group_yaml

    if output is not None:
        _check_free(output)
    with Engine(settings_with(backend), model=model) as engine, interruptible():
        parsed = engine.parse_prompt(text)
    if output is not None:
        comments = {field: f"assumed: {why}" for field, why in parsed.assumed.items()}
        write_new(output, group_yaml(parsed.group, comments))
    if json_:
        emit_json(parsed.record())
        return
    _show(parsed)
    if output is not None:
        say(f"wrote {output}; next: python -m boses_engine generate {output}")


def _parse_batch(path: Path, model: str | None, settings: "Settings") -> None:
    """One JSON object a line: the record of a group, or `error`, `kind` and the brief's line."""
    from boses_engine.engine import Engine

    lines = _lines(path)
    first = next(lines, None)
    if first is None:
        return
    with Engine(settings, model=model) as engine, interruptible():
        for outcome in engine.parse_prompts(chain((first,), lines)):
            if isinstance(outcome, BriefError):
                emit_json({"error": outcome.kind, "message": str(outcome)})
            else:
                emit_json(outcome.record())


def _lines(path: Path) -> Iterator[str]:
    """The briefs of a file, in order; bytes that are no UTF-8 become signs that no brief may hold.

    :raises InputError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            for line in file:
                yield line[:_LINE_MOST].decode("utf-8-sig", errors="replace").rstrip("\r\n")
    except OSError as exc:
        raise InputError(f"cannot read {path}: {exc.strerror}. Name a text file with one brief a line.") from exc


def _show(parsed: "ParsedBrief") -> None:
    fields = parsed.group.model_dump().items()
    print_rows(
        ("field", "value", "assumed, as"),
        ((field, str(value), parsed.assumed.get(field, "")) for field, value in fields),
    )
    for note in parsed.notes:
        say(f"note: {note}")


def _check_free(output: Path) -> None:
    """Refuses a file that is there already, or whose folder is not, before the model is loaded."""
    if output.exists():
        raise InputError(f"{output} is there already: name another file with -o.")
    if not output.absolute().parent.is_dir():
        raise InputError(f"there is no folder {output.absolute().parent}: name another file with -o.")
