"""Files of people that are sent to the server: kept in a folder for as long as they are read, then in the library."""

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from anyio import to_thread
from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from boses_engine.domain.library import Merged
from boses_engine.exports.apart import read_apart
from boses_engine.exports.incoming import ENDINGS
from boses_engine.server.context import Context
from boses_engine.server.problems import ProblemError
from boses_engine.server.quota import Quota
from boses_engine.store.rows import ProjectRow

PARTS = {  # of the form: what each is
    "file": "The people: jsonl, csv, parquet, edsl, flat or nemotron of an export, or a table.",
    "brands": "For a table: the brands, as `flat` has them beside it.",
    "mapping": "For a table from elsewhere: what its columns are, in YAML.",
}
_READERS = Quota(1, 1, "file of people is being read", 10)  # each may take some memory
_ODD = re.compile(r"[^\w .()-]+")


async def take_in(request: Request, project: ProjectRow, here: Context) -> Merged:
    """Takes the people of the files in a form into the library of a project, all of them or nobody.

    :raises InputError: a file, or a row of it, does not fit.
    :raises ProblemError: the form holds no file, or another is being read.
    """
    try:
        async with request.form(max_files=len(PARTS), max_fields=len(PARTS)) as form:
            return await to_thread.run_sync(_take_in, form, project, here)
    except ProblemError:
        raise
    except HTTPException as exc:  # of the form's reader
        raise ProblemError(422, f"the body is no form with files (multipart/form-data): {exc.detail}") from exc


def _take_in(form: FormData, project: ProjectRow, here: Context) -> Merged:
    sent = {name: part for name in PARTS if isinstance(part := form.get(name), UploadFile) and part.filename}
    if "file" not in sent:
        said = "no file was sent: send a form (multipart/form-data) with the file as `file`."
        raise ProblemError(422, said, fields=[("file", said)])
    ending = Path(str(sent["file"].filename)).suffix.casefold()
    if ending not in ENDINGS:
        said = f"the file's name ends in none of {', '.join(ENDINGS)}: those are read."
        raise ProblemError(422, said, fields=[("file", said)])
    with _READERS.one_more(project.id), TemporaryDirectory(prefix="boses-import-") as name:
        folder, file = Path(name), f"{_stem(str(sent['file'].filename))}{ending}"
        _keep(sent["file"].file, folder / file)
        if "brands" in sent:
            _keep(sent["brands"].file, (folder / file).with_suffix(".brands.csv"))
        if "mapping" in sent:
            _keep(sent["mapping"].file, folder / "mapping.yaml")
        people = read_apart(folder, file, "mapping.yaml" if "mapping" in sent else None)
        return here.store.import_people(people, project.name)


def _stem(name: str) -> str:
    """The file's own name, as far as it can do no harm."""
    return _ODD.sub("_", Path(name.replace("\\", "/")).stem)[:80].lstrip(".") or "people"


def _keep(sent: IO[Any], path: Path) -> None:
    with path.open("xb") as file:
        shutil.copyfileobj(sent, file)
