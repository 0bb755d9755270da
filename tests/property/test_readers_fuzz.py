"""Whatever the bytes of a file, its reader ends soon, in what it reads or in one message of ours, and in little memory.

`BOSES_FUZZ=10000` makes so many files for each reader.
"""

import json
import os
import resource
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.bundles import small_bundle, stand_in_wheels
from support.checkpoint_files import bare_folder, single_file_shapes, write_header
from support.samples import SAMPLE_GROUP, sample_persona
from support.snapshot_files import sample_snapshot

from boses_engine.avatars.folder import recognise_folder
from boses_engine.avatars.tensors import read_tensors
from boses_engine.bundles.check import require_whole
from boses_engine.errors import BosesError
from boses_engine.exports.export import FORMS, export
from boses_engine.exports.incoming import read_mapping, read_people
from boses_engine.groups.file import load_group
from boses_engine.groups.template import template
from boses_engine.library.index import Header, Index, load
from boses_engine.library.outcomes import read_outcomes
from boses_engine.pipeline.plan import make_plan
from boses_engine.server.examples import STUDY
from boses_engine.settings import CHECKOUT, Settings
from boses_engine.snapshots.cleaning import clean_folder
from boses_engine.snapshots.file import read_snapshot, write_snapshot
from boses_engine.snapshots.reading.hints import read_hints
from boses_engine.store import Store
from boses_engine.studies.file import load_study
from boses_engine.studies.published import SHIPPED, load_published
from boses_engine.weights.gguf import read_header
from boses_engine.weights.manifest import load_manifest
from boses_engine.workers.jobs import Writing
from boses_engine.workers.part import part_of, read_part
from boses_engine.workers.task import Range, lay_out, read_task

pytestmark = pytest.mark.slow
FILES = int(os.environ.get("BOSES_FUZZ", "40"))
SECONDS_MOST = 5.0  # of the processor, for a file of some kilobytes; the slowest take a tenth of it
MEMORY_MOST = 600 << 20  # bytes more than before, after all files of a reader
PEOPLE = [sample_persona(index) for index in range(3)]
PIECES = [
    b'"',
    b"\n",
    b",",
    b"\0",
    b"\xff",
    b"{",
    b"[",
    b"]",
    b"}",
    b": ",
    b"- ",
    b"&a ",
    b"*a",
    b"!!python/name:os.x ",
]
PIECES += [b"1e999", b"NaN", b"-1", b"9" * 5000, b"[" * 300, b'{"a":' * 300, b"\xff" * 8, b"\x7f" + b"\xff" * 7]
PIECES += [b"2024-13-45", b"!!bool x", b"\xed\xa0\x80", b"\x1b[2J", b"../../x", b"=1+1", b"\r", b"\xef\xbb\xbf"]


@dataclass(frozen=True)
class Reader:
    """How a good file is made, by name, and what reads one."""

    name: str
    good: Callable[[Path], object]  # writes it to the path
    read: Callable[[Path], object]


