"""A snapshot's file: the same bytes for the same content, and one clear message for every way to be damaged."""

import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.snapshot_files import sample_signal, sample_snapshot

from boses_engine.domain.snapshot import (
    ANY_CATEGORY,
    Amounts,
    LocalTerm,
    Mention,
    Origin,
    Period,
    Share,
    Snapshot,
    Trend,
)
from boses_engine.errors import SnapshotError
from boses_engine.snapshots.file import (
    SIZE_MOST,
    canonical,
    check_rules,
    content_hash,
    newest_export,
    path_of,
    read_snapshot,
    versioned,
    write_snapshot,
)
from boses_engine.snapshots.personal_data import personal_kinds


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return write_snapshot(sample_snapshot(), tmp_path)


def test_a_snapshot_comes_back_equal_under_its_name(written: Path, tmp_path: Path) -> None:
    snapshot = sample_snapshot()
    assert read_snapshot(written) == snapshot
    assert written == tmp_path / "ID" / f"{snapshot.version}.json" == path_of(snapshot, tmp_path)
    assert re.fullmatch(r"2024-05-22-[0-9a-f]{12}", snapshot.version)
    assert written.read_bytes().endswith(b"}\n")
    assert [path.name for path in written.parent.iterdir()] == [written.name]


def test_the_bytes_do_not_depend_on_the_order_in_which_counts_came(tmp_path: Path) -> None:
    """Catches: a dictionary's order in the hash. The order of the steps says something and is kept."""
    snapshot = sample_snapshot()
    (source,) = snapshot.built_from.sources
    turned = source.model_copy(update={"set_aside": dict(reversed(source.set_aside.items()))})
    other = snapshot.model_copy(
        update={"built_from": snapshot.built_from.model_copy(update={"sources": (turned,)}), "version": "x"}
    )
    assert canonical(versioned(other, undated=date(2000, 1, 1))) == canonical(snapshot)
    steps = dict(reversed(snapshot.built_from.steps.items()))
    resorted = snapshot.built_from.model_copy(update={"steps": steps})
    assert content_hash(snapshot.model_copy(update={"built_from": resorted})) != content_hash(snapshot)
    assert list(read_snapshot(write_snapshot(snapshot, tmp_path)).built_from.steps) == [
        "read",
        "readable",
        "own language",
    ]


def test_the_date_is_that_of_the_newest_row_that_is_known(tmp_path: Path) -> None:
    undated = sample_snapshot("ID", sample_signal(period=None))
    assert undated.version.startswith("2000-01-01-")
    told = versioned(undated.model_copy(update={"version": "2024-07-01"}), undated=date(2000, 1, 1))
    assert told.version == f"2024-07-01-{content_hash(undated)}"
    assert versioned(told, undated=date(2000, 1, 1)) == told
    earlier = versioned(sample_snapshot().model_copy(update={"version": "2020-01-01"}), undated=date(2000, 1, 1))
    assert earlier == sample_snapshot()
    (tmp_path / "in").mkdir()
    for name, seconds in (("old.csv", 86_400), ("in/new.csv", 1_716_900_000)):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (seconds, seconds))
    assert newest_export(tmp_path) == date(2024, 5, 28)


def test_a_good_file_is_left_alone_and_a_damaged_one_replaced(written: Path, tmp_path: Path) -> None:
    os.utime(written, (5, 5))
    write_snapshot(sample_snapshot(), tmp_path)
    assert written.stat().st_mtime == 5, "its time of arrival has changed"
    written.write_bytes(b"{")
    write_snapshot(sample_snapshot(), tmp_path)
    assert read_snapshot(written) == sample_snapshot()


def test_what_a_killed_writer_left_is_swept_up(written: Path, tmp_path: Path) -> None:
    old, fresh = written.with_name(".x.json.1-1.tmp"), written.with_name(".y.json.1-1.tmp")
    for path in (old, fresh):
        path.write_text("half")
    os.utime(old, (5, 5))
    write_snapshot(sample_snapshot("ID", day=date(2024, 5, 23)), tmp_path)
    assert not old.exists()
    assert fresh.exists(), "another process may be writing it"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "ID").write_text("a file in the way")
    with pytest.raises(SnapshotError, match=r"cannot write .*Choose a folder"):
        write_snapshot(sample_snapshot(), tmp_path)


# Damage: a change of the bytes, or of the content without another name for it; and what the message must hold


