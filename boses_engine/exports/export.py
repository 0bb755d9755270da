"""People out: every format under its name, to a file, a folder or a stream."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from boses_engine.domain.persona import Persona
from boses_engine.errors import InputError
from boses_engine.exports.codebook import render_codebook
from boses_engine.exports.edsl import write_edsl
from boses_engine.exports.flat import with_brands, write_brands, write_flat
from boses_engine.exports.huggingface import PortraitOf, huggingface_files
from boses_engine.exports.nemotron import write_nemotron
from boses_engine.exports.prompt import write_prompts
from boses_engine.exports.records import write_dotted, write_jsonl, write_parquet
from boses_engine.exports.sav import write_sav
from boses_engine.exports.sheets import write_xlsx
from boses_engine.exports.tinytroupe import tinytroupe_files
from boses_engine.files import replacing_output

ExportFormat = Literal[
    "jsonl", "csv", "parquet", "flat", "brands", "xlsx", "sav", "edsl", "tinytroupe", "huggingface", "nemotron",
    "prompt",
]  # fmt: skip
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)
Write = Callable[[Iterable[Persona], BinaryIO], None]
Files = Callable[[Iterable[Persona], PortraitOf | None], Iterator[tuple[str, bytes]]]


@dataclass(frozen=True)
class Form:
    """A format: what it is, how its files end and are called on the web, and what writes it: a file or a folder."""

    says: str
    ending: str
    media_type: str
    write: Write | None = None
    files: Files | None = None

    @property
    def is_binary(self) -> bool:
        """Whether a terminal should not be shown it."""
        return not self.media_type.startswith("text/") and "json" not in self.media_type


_LINES, _TABLE, _ZIP = "application/x-ndjson", "text/csv", "application/zip"
_PARQUET = "application/vnd.apache.parquet"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: dict[ExportFormat, Form] = {
    "jsonl": Form("records, JSON lines", ".jsonl", _LINES, write_jsonl),
    "csv": Form("records, a column for each field", ".csv", _TABLE, write_dotted),
    "parquet": Form("records, nested and typed", ".parquet", _PARQUET, write_parquet),
    "flat": Form("a row a person for pandas, R and spreadsheets", ".csv", _TABLE, write_flat),
    "brands": Form("a row for each person and brand", ".csv", _TABLE, write_brands),
    "xlsx": Form("Excel, with brands and codebook", ".xlsx", _SHEETS, write_xlsx),
    "sav": Form("SPSS", ".sav", "application/x-spss-sav", write_sav),
    "edsl": Form("AgentList of EDSL", ".jsonl", _LINES, write_edsl),
    "tinytroupe": Form(
        "agents of TinyTroupe, a file each", ".zip", _ZIP, files=lambda people, _: tinytroupe_files(people)
    ),
    "huggingface": Form("dataset of Hugging Face, with portraits", ".zip", _ZIP, files=huggingface_files),
    "nemotron": Form("columns of Nemotron-Personas", ".parquet", _PARQUET, write_nemotron),
    "prompt": Form("a system prompt a person for chat models", ".jsonl", _LINES, write_prompts),
}


def form_of(format: str) -> Form:
    """The format of a name; raises InputError for none."""
    for name, form in FORMS.items():
        if name == format:
            return form
    raise InputError(f"unknown export format {format!r}: choose one of {', '.join(EXPORT_FORMATS)}.")


def export(
    personas: Iterable[Persona],
    target: Path | BinaryIO,
    format: str = "jsonl",
    *,
    portrait_of: PortraitOf | None = None,
    beside: bool = False,
) -> int:
    """Write `personas` in their order to a file or folder (whole or not at all) or a binary stream; gives their number.

    People are written as they come; none of the formats holds them all. Formats of many files are a ZIP in a stream and
    where the target ends in .zip, else a folder, which must be new or empty. `portrait_of` gives the PNG files of those
    who have one; `beside` writes the codebook beside a file too, and beside `flat` the table of brands. An empty
    selection gives a valid file without rows. No cell of CSV and XLSX is a formula: an apostrophe is before it.

    Raises InputError for an unknown format, a place that cannot be written, or more people than a format takes.
    """
    form = form_of(format)
    written = 0

    def people() -> Iterator[Persona]:
        nonlocal written
        for person in personas:
            written += 1
            yield person

    if form.files is not None:
        files = form.files(people(), portrait_of)
        if isinstance(target, Path) and target.suffix != ".zip" and not _is_special(target):
            _write_folder(files, target)
            return written
        write: Write = lambda _, stream: _write_zip(files, stream)  # noqa: E731
    else:
        assert form.write is not None
        write = form.write
    if not isinstance(target, Path):
        write(people(), target)
    elif _is_special(target):
        with target.open("wb") as stream:
            write(people(), stream)
    else:
        with ExitStack() as files_open:

            def opened(path: Path) -> BinaryIO:
                return files_open.enter_context(files_open.enter_context(replacing_output(path)).open("wb"))

            main = opened(target)
            if beside:
                opened(target.with_suffix(".codebook.md")).write(render_codebook().encode())
            who: Iterable[Persona] = people()
            if beside and format == "flat":
                who = with_brands(who, opened(target.with_suffix(".brands.csv")))
            write(who, main)
    return written


def _is_special(path: Path) -> bool:
    """A pipe or /dev/stdout, which nothing can take the place of."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _write_zip(files: Iterable[tuple[str, bytes]], stream: BinaryIO) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            entry = zipfile.ZipInfo(name)  # without the time, so that the same people are the same bytes
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)


def _write_folder(files: Iterable[tuple[str, bytes]], target: Path) -> None:
    """A new folder, which is there when all files are."""
    try:
        if target.is_file() or (target.is_dir() and any(target.iterdir())):
            raise InputError(f"{target} is there already: name a new folder, or an empty one.")
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as exc:
        raise InputError(f"cannot write the folder {target}: {exc.strerror or exc}.") from exc
    try:
        for name, content in files:
            path = made / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        made.chmod(0o755)  # mkdtemp makes it the owner's alone
        made.replace(target)
    except OSError as exc:
        raise InputError(f"cannot write the folder {target}: {exc.strerror or exc}.") from exc
    finally:
        shutil.rmtree(made, ignore_errors=True)