def texts(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(text.encode())


def whole(read: Callable[[Path], Iterator[object]]) -> Callable[[Path], object]:
    return lambda path: list(read(path))


def cleaned(path: Path) -> None:
    with clean_folder("ID", path.parent) as found:
        list(found.rows())


def snapshot(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path.write_bytes(write_snapshot(sample_snapshot(), Path(folder)).read_bytes())


def library(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder, "a.duckdb")) as store:
        store.import_people(PEOPLE, "market")
        store.export_library(path)


_stores = ExitStack()


@cache
def empty_store() -> Store:
    return _stores.enter_context(Store(Path(_stores.enter_context(tempfile.TemporaryDirectory()), "b.duckdb")))


def index(path: Path) -> None:
    Index(4).save(path, Header("encoder", 1, 4, 0, 0, ""))


def model_index(path: Path) -> None:
    for each in bare_folder(path.parent / "whole", "SD 1").iterdir():
        each.rename(path.parent / each.name)


def task(path: Path) -> None:
    plan = make_plan(SAMPLE_GROUP, 1)
    with tempfile.TemporaryDirectory() as folder:
        job = Writing.model_construct(group=plan.group, seed=1, slots=plan.slots[:1])
        lay_out(Path(folder), job, "double", "0" * 64)
        (found,) = Path(folder).glob("range-*")
        path.write_bytes(found.read_bytes())


def part(path: Path) -> None:
    path.write_bytes(part_of([]))


def manifest(path: Path) -> None:
    path.write_bytes((CHECKOUT / "models" / "manifest.toml").read_bytes())
    assert tomllib.loads(path.read_text(encoding="utf-8"))["model"]


def bundle(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        small_bundle(path, stand_in_wheels(Path(folder))[:2])


def gguf(path: Path) -> None:
    from gguf import GGUFWriter

    writer = GGUFWriter(path, "llama")
    writer.add_context_length(8192)
    writer.add_token_list([f"t{n}" for n in range(50)])
    writer.add_chat_template("{% for m in messages %}{{ m.content }}{% endfor %}")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()


OUTCOMES = '[{"name": "recall", "value": 3.5, "low": 1, "high": 5, "better": "higher"}]'
REVIEWS = "".join(f'"kurir ke {n} bikin kecewa",{n % 5},2026-05-0{n + 1}\n' for n in range(6))
LINES = "".join(json.dumps({"content": f"kurir ke {n} bikin kecewa", "score": n}) + "\n" for n in range(6))
JSON = "[" + ",".join(LINES.splitlines()) + "]"
HINTS = "reviews.csv:\n  text: content\n  rating: score\n  scale: 1-5\n  crawled: 2026-05-07\n"
MAPPING = "columns:\n  age: Alter\n  gender: m/w\nvalues:\n  gender:\n    w: Female\nconstants:\n  city: Leipzig\n"
FINDEX = load_study(CHECKOUT / "examples" / "findex" / "study.yaml")


def people(format: str) -> Callable[[Path], object]:
    return lambda path: export(PEOPLE, path, format)


READERS = [
    Reader("group.yaml", texts(template("ID")), load_group),
    Reader("study.yaml", texts(json.dumps(STUDY)), load_study),
    Reader("outcomes.json", texts(OUTCOMES), read_outcomes),
    Reader("outcomes.yaml", texts(OUTCOMES), read_outcomes),
    Reader("outcomes.csv", texts("name,value,low,high,better\nrecall,3.5,1,5,higher\n"), read_outcomes),
    Reader(
        "shares.csv",
        lambda path: path.write_bytes(b"".join((SHIPPED / "findex_2025.csv").read_bytes().splitlines(True)[:40])),
        lambda path: load_published(str(path), FINDEX.questions),
    ),
    Reader("mapping.yaml", texts(MAPPING), read_mapping),
    *(Reader(f"people{FORMS[form].ending}", people(form), whole(read_people)) for form in ("jsonl", "csv")),
    Reader("people.parquet", people("parquet"), whole(read_people)),
    Reader("library.parquet", library, lambda path: empty_store().import_library(path)),
    Reader("library.index", index, load),
    Reader(f"{sample_snapshot().version}.json", snapshot, read_snapshot),
    Reader("sources.yaml", texts(HINTS), read_hints),
    *(
        Reader(f"reviews.{ending}", texts(text), cleaned)
        for ending, text in (
            ("csv", f"content,score,at\n{REVIEWS}"),
            ("jsonl", LINES),
            ("json", JSON),
        )
    ),
    *(Reader(f"reviews.{ending}", people(ending), cleaned) for ending in ("xlsx", "parquet")),
    Reader("model.gguf", gguf, read_header),
    Reader("model.safetensors", lambda path: write_header(path, single_file_shapes("SD 1")), read_tensors),
    Reader("model_index.json", model_index, lambda path: recognise_folder(path.parent)),
    Reader(
        "manifest.toml",
        manifest,
        lambda path: load_manifest(replace(Settings.from_env({}), models=path.parent)),
    ),
    Reader("range.json", task, lambda path: read_task(Range(0, 1, path, path))),
    Reader("part.parquet", part, read_part),
    Reader("bundle.pyz", bundle, require_whole),
]


@pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])
def test_whatever_the_bytes(reader: Reader, tmp_path: Path) -> None:
    """Catches a traceback, an endless loop and a bomb in what others give us; half of the files are nearly good."""
    path = tmp_path / reader.name
    reader.good(path)
    good = path.read_bytes()[: 1 << 16]
    reader.read(path)  # else the damage below is never reached
    places = st.integers(0, len(good)) | st.integers(0, min(len(good), 300))
    damage = st.tuples(places, st.sampled_from([0, 1, 2, 8, 60]), st.sampled_from(PIECES) | st.binary(max_size=6))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    slowest = 0.0

    @settings(
        max_examples=FILES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(damage, min_size=1, max_size=4), st.integers(0, 9), st.binary(max_size=400))
    def check(changes: list[tuple[int, int, bytes]], kind: int, anything: bytes) -> None:
        nonlocal slowest
        data = good
        for start, cut, piece in changes:
            data = data[:start] + piece + data[start + cut :]
        if kind == 0:
            data = anything
        elif kind == 1:
            data = good[: changes[0][0]]
        path.write_bytes(data)
        began = time.process_time()
        try:
            reader.read(path)
        except BosesError as exc:
            told = str(exc)
            assert told.isprintable(), told
            assert len(told) < 2000
        took = time.process_time() - began
        slowest = max(slowest, took)
        assert took < SECONDS_MOST

    check()
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10) - before
    assert more < MEMORY_MOST
    print(f"{reader.name}: {FILES} files, the slowest {slowest:.2f} s, {more >> 20} MiB more at the most")
