"""Files of people and of answers, as answers that a browser saves."""

from collections.abc import Callable, Iterator, Mapping
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Literal, get_args

from fastapi import Response
from fastapi.responses import StreamingResponse

from boses_engine.exports.export import FORMS, ExportFormat
from boses_engine.server.quota import Quota

AnswerFormat = Literal["jsonl", "csv", "parquet", "html"]
PeopleFormat = Literal[ExportFormat, "codebook", "html"]
BINARY = {"schema": {"type": "string", "format": "binary"}}
_MADE_HERE = {"html": (".html", "text/html"), "codebook": (".md", "text/markdown")}
_ENDINGS: Mapping[str, tuple[str, str]] = _MADE_HERE | {
    name: (form.ending, form.media_type) for name, form in FORMS.items()
}
_AT_ONCE = 1 << 20  # bytes
FILES = Quota(4, 2, "files are being made", 5)


def file_of(formats: tuple[str, ...]) -> dict[str, Any]:
    """What OpenAPI says of a file in one of these formats."""
    return {"content": dict.fromkeys((_ENDINGS[name][1] for name in formats), BINARY), "description": "A file."}


PEOPLE_FILE = file_of((*FORMS, *_MADE_HERE))
ANSWERS_FILE = file_of(get_args(AnswerFormat))


def file_answer(name: str, format: str, content: bytes) -> Response:
    """The content under a name, to be saved."""
    _, media_type = _ENDINGS[format]
    return Response(content, media_type=media_type, headers=_saved(name, format))


def streamed(name: str, format: str, write: Callable[[BinaryIO], object]) -> Response:
    """What `write` writes, first to a file on disk, then sent piece by piece under a name, to be saved."""
    file = TemporaryFile()  # noqa: SIM115  # the answer closes it

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(_AT_ONCE):
                yield piece

    try:
        write(file)
        length = file.tell()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    _, media_type = _ENDINGS[format]
    headers = _saved(name, format) | {"Content-Length": str(length)}
    return StreamingResponse(pieces(), media_type=media_type, headers=headers)


def _saved(name: str, format: str) -> dict[str, str]:
    ending, _ = _ENDINGS[format]
    kind = "" if ending == f".{format}" else f"-{format}"
    return {"Content-Disposition": f'attachment; filename="{name}{kind}{ending}"'}
