"""Forty broken inputs of a snapshot's build: each ends in one message that names the file and the remedy."""

import gzip
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest

from boses_engine.errors import SourceError
from boses_engine.snapshots.cleaning import clean_folder


def said(first: str, second: str, end: str) -> list[str]:
    """64 short texts, no two of the same words."""
    return [f"{one} {two} {end}" for one in first.split() for two in second.split()]


INDONESIAN = said(
    "kurir paket barang ongkir aplikasi saldo penjual voucher",
    "sangat makin terlalu tetap sudah masih selalu jadi",
    "bikin saya kecewa",
)
ENGLISH = said(
    "rent water traffic school coffee housing petrol wages",
    "here today nowadays downtown abroad outside inside again",
    "is what nobody can afford",
)
VIETNAMESE = said("hàng áo giày tai pin sách máy quần", "này kia đó mới cũ nhỏ lớn đỏ", "giao chậm, bị vỡ")
GOOD = "content,score\n" + "".join(f"{text},{1 + n % 5}\n" for n, text in enumerate(INDONESIAN))
OBJECTS = [{"content": line.rpartition(",")[0], "score": 3} for line in GOOD.splitlines()[1:]]


def empty_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("a.txt", "no workbook")
    return target.getvalue()


def bomb() -> bytes:
    """A workbook that says it unpacks to 2 GiB: the size in the directory is what is believed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("xl/workbook.xml", "x")
    data = target.getvalue()
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 24] + (2**31).to_bytes(4, "little") + data[at + 28 :]


def long_texts() -> bytes:
    """A workbook whose texts, which are held in memory, are longer than those of any that is filled by hand."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/noise.bin", os.urandom(1 << 20), zipfile.ZIP_STORED)  # so that it unpacks to little
        with packed.open("xl/sharedStrings.xml", "w") as part:
            for _ in range(129):
                part.write(b"a" * (1 << 20))
    return target.getvalue()


def many_rows(rows: int) -> bytes:
    """A Parquet file of a few kilobytes that says one text over and over."""
    with tempfile.TemporaryDirectory() as folder:
        duckdb.sql(f"COPY (SELECT 'bagus' AS content FROM range({rows})) TO '{folder}/a.parquet'")
        return Path(folder, "a.parquet").read_bytes()


def workbook(*cells: str) -> bytes:
    """A workbook of a kilobyte or two with a word in each of these cells, however far apart."""
    book, target = openpyxl.Workbook(), io.BytesIO()
    for place in cells:
        book.active[place] = "content"
    book.save(target)
    return target.getvalue()


