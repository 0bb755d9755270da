"""Exports of many formats become the same rows; columns, scales and dates are decided over the file."""

import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

import boses_engine
from boses_engine.domain.snapshot import Market
from boses_engine.snapshots.reading.file import Export, open_export
from boses_engine.snapshots.reading.folder import find_exports
from boses_engine.snapshots.reading.hints import read_hints
from boses_engine.snapshots.reading.names import is_never_read
from boses_engine.snapshots.rows import Row

COLUMNS = ("userName", "content", "score", "at", "replyContent")
RECORDS = [
    ("Siti A", 'Kurirnya lama, "katanya" besok\nterus tidak datang', 1, "2026-05-01 10:00:00", "Maaf ya kak"),
    ("Budi B", "Aplikasinya enak dipakai; pembayarannya mudah — mantap", 5, "2026-05-02 11:00:00", ""),
    ("Ayu C", "Ongkir kemahalan sekarang, dulu gratis é", 2, "2026-05-03 12:00:00", "Halo Ayu"),
]


def export(folder: Path, name: str, data: bytes | str, market: Market = "ID", hints: str = "") -> Export:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    if hints:
        (folder / "sources.yaml").write_text(hints, encoding="utf-8")
    (found,) = find_exports(folder)
    return open_export(found, market)


def rows(folder: Path, name: str, data: bytes | str, market: Market = "ID", hints: str = "") -> list[Row]:
    return list(export(folder, name, data, market, hints).rows(0))


def delimited(delimiter: str, encoding: str = "utf-8", *, header: bool = True) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([COLUMNS, *RECORDS] if header else RECORDS)
    return text.getvalue().encode(encoding, "replace")


def sheet() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for record in (COLUMNS, *RECORDS):
        book.active.append(record)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def objects() -> list[dict[str, object]]:
    return [dict(zip(COLUMNS, record, strict=True)) for record in RECORDS]


def parquet(folder: Path) -> bytes:
    path = folder.parent / f"{folder.name}-made.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            'CREATE TABLE t ("userName" TEXT, content TEXT, score INT, "at" TIMESTAMP, "replyContent" TEXT)'
        )
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", RECORDS)
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path.read_bytes()


MADE: dict[str, Callable[[Path], bytes]] = {
    "a.csv": lambda _: delimited(","),
    "semicolon.csv": lambda _: delimited(";"),
    "pipe.csv": lambda _: delimited("|"),
    "mark.csv": lambda _: b"\xef\xbb\xbf" + delimited(","),
    "utf16.csv": lambda _: delimited(",", "utf-16"),
    "windows.csv": lambda _: delimited(",", "cp1252"),
    "a.tsv": lambda _: delimited("\t"),
    "a.xlsx": lambda _: sheet(),
    "a.json": lambda _: json.dumps(objects()).encode(),
    "inside.json": lambda _: json.dumps({"page": 1, "tags": ["x"], "data": {"reviews": objects()}}).encode(),
    "lines.json": lambda _: "\n".join(map(json.dumps, objects())).encode(),
    "a.jsonl": lambda _: "\n".join(map(json.dumps, objects())).encode(),
    "a.parquet": parquet,
}