def _content(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    def damage(data: bytes) -> bytes:
        content = json.loads(data)
        change(content)
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

    return damage


def _set(*path: Any) -> Callable[[dict[str, Any]], object]:
    *way, last, value = path

    def change(content: Any) -> None:
        for step in way:
            content = content[step]
        content[last] = value

    return change


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: b"", "is empty"),
    "cut off": (lambda data: data[: len(data) // 2], "not whole JSON"),
    "a bracket lost": (lambda data: data[:-3] + b"\n", "not whole JSON"),
    "two snapshots in one": (lambda data: data + data, "not whole JSON"),
    "Latin-1": (lambda data: data.replace(b"Shopee", b"Shop\xe9e"), "not UTF-8"),
    "gzip": (lambda data: b"\x1f\x8b\x08\x00" + data, "not UTF-8"),
    "a byte order mark": (lambda data: b"\xef\xbb\xbf" + data, "not whole JSON"),
    "a list": (lambda data: b"[" + data + b"]", "not an object"),
    "nested without end": (lambda data: b'{"a":' * 200_000, "nested too deeply"),
    "a name twice": (lambda data: data.replace(b'"format"', b'"market": "ID",\n "format"'), "there twice"),
    "NaN": (lambda data: data.replace(b"2.1", b"NaN"), "no number"),
    "an endless number": (lambda data: data.replace(b"1.3", b"1e999"), "no number"),
    "a number of many digits": (lambda data: data.replace(b"1100", b"1" * 5000), "not plain JSON"),
    "too big": (lambda data: data + b" " * SIZE_MOST, "over 32 MiB"),
    "no format": (_content(lambda content: content.pop("format")), "does not say that it is a snapshot"),
    "a newer format": (_content(_set("format", 4)), "made by a newer engine"),
    "a field lost": (_content(lambda content: content.pop("built_from")), "built_from: Field required"),
    "a field too many": (_content(_set("signals", 0, "mood", "bad")), "signals.0.mood"),
    "another market": (_content(_set("market", "TH")), "market: Input should be"),
    "a share above one": (_content(_set("signals", 0, "share", "share", 1.2)), "signals.0.share.share"),
    "a count changed": (_content(_set("signals", 0, "rows", 121)), "was changed after it was written"),
    "a word changed": (_content(_set("signals", 1, "statement", "All is well.")), "was changed after it was written"),
    "a signal lost": (_content(lambda content: content["signals"].pop()), "was changed after it was written"),
    "its hash changed": (_content(_set("version", "2024-05-22-0123456789ab")), "was changed after it was written"),
    "its date before its rows": (
        lambda data: data.replace(b'"2024-05-22-', b'"2024-05-21-'),
        "was changed after it was written",
    ),
    "no version": (_content(_set("version", "latest")), "'latest', which is no date and hash"),
    "no such day": (_content(_set("version", "2024-02-30-0123456789ab")), "which is no date and hash"),
    "its date alone": (lambda data: data.replace(b'"2024-05-22-', b'"2024-05-23-'), "give it back its name"),
    "other line ends": (lambda data: data.replace(b"\n", b"\r\n"), "not how the engine writes it"),
    "no line end": (lambda data: data.rstrip(), "not how the engine writes it"),
    "a number as text": (lambda data: data.replace(b'"rows_read": 1100', b'"rows_read": "1100"'), "not how the engine"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_told_in_one_message(kind: str, written: Path) -> None:
    damage, said = DAMAGE[kind]
    before = written.read_bytes()
    written.write_bytes(damage(before))
    assert written.read_bytes() != before
    _assert_told(written, said)


def _assert_told(path: Path, said: str) -> None:
    with pytest.raises(SnapshotError) as caught:
        read_snapshot(path)
    message = str(caught.value)
    assert said in message
    assert str(path) in message
    assert message.isprintable()
    assert len(message) < 500
    assert re.search(
        r"put a good copy back|update the engine|give it back its name|move it|see what there is|name a", message
    )


def test_what_is_no_file(written: Path, tmp_path: Path) -> None:
    _assert_told(tmp_path / "none.json", "there is no snapshot")
    _assert_told(tmp_path, "is a folder")
    os.mkfifo(tmp_path / "pipe.json")
    _assert_told(tmp_path / "pipe.json", "is a device or pipe")


def test_another_name_or_another_market(written: Path, tmp_path: Path) -> None:
    renamed = written.rename(written.with_name("mine.json"))
    _assert_told(renamed, f"give it back its name, {sample_snapshot().version}.json")
    (tmp_path / "VN").mkdir()
    moved = renamed.rename(tmp_path / "VN" / written.name)
    _assert_told(moved, "is one of ID and lies with those of VN")


# Rules: each broken by one change

SIGNAL = sample_signal()
WORDINGS = SIGNAL.wordings
BAD = WORDINGS.bad[ANY_CATEGORY]


def _wording(text: str) -> dict[str, Any]:
    return {"wordings": WORDINGS.model_copy(update={"bad": {ANY_CATEGORY: (*BAD, text)}})}


def _term(**changes: Any) -> dict[str, Any]:
    return {"terms": (LocalTerm(**{"term": "ongkir", "gloss": "shipping cost", "rows": 100} | changes),)}


def _share(**changes: Any) -> dict[str, Any]:
    return {"share": Share(**{"rows": 120, "of": 1000, "share": 0.12, "low": 0.1, "high": 0.14} | changes)}


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "the id of another theme": ({"id": "ID/app store/price"}, "is not market/kind of source/theme"),
    "a theme with a capital": ({"theme": "Fee", "id": "ID/app store/Fee"}, "is no slug"),
    "another market": ({"market": "VN", "id": "VN/app store/shipping-cost"}, "belongs to VN"),
    "a share of nothing like its rows": (_share(share=0.2, high=0.3), "is not 120 of 1000"),
    "a share outside its interval": (_share(low=0.13), "does not lie inside its interval"),
    "an interval without width": (_share(low=0.12, high=0.12), "does not lie inside its interval"),
    "more than the whole": (_share(rows=120, of=100, share=1.0, high=1.0), "more rows than its whole"),
    "more of the share than of the signal": (_share(rows=130, share=0.13), "more rows than the signal"),
    "a share where nothing weighs": ({"source_kind": "reddit", "id": "ID/reddit/shipping-cost"}, "carries weight"),
    "more ratings than rows": ({"rating": SIGNAL.rating and SIGNAL.rating.model_copy(update={"rows": 121})}, "ratings"),
    "a period turned round": (
        {"period": Period(first=date(2024, 5, 23), last=date(2024, 5, 22))},
        "ends before it begins",
    ),
    "a term in too many rows": (_term(rows=121), "a term is in more rows"),
    "a term twice": ({"terms": SIGNAL.terms * 2}, "'ongkir' is there twice"),
    "a term that is a sentence": (_term(term="ongkir nya mahal sekali ya kak"), "over 5 words"),
    "a term with a number to call": (_term(term="0812 3456 7890"), "personal data (phone number"),
    "a brand in no row": ({"mentions": (Mention(name="Shopee", positive=0, neutral=0, negative=0),)}, "in no row"),
    "a brand in too many rows": ({"mentions": (Mention(name="Shopee", positive=99, neutral=9, negative=99),)}, "rows"),
    "a trend outside its interval": ({"trend": Trend(ratio=2, low=1, high=1.5, rows=100)}, "outside its interval"),
    "a trend of too many rows": ({"trend": Trend(ratio=2, low=1, high=3, rows=121)}, "more rows tell its trend"),
    "sums out of order": ({"amounts": Amounts(rows=30, low=9, middle=5, high=20)}, "sums of money are out of order"),
    "rows of another file": ({"origins": (Origin(path="b.csv", rows=120),)}, "b.csv, which it was not built from"),
    "rows of nowhere": ({"origins": (Origin(path="appstore/shop.csv", rows=119),)}, "do not add up"),
    "a statement with a figure": ({"statement": "Half of them, 50 of 100, complain."}, "has a figure"),
    "two sentences": ({"statement": "Buyers leave. They come back."}, "one whole sentence"),
    "no whole sentence": ({"statement": "Buyers leave a full basket"}, "one whole sentence"),
    "a long statement": ({"statement": "Buyers " + "very " * 40 + "often leave."}, "over 40 words"),
    "an e-mail address": ({"statement": "Buyers write to ana@shop and get no answer from ana@shop.id"}, "e-mail"),
    "a wording without end": (_wording("and " * 30 + "end"), "over 30 words"),
    "a wording with a figure": (_wording("the fee was 9000 more"), "has a figure"),
    "a wording with a percentage": (_wording("a % of the price"), "has a figure"),
    "a wording twice": (_wording(BAD[0]), "is there twice"),
    "a strange placeholder": (_wording("{name} waited all day"), "has {name}, which nothing stands for"),
    "an open placeholder": (_wording("{they waited all day"), "has {, which"),
    "a brand in a habit": ({"wordings": WORDINGS.model_copy(update={"habits": ("asks {brand}",)})}, "has {brand}"),
    "a wording that ends within": (_wording("the parcel was open. and wet"), "neither whole sentences"),
    "a wording with a handle": (_wording("wrote to @tokokita in vain"), "personal data (handle)"),
    "a line break": (_wording("the parcel\nwas open"), "control character"),
    "blanks around": (_wording(" the parcel was open"), "blanks at an end"),
    "decomposed letters": (_term(gloss="cafe\u0301 fee"), "form NFC"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_rule_is_named_when_written_and_when_read(kind: str, tmp_path: Path) -> None:
    changes, said = BROKEN[kind]
    snapshot = sample_snapshot("ID", sample_signal(**changes), sample_signal(theme="app-crash", rows=300))
    with pytest.raises(SnapshotError, match=re.escape(said)):
        write_snapshot(snapshot, tmp_path)
    assert list(tmp_path.iterdir()) == []
    by_hand = path_of(snapshot, tmp_path)
    by_hand.parent.mkdir()
    by_hand.write_bytes(canonical(snapshot))
    with pytest.raises(SnapshotError, match=re.escape(said)):
        read_snapshot(by_hand)


def test_rules_over_several_signals_and_sources() -> None:
    twice = sample_snapshot("ID", SIGNAL, SIGNAL)
    with pytest.raises(SnapshotError, match="shipping-cost is there twice"):
        check_rules(twice)
    other = sample_signal(theme="app-crash", share=Share(rows=300, of=900, share=1 / 3, low=0.3, high=0.36))
    with pytest.raises(SnapshotError, match="of 900 rows, that of another signal of its kind of 1000"):
        check_rules(sample_snapshot("ID", SIGNAL, other.model_copy(update={"rows": 300, "origins": ()})))
    with pytest.raises(SnapshotError, match="there are none"):
        check_rules(sample_snapshot().model_copy(update={"signals": ()}))
    check_rules(sample_snapshot())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"path": "/home/ana/shop.csv"}, "does not lie inside the input folder"),
        ({"path": "../shop.csv"}, "does not lie inside the input folder"),
        ({"sha256": "5A" * 32}, "not 64 hex digits"),
        ({"rows_kept": 1001}, "more rows are kept and set aside than were read"),
    ],
    ids=str,
)
def test_rules_of_a_source(change: dict[str, Any], said: str) -> None:
    snapshot = sample_snapshot()
    source = snapshot.built_from.sources[0].model_copy(update=change)
    built = snapshot.built_from.model_copy(update={"sources": (source,)})
    with pytest.raises(SnapshotError, match=said):
        check_rules(snapshot.model_copy(update={"built_from": built}))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("write to ana.b+c@mail.example.ph", ["e-mail address"]),
        ("ana＠mail.example", ["e-mail address"]),
        ("see https://x.id/a", ["link"]),
        ("www.x.vn", ["link"]),
        ("wa.me/x", ["link"]),
        ("thanks @toko_kita", ["handle"]),
        ("u/someone said", ["handle"]),
        ("user-3fa9c0d1", ["handle"]),
        ("+62 812-3456-7890", ["phone number", "order or account number"]),
        ("0917 123 4567", ["phone number"]),
        ("０９０３１２３４５６", ["phone number", "order or account number"]),
        ("resi 123456", ["order or account number"]),
        ("order 2305AB12CD34", ["order or account number"]),
        ("sold at 5 @ 20 each in r/indonesia", []),
        ("with 12.500 in hand on the 22nd", []),
        ("the seller answers at once, and/or later", []),
    ],
)
def test_personal_data_is_seen(text: str, kinds: list[str]) -> None:
    assert personal_kinds(text) == kinds


def test_the_sample_is_a_snapshot() -> None:
    """The tests above change one thing of it: the unchanged one must be good in every market."""
    for market in ("PH", "ID", "VN"):
        snapshot = sample_snapshot(market)
        check_rules(snapshot)
        assert Snapshot.model_validate_json(canonical(snapshot)) == snapshot