# Name of the file, its bytes, what the message must say of the problem, and of the remedy.
BROKEN: list[tuple[str, bytes | str, str, str]] = [
    ("empty.csv", b"", "is empty", "put an export"),
    ("empty.csv.gz", gzip.compress(b""), "is empty", "put an export"),
    ("blank.csv", "\n\n \n\n", "no column of texts", "name it with text:"),
    ("header.csv", "content,score\n", "no record", "export it again"),
    ("cut.csv.gz", gzip.compress(GOOD.encode())[:-60], "cut off or damaged", "fetch it again"),
    ("head.csv.gz", gzip.compress(GOOD.encode())[:12], "cut off or damaged", "fetch it again"),
    ("crc.csv.gz", gzip.compress(GOOD.encode())[:-8] + b"\0" * 8, "damaged", "fetch it again"),
    ("plain.csv.gz", GOOD, "not gzipped", "take .gz off"),
    ("utf16.csv", GOOD.encode("utf-16-le"), "UTF-16 without a mark", "in UTF-8"),
    ("nul.csv", GOOD.replace("a", "a\0"), "NUL", "in UTF-8"),
    ("noise.csv", bytes(range(1, 32)) * 400, "is binary", "skip: true"),
    ("picture.csv", b"\x89PNG\r\n\x1a\n" + b"\1" * 99, "a picture", "move it out"),
    ("book.csv", empty_zip(), "ZIP or Excel", "unzip it"),
    ("old.csv", b"\xd0\xcf\x11\xe0" + b"a" * 99, "old Excel", "save it as .xlsx"),
    ("columns.csv", b"PAR1" + b"a" * 99, "Parquet", "name it .parquet"),
    ("manual.csv", b"%PDF-1.4 " + b"a" * 99, "a PDF", "as CSV"),
    (
        "thai.csv",
        ("ส่งช้ามากครับ ของแตกด้วย\n" * 30).encode("cp874"),
        "neither UTF-8",
        "save it as UTF-8",
    ),
    ("line.csv", "kata " * 2_000_000, "line too long: 1", "export it again"),
    ("lines.csv", "content,score\n" + ("kata " * 300_000 + ",3\n") * 3, "no record", "export it again"),
    ("numbers.csv", "a,b\n" + "1,2\n" * 30, "no column of texts", "name it with text:"),
    ("ids.csv", "id,user_name,url\n" + "1,Siti Aminah Putri,http://x.id/a\n" * 30, "no column of texts", "text:"),
    ("answers.csv", "replyContent,userName\n" + "Maaf atas kendalanya,Siti\n" * 30, "no column of texts", "text:"),
    ("notext.csv", "content,score\n" + ",5\n" * 30, "no column of texts", "text:"),
    ("ragged.csv", "content,score\n" + "satu,dua,tiga,empat\nlima\n" * 3, "ragged row: 6", "export it again"),
    ("english.csv", "content\n" + "\n".join(ENGLISH), "of its 64 texts may be in", "skip it in sources.yaml"),
    ("vietnamese.csv", "content\n" + "\n".join(VIETNAMESE), "in a language of ID", "its own market"),
    ("praise.csv", "content\n" + "ok\nbagus\nmantap\n" * 10, "no row", "people's own words"),
    ("stars.csv", "content\n" + "⭐⭐⭐\n" * 30, "no", "own words"),
    ("book.xlsx", GOOD, "no whole Excel workbook", "save its rows as CSV"),
    ("zip.xlsx", empty_zip(), "no whole Excel workbook", "save its rows as CSV"),
    ("bomb.xlsx", bomb(), "unpacks to over 32 MiB", "save its rows as CSV"),
    ("texts.xlsx", long_texts(), "over 128 MiB beside its sheets", "save its rows as CSV"),
    ("bomb.csv.gz", gzip.compress(b"good product,5\n" * 3_000_000), "unpacks to over 32 MiB", "unpack it by hand"),
    ("bomb.parquet.gz", gzip.compress(bytes(34 << 20)), "unpacks to over 32 MiB", "unpack it by hand"),
    ("wide.csv", ",".join(f"c{n}" for n in range(9_000)) + "\n" + "1," * 8_999 + "1\n", "over 1,000 columns", "as CSV"),
    ("keys.json", json.dumps([{f"k{n}-{m}": "x" for m in range(9)} for n in range(200)]), "over 1,000", "as CSV"),
    ("rows.parquet.gz", gzip.compress(many_rows(10_000_001)), "over 10,000,000 rows", "a part of them"),
    ("wide.xlsx", workbook("A1", "XFD1", "XFD1048576"), "over 1,000 columns", "as CSV"),
    ("gap.xlsx", workbook("A1", "A1048576"), "no record", "export it again"),
    ("rows.parquet", GOOD, "no whole Parquet file", "export it again"),
    ("rows2.parquet", b"PAR1" + b"\0" * 500 + b"PAR1", "no whole Parquet file", "export it again"),
    ("cut.json", json.dumps(OBJECTS)[:-40], "cut off", "export it again"),
    ("bad.json", json.dumps(OBJECTS).replace("}, {", "} {", 1), "not valid JSON", "export it again"),
    ("flat.json", '{"text": "satu", "rating": 5}', "no array of objects", "write [{"),
    ("text.json", "halo semua", "not valid JSON", "export it again"),
    ("deep.json", "[" * 100_000, "JSON", "export it again"),
    ("wide.json", '[{"content": "' + "kata " * 600_000, "1,048,576 characters", "export it again"),
    ("csv.jsonl", GOOD, "one JSON object a line", "name it .json"),
    ("numbers.jsonl", "1\n2\n3\n", "one JSON object a line", "export it again"),
    ("a.xls", b"\xd0\xcf\x11\xe0", "no format that can be read", "save it as .xlsx"),
    ("a.docx", empty_zip(), "no format that can be read", "convert it to CSV"),
    ("a.zip", empty_zip(), "no format that can be read", "unzip it"),
]

