"""Whatever the bytes of an export, reading it ends in rows that add up or in one message of one line."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from boses_engine.errors import SourceError
from boses_engine.snapshots.cleaning import clean_folder

pytestmark = pytest.mark.slow
FORMATS = ("csv", "tsv", "json", "jsonl", "xlsx", "parquet")
LINES = [f"kurir ke {word} bikin kecewa" for word in "satu dua tiga empat lima enam".split()]
GOOD = {
    "csv": ("content,score,at\n" + "".join(f'"{line}",{n % 5},2026-05-0{n + 1}\n' for n, line in enumerate(LINES))),
    "tsv": ("content\tscore\n" + "".join(f"{line}\t{n}\n" for n, line in enumerate(LINES))),
    "json": json.dumps({"n": 1, "items": [{"content": line, "score": n} for n, line in enumerate(LINES)]}),
    "jsonl": "".join(json.dumps({"content": line, "score": n}) + "\n" for n, line in enumerate(LINES)),
}
fuzzed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        with clean_folder("ID", path.parent) as cleaned:
            (source,) = cleaned.sources
            assert source.rows_read == source.rows_kept + sum(source.set_aside.values())
            assert source.rows_kept == len(list(cleaned.rows())) == list(cleaned.steps.values())[-1]
    except SourceError as exc:
        told = str(exc)
        assert "\n" not in told
        assert str(path.parent) in told
        assert len(told) < 900
    finally:
        path.unlink()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("packed", [False, True])
def test_any_bytes(tmp_path: Path, format: str, packed: bool) -> None:
    @fuzzed
    @given(st.binary(max_size=300))
    @example(b'{"a":' * 2_000)
    @example(b"\xff\xfe\x00")
    @example(b"\xef\xbb\xbf")
    @example(b'"')
    @example(b"PK\x03\x04")
    def check(data: bytes) -> None:
        read(tmp_path / f"a.{format}{'.gz' if packed else ''}", gzip.compress(data) if packed else data)

    check()


@pytest.mark.parametrize("format", GOOD)
def test_a_damaged_export(tmp_path: Path, format: str) -> None:
    """Near enough to a good file to reach every step behind the parser."""
    good = GOOD[format].encode()
    places = st.integers(0, len(good))
    pieces = st.sampled_from(
        [b'"', b"\n", b",", b"\0", b"\xff", b"{", b"}", b"]", b"\t", b"1e999", b"NaN", b"\r", b"\xc3"]
    )

    @fuzzed
    @given(st.lists(st.tuples(places, st.integers(0, 9), pieces | st.binary(max_size=4)), min_size=1, max_size=4))
    def check(changes: list[tuple[int, int, bytes]]) -> None:
        data = good
        for start, cut, piece in changes:
            data = data[:start] + piece + data[start + cut :]
        read(tmp_path / f"a.{format}", data)

    check()
