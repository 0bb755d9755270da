"""Files of people and of answers, as answers that a browser saves."""

from typing import Any, Literal

from fastapi import Response

Format = Literal["jsonl", "csv", "parquet", "html"]
_TYPES: dict[Format, str] = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "html": "text/html",
}
BINARY = {"schema": {"type": "string", "format": "binary"}}
FILE: dict[str, Any] = {"content": dict.fromkeys(_TYPES.values(), BINARY), "description": "A file."}  # for OpenAPI


def file_answer(name: str, format: Format, content: bytes) -> Response:
    """The content under a name, to be saved."""
    disposition = f'attachment; filename="{name}.{format}"'
    return Response(content, media_type=_TYPES[format], headers={"Content-Disposition": disposition})