# The text of sources.yaml, and what the message must say.
HINTS: list[tuple[str, str]] = [
    ("a.csv:\n  ratting: score\n", "line 2, a.csv, ratting: 'ratting' is not a field of an export; write rating"),
    (
        "a.csv:\n  colour: red\n",
        "line 2, a.csv, colour: 'colour' is not a field of an export; the fields here are text",
    ),
    ("a.csv:\n  rating: score\n  rating: other\n", "line 3, a.csv: rating is there twice, first in line 2"),
    ("a.csv:\n  scale: 1-7\n", "line 2, a.csv, scale: must be 1-5, 0-4"),
    ("a.csv:\n  kind: shop\n", "line 2, a.csv, kind: must be marketplace"),
    ("a.csv:\n  weighs: maybe\n", "line 2, a.csv, weighs: must be true or false, not 'maybe'"),
    ("a.csv:\n  crawled: yesterday\n", "line 2, a.csv, crawled: must be a day like 2026-05-22, not 'yesterday'"),
    ("a.csv:\n  text: komentar\n", "sources.yaml (line 2) names the column 'komentar' for text, which is not there"),
    ("b.csv:\n  weighs: false\n", "speaks of b.csv, which is not in"),
    ("a.csvv:\n  weighs: false\n", "did you mean a.csv?"),
    ("a.csv: [\n", "line 2: is not valid YAML"),
    ("- a.csv\n", "line 1: must be fields with values, not a list; write the path of an export, a colon"),
    ("a.csv: skip\n", "line 1, a.csv: must be fields with values, not 'skip'; an export has text, others"),
    ("a.csv:\n  skip: true\n", "holds no export"),
    ("[" * 5_000, "line 1: there is too much here: it holds a few short lines for each export"),
    ("#" * 300_000, "is over 256 KiB"),
]


def message(folder: Path, hints: Path | None = None) -> str:
    with pytest.raises(SourceError) as caught, clean_folder("ID", folder, hints=hints):
        pass
    told = str(caught.value)
    assert "\n" not in told
    assert len(told) < 700, told
    return told


def test_there_are_forty_and_each_is_another() -> None:
    assert len({name for name, *_ in BROKEN}) == len(BROKEN) >= 40


@pytest.mark.parametrize(("name", "data", "problem", "remedy"), BROKEN, ids=[name for name, *_ in BROKEN])
def test_a_broken_export_is_named_with_its_remedy(
    tmp_path: Path, name: str, data: bytes | str, problem: str, remedy: str
) -> None:
    kind = "reddit" if name == "english.csv" else "marketplace"
    (tmp_path / kind).mkdir()
    (tmp_path / kind / name).write_bytes(data.encode() if isinstance(data, str) else data)
    told = message(tmp_path)
    lone = name in ("praise.csv", "stars.csv")  # nothing is wrong with the file, only nothing is left of the folder
    assert told.startswith(str(tmp_path) if lone else str(tmp_path / kind / name)), told
    assert problem in told
    assert remedy in told


@pytest.mark.parametrize(("text", "told"), HINTS)
def test_wrong_hints_are_named_with_their_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.csv").write_text(GOOD)
    (tmp_path / "sources.yaml").write_text(text)
    assert told in message(tmp_path)


def missing(folder: Path) -> Path:
    return folder / "nowhere"


def a_file(folder: Path) -> Path:
    (folder / "a.csv").write_text(GOOD)
    return folder / "a.csv"


def nothing(folder: Path) -> Path:
    (folder / "README.md").write_text("read me")
    return folder


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "a.csv")
    return folder


