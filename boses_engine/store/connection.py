"""Opening DuckDB, and turning its errors into ours."""

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from boses_engine.errors import BosesError, DiskFullError, StoreBusyError, StoreError, one_line
from boses_engine.files import make_private, sync_folder
from boses_engine.store.migrations import MIGRATIONS, Migration, migrate, schema_version

# Nothing is ever downloaded: JSON and Parquet are built into DuckDB's wheel. One thread is plenty for tables of this
# size, leaves the cores to the language model, and makes the bytes of a Parquet file repeatable.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
}
_BUSY = re.compile("Could not set lock|Conflicting lock|used by another process")
_PID = re.compile(r"PID (\d+)")


def memory_connection() -> duckdb.DuckDBPyConnection:
    """A private database in memory, for reading and writing files."""
    return _quiet(duckdb.connect(":memory:", config=_CONFIG))


def open_database(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> duckdb.DuckDBPyConnection:
    """Open the store at `path`, made with its folders where there is none, and bring its tables up to date.

    Raises StoreBusyError when another process holds it; StoreError when it cannot be written, is damaged, is no store
    of ours, or was made by a newer engine.
    """
    path = path.absolute()
    try:
        make_private(path.parent)
        if not path.exists():
            _create(path, migrations)
    except OSError as exc:
        raise StoreError(
            f"cannot create the store {path}: {exc.strerror or exc}. Choose a folder that you may write to."
        ) from exc
    if path.is_dir():
        raise StoreError(f"cannot open the store {path}: it is a folder. Name a file in it instead.")
    with translated(path):
        connection = _shut(_quiet(duckdb.connect(str(path), config=_CONFIG)))
    try:
        with translated(path):
            _check_version(path, schema_version(connection), migrations[-1].version)
            migrate(connection, path, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def open_cursor(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A further connection to the same store, for another thread: it reads what was committed."""
    return _quiet(connection.cursor())


def _quiet(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The connection without DuckDB's progress bar, which it draws on stdout, among the data, after two seconds."""
    with contextlib.suppress(duckdb.Error):  # in Jupyter without ipywidgets there is none
        connection.execute("SET enable_progress_bar = false")
    return connection


def _shut(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The connection to a store, in which a view that somebody put there can read no other file, nor undo that."""
    open_to_files = connection.execute("SELECT current_setting('enable_external_access')").fetchone()
    if open_to_files == (True,):  # else the process has the store open already, and shut it then
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    return connection


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise DuckDB's errors on the store at `path` as StoreBusyError or StoreError."""
    try:
        yield
    except BosesError:
        raise
    except (duckdb.Error, RuntimeError, UnicodeDecodeError) as exc:  # damaged files raise the last two
        raise _translate(path, exc) from exc


def _create(path: Path, migrations: Sequence[Migration]) -> None:
    """Makes the file with its tables."""
    # Made beside and then linked into place, so that a process killed here leaves no half store behind.
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    try:
        with translated(path), duckdb.connect(str(new), config=_CONFIG) as connection:
            migrate(connection, path, migrations)
        new.chmod(0o600)
        try:
            os.link(new, path)
        except FileExistsError:  # another process was first: its store is as good
            pass
        except OSError:  # a file system without links
            os.replace(new, path)
        sync_folder(path.parent)
    finally:
        new.unlink(missing_ok=True)


def _check_version(path: Path, found: int | None, known: int) -> None:
    if found is None:
        raise StoreError(
            f"{path} is a DuckDB database of something else: it has tables, but none of the engine's. "
            "Choose another file for the store."
        )
    if found > known:
        raise StoreError(
            f"{path} was made by a newer Boses Engine (schema {found}; this one knows {known}). "
            "Update the engine, or choose another file for the store."
        )


def _translate(path: Path, exc: Exception) -> BosesError:
    """Our error for one of DuckDB's."""
    text = str(exc)
    if isinstance(exc, duckdb.IOException) and _BUSY.search(text):
        pid = _PID.search(text)
        holder = f"another process (PID {pid[1]})" if pid else "another process"
        return StoreBusyError(
            f"the store {path} is in use by {holder}. Wait until it has ended, or choose another file for the store."
        )
    first_line = one_line(exc)
    if "not a valid DuckDB database" in text:
        return StoreError(f"{path} is not a DuckDB database. Choose another file for the store, or move this one away.")
    if "No space left" in text:
        return DiskFullError(f"the disk of the store {path} is full: {first_line}. Make space, then try again.")
    if re.search("Permission denied|Read-only file system|No such file", text):
        return StoreError(f"cannot write the store {path}: {first_line}. Choose a place that you may write to.")
    if isinstance(exc, duckdb.TransactionException):
        return StoreError(f"the store {path} was changed by someone else at the same moment: {first_line}. Try again.")
    return StoreError(
        f"the store {path} cannot be read or written: {first_line}. If it is damaged, put a copy back, or move it away "
        "to begin a new one."
    )