@pytest.mark.parametrize("gzipped", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("name", MADE)
def test_every_format_gives_the_same_rows(tmp_path: Path, name: str, gzipped: bool) -> None:
    data = MADE[name](tmp_path)
    found = rows(
        tmp_path, f"appstore/{name}.gz" if gzipped else f"appstore/{name}", gzip.compress(data) if gzipped else data
    )
    assert [row.text for row in found] == [str(record[1]) for record in RECORDS]
    assert [row.rating for row in found] == [1.0, 5.0, 2.0]
    assert [row.day for row in found] == [date(2026, 5, day) for day in (1, 2, 3)]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_file_without_header_loses_no_row(tmp_path: Path, name: str) -> None:
    """Catches a first review taken for the names of the columns."""
    records = "\n".join(
        f"barang nomor {n} sampai dengan rusak parah\t{label}" for n, label in enumerate(["negative", "positive"] * 9)
    )
    found = rows(tmp_path, name, records)
    assert len(found) == 18
    assert [row.rating for row in found[:2]] == [1.0, 5.0]


def test_a_number_heads_a_column_of_texts(tmp_path: Path) -> None:
    assert (
        len(rows(tmp_path, "a.csv", "0\n" + "".join(f"komentar yang ke {n} tentang harga bensin\n" for n in range(9))))
        == 9
    )


def test_one_column_of_texts_with_commas(tmp_path: Path) -> None:
    texts = [f"bagus, cepat{', murah' * (n % 4)} dan rapi sekali" for n in range(20)]
    assert [row.text for row in rows(tmp_path, "a.csv", "ulasan\n" + "\n".join(texts))] == texts


def test_what_people_of_the_company_or_a_model_wrote_is_never_read(tmp_path: Path) -> None:
    record = {
        "question": "kenapa ongkir mahal",
        "human_answers": ["pakai toko lain", "tunggu promo"],
        "ai_answers": ["AI text"],
    }
    found = rows(tmp_path, "reddit/a.jsonl", "\n".join([json.dumps(record)] * 3))
    assert [row.text for row in found[:3]] == ["kenapa ongkir mahal", "pakai toko lain", "tunggu promo"]
    assert not any("AI" in row.text for row in found)
    for name in (
        "replyContent",
        "developerResponse",
        "reply_date",
        "userName",
        "customer_name",
        "userImage",
        "author_hash",
        "url",
    ):
        assert is_never_read(name), name


def test_a_products_average_is_nobodys_rating(tmp_path: Path) -> None:
    lines = [f"p{n % 5},{(4, 5, 3, 5, 4)[n % 5]},kainnya tipis dan jahitannya kasar {n}" for n in range(40)]
    assert {row.rating for row in rows(tmp_path, "a.csv", "ProductID,Overall Rating,text\n" + "\n".join(lines))} == {
        None
    }
    lines[7] = "p2,1,ukurannya salah kirim"
    assert {row.rating for row in rows(tmp_path, "a.csv", "ProductID,Rating,text\n" + "\n".join(lines))} == {1, 3, 4, 5}


def test_votes_on_a_forum_are_no_stars(tmp_path: Path) -> None:
    lines = [f"posting nomor {n} tentang harga,{1 + n % 5}" for n in range(20)]
    assert {row.rating for row in rows(tmp_path, "reddit/a.csv", "body,score\n" + "\n".join(lines))} == {None}


def test_relative_days_need_an_anchor(tmp_path: Path) -> None:
    lines = "\n".join(f"máy dùng rất tốt lần {n},{n + 2} ngày trước" for n in range(3))
    assert {row.day for row in rows(tmp_path, "a.csv", "comment,date\n" + lines, "VN")} == {None}
    hints = "a.csv:\n  crawled: 2020-10-10\n"
    assert [row.day for row in rows(tmp_path, "a.csv", "comment,date\n" + lines, "VN", hints)] == [
        date(2020, 10, d) for d in (8, 7, 6)
    ]


@pytest.mark.parametrize(
    ("second", "market", "month"), [("13", "ID", 1), ("13", "VN", 1), ("11", "ID", 2), ("11", "PH", 1)]
)
def test_one_day_over_twelve_decides_the_order_for_all(tmp_path: Path, second: str, market: Market, month: int) -> None:
    """Catches a decision by row: 1/2 would be February in one row and January in the next."""
    data = f"text,date\nsatu dua tiga empat,1/2/2020\nlima enam tujuh delapan,1/{second}/2020\n"
    day = rows(tmp_path, "a.csv", data, market)[0].day
    assert day is not None
    assert day.month == month


def test_title_and_body_are_one_text_and_ready_made_titles_are_none(tmp_path: Path) -> None:
    assert (
        rows(tmp_path, "a.csv", "title,body\nRetur ditolak,Sudah tiga minggu\nSama,Sama persis\n")[0].text
        == "Retur ditolak. Sudah tiga minggu"
    )
    assert (
        rows(tmp_path, "a.csv", "title,body\nRetur ditolak,Sudah tiga minggu\nSama,Sama persis\n")[1].text
        == "Sama persis"
    )
    lines = "\n".join(f"{('Puas', 'Kecewa')[n % 2]},bukunya datang hari ke {n}" for n in range(200))
    assert rows(tmp_path, "a.csv", "title,body\n" + lines)[0].text == "bukunya datang hari ke 0"


def test_ragged_and_overlong_records_are_counted(tmp_path: Path) -> None:
    body = [f"barang ke {n} rusak di jalan,{1 + n % 5}" for n in range(50)]
    body[3], body[9] = "koma, di, mana-mana,4", "x" * 3_000_000 + ",1"
    found = export(tmp_path, "a.csv", "text,rating\n" + "\n".join(body))
    assert len(list(found.rows(0))) == 48
    assert found.read == 50
    assert found.set_aside == {"ragged row": 1, "line too long": 1}


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Catches a format that is read whole: 40 times the rows may not take twice the memory."""
    peaks = []
    for count in (500, 20_000):
        data = json.dumps(
            [{"text": f"pesanan ke {n} belum sampai juga {'x' * 100}", "rating": 1 + n % 5} for n in range(count)]
        )
        found = export(tmp_path, "a.json", data)
        del data
        tracemalloc.start()
        assert sum(1 for _ in found.rows(0)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0] + 500_000


def test_the_folder_tells_the_kind_and_the_name_the_platform(tmp_path: Path) -> None:
    for name in ("appstore/gcash_ios.csv", "marketplace/tiki_books.csv", "reddit/posts.csv", "lazada.csv", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text\nabc def\n")
    found = [(one.name, one.kind, one.platform) for one in find_exports(tmp_path)]
    assert found == [
        ("appstore/gcash_ios.csv", "app store", "GCash"),
        ("lazada.csv", "mixed", "Lazada"),
        ("marketplace/tiki_books.csv", "marketplace", "Tiki"),
        ("reddit/posts.csv", "reddit", ""),
    ]


def test_hints_override_what_was_found(tmp_path: Path) -> None:
    lines = "\n".join(f"stemmed {n} word,isi ulasan nomor {n},{n % 5},{1 + n % 5}" for n in range(30))
    told = "text: komentar, rating: klas, scale: 0-4, kind: service, platform: Airy, licence: MIT, weighs: false"
    hints = f"a.csv: {{{told}}}\n"
    found = export(tmp_path, "a.csv", "text,komentar,klas,stars\n" + lines, hints=hints)
    first = next(found.rows(0))
    assert (first.text, first.rating) == ("isi ulasan nomor 0", 1.0)
    assert (found.found.kind, found.found.platform, found.found.hints.weighs) == ("service", "Airy", False)


@pytest.mark.parametrize("market", ["PH", "ID", "VN"])
def test_the_shipped_hints_name_a_licence_for_every_source(market: str) -> None:
    hints = read_hints(Path(boses_engine.__file__).parents[1] / "cultural_snapshots" / market / "sources.yaml")
    assert len(hints) >= 7
    assert [name for name, told in hints.items() if not told.licence or not told.platform] == []
    assert any(told.weighs is False for told in hints.values())