def a_dead_link(folder: Path) -> Path:
    (folder / "a.csv").symlink_to(folder / "gone.csv")
    return folder


def a_link_out(folder: Path) -> Path:
    (folder / "in").mkdir()
    (folder / "secret.csv").write_text(GOOD)
    (folder / "in" / "a.csv").symlink_to(folder / "secret.csv")
    return folder / "in"


def linked_hints(folder: Path) -> Path:
    (folder / "in").mkdir()
    (folder / "in" / "a.csv").write_text(GOOD)
    (folder / "in" / "sources.yaml").symlink_to("/etc/hostname")
    return folder / "in"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (a_link_out, "is a link out of the folder; put the file itself there"),
        (linked_hints, "is a link out of the folder; put the file itself there"),
        (missing, "there is no such folder; check the path"),
        (a_file, "is a file; give the folder"),
        (nothing, "holds no export; put files of these formats into it"),
        (a_pipe, "is a device or pipe, not a file; move it out"),
        (a_dead_link, "there is no such file; check the path"),
    ],
)
def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, make: Callable[[Path], Path], told: str) -> None:
    assert told in message(make(tmp_path))


def test_missing_hints_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(GOOD)
    assert "more.yaml: there is no such file" in message(tmp_path, tmp_path / "more.yaml")


def test_a_file_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal is the system's own where that is possible; its administrator may read everything."""
    path = tmp_path / "a.csv"
    path.write_text(GOOD)
    path.chmod(0)
    if os.access(path, os.R_OK):
        real = os.open

        def refuse(name: str, flags: int, *rest: int, **more: int) -> int:
            if str(name) == str(path):
                raise PermissionError(13, "Permission denied", str(path))
            return real(name, flags, *rest, **more)

        monkeypatch.setattr(os, "open", refuse)
    assert f"{path}: may not be read; give yourself permission" in message(tmp_path)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda good: good + "rusak, parah, sekali, barangnya\n", "ragged row"),
        (lambda good: good + "barang \0 tidak sesuai pesanan,3\n", "damaged text"),
        (lambda good: good + "kata " * 400_000 + ",3\n", "line too long"),
        (lambda good: good + '"kutip tidak ditutup,3\n' + "x" * 200_000, "broken quoting"),
        (lambda good: good + ",4\n", "no text"),
    ],
)
def test_one_bad_record_costs_only_itself(tmp_path: Path, damage: Callable[[str], str], reason: str) -> None:
    (tmp_path / "a.csv").write_text(damage(GOOD))
    with clean_folder("ID", tmp_path) as cleaned:
        (source,) = cleaned.sources
        assert source.set_aside[reason] == 1
        assert source.rows_read - sum(source.set_aside.values()) == source.rows_kept == len(list(cleaned.rows())) == 64


def test_one_stray_byte_does_not_spoil_the_others(tmp_path: Path) -> None:
    """Catches a UTF-8 file read as Latin-1 for the sake of one damaged row."""
    data = ("content\n" + "\n".join(VIETNAMESE) + "\n").encode()
    (tmp_path / "a.csv").write_bytes(data + b"h\xe0ng \xff\n")
    with clean_folder("VN", tmp_path) as cleaned:
        texts = [row.text for row in cleaned.rows()]
        assert cleaned.sources[0].set_aside["damaged text"] == 1
    assert texts == VIETNAMESE


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """Catches a snapshot that names the hash of an export it has read only half of."""
    path = tmp_path / "a.csv"
    path.write_text(GOOD)

    told: list[float] = []

    def grow(_: str, share: float) -> None:
        told.append(share)
        if len(told) == 2:  # the first is told before the file is opened, the second amid its rows
            with open(path, "a") as file:
                file.write("kurir baru datang,3\n")

    with pytest.raises(SourceError, match="changed while it was read"), clean_folder("ID", tmp_path, progress=grow):
        pass


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text(GOOD)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("boses_engine.snapshots.cleaning.folder.json.dump", full)
    assert "set TMPDIR to another disk" in message(tmp_path)
