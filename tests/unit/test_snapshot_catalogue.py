"""Which snapshot is in use, how old it is, and what changed since another."""

import os
from datetime import date
from pathlib import Path

import pytest
from support.snapshot_files import sample_signal, sample_snapshot

from boses_engine.domain.snapshot import Share, Snapshot
from boses_engine.errors import SnapshotError
from boses_engine.snapshots.catalogue import find, listing, newest, switch, verify
from boses_engine.snapshots.diff import difference
from boses_engine.snapshots.file import path_of, write_snapshot
from boses_engine.snapshots.freshness import age_days, age_warning, described

OLD = sample_snapshot("ID", day=date(2024, 5, 22))
NEW = sample_snapshot("ID", day=date(2024, 6, 30))
TWIN = sample_snapshot("ID", sample_signal(rows=200, period=NEW.signals[0].period))  # of the same day as NEW


def put(root: Path, snapshot: Snapshot, arrived_s: int) -> Path:
    path = write_snapshot(snapshot, root)
    os.utime(path, (arrived_s, arrived_s))
    return path


def test_the_newest_date_is_in_use_then_the_last_to_arrive(tmp_path: Path) -> None:
    assert newest(tmp_path, "ID") is None
    put(tmp_path, NEW, 100)
    put(tmp_path, OLD, 900)
    assert newest(tmp_path, "ID") == NEW, "an old one that is copied in later must not take over"
    put(tmp_path, TWIN, 200)
    assert newest(tmp_path, "ID") == TWIN
    assert newest(tmp_path, "VN") is None
    assert [(entry.version, entry.in_use) for entry in listing(tmp_path)] == [
        (TWIN.version, True),
        (NEW.version, False),
        (OLD.version, False),
    ]


def test_a_switch_outlives_times_of_arrival_but_not_a_newer_date(tmp_path: Path) -> None:
    """Catches: a copy of the folder, which gives all files new times, changing what is in use."""
    put(tmp_path, NEW, 100)
    put(tmp_path, TWIN, 200)
    assert switch(tmp_path, NEW) is True
    assert newest(tmp_path, "ID") == NEW
    put(tmp_path, OLD, 300)
    assert switch(tmp_path, OLD) is False
    assert newest(tmp_path, "ID") == NEW
    later = sample_snapshot("ID", day=date(2024, 7, 1))
    put(tmp_path, later, 50)
    assert newest(tmp_path, "ID") == later


def test_only_a_good_file_is_switched_to(tmp_path: Path) -> None:
    put(tmp_path, OLD, 100)
    put(tmp_path, NEW, 200).write_bytes(b"{}")
    with pytest.raises(SnapshotError, match="does not say"):
        switch(tmp_path, NEW)
    with pytest.raises(SnapshotError, match="there is no snapshot"):
        switch(tmp_path, TWIN)
    assert not (tmp_path / "ID" / "current").exists()


def test_a_damaged_newest_is_told_and_not_passed_over(tmp_path: Path) -> None:
    put(tmp_path, OLD, 100)
    path = put(tmp_path, NEW, 200)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SnapshotError, match="not whole JSON"):
        newest(tmp_path, "ID")


def test_a_snapshot_is_found_by_market_version_start_or_file(tmp_path: Path) -> None:
    path = put(tmp_path, NEW, 100)
    put(tmp_path, TWIN, 50)
    put(tmp_path, OLD, 100)
    for key in ("ID", " id ", NEW.version, NEW.version[:14], str(path)):
        assert find(tmp_path, key) == NEW, key
    with pytest.raises(SnapshotError, match=r"several snapshots fit '2024-06-30'.*Give one"):
        find(tmp_path, "2024-06-30")
    with pytest.raises(SnapshotError, match=f"nearest: {OLD.version}"):
        find(tmp_path, "2024-05-22-" + "0" * 12)
    with pytest.raises(SnapshotError, match="no snapshot of VN .*snapshots build"):
        find(tmp_path, "VN")
    with pytest.raises(SnapshotError, match="nearest: PH, ID, VN"):
        find(tmp_path, "Thailand")


def test_verify_looks_at_every_file_and_at_the_pointer(tmp_path: Path) -> None:
    put(tmp_path, NEW, 100)
    put(tmp_path, OLD, 100).write_bytes(b"")
    (tmp_path / "ID" / "notes.json").write_text("{}")
    (tmp_path / "ID" / "sources.yaml").write_text("{}")
    (tmp_path / "VN").mkdir()
    (tmp_path / "VN" / "current").write_text("2024-01-01-0123456789ab\n")
    found = {str(path.relative_to(tmp_path)): problem for path, problem in verify(tmp_path)}
    assert list(found) == [f"ID/{OLD.version}.json", f"ID/{NEW.version}.json", "ID/notes.json", "VN/current"]
    assert found[f"ID/{NEW.version}.json"] == ""
    assert "is empty" in found[f"ID/{OLD.version}.json"]
    assert "does not say" in found["ID/notes.json"]
    assert "names no snapshot" in found["VN/current"]
    switch(tmp_path, NEW)
    assert (tmp_path / "ID" / "current", "") in verify(tmp_path)


@pytest.mark.parametrize(
    ("today", "text", "warned"),
    [
        (date(2024, 7, 2), "snapshot ID 2024-05-22, 41 days old", ""),
        (date(2024, 5, 23), "snapshot ID 2024-05-22, 1 day old", ""),
        (date(2024, 5, 22), "snapshot ID 2024-05-22, 0 days old", ""),
        (date(2024, 11, 18), "snapshot ID 2024-05-22, 180 days old", ""),
        (date(2024, 11, 19), "snapshot ID 2024-05-22, 181 days old", "181 days old, more than 180"),
        (date(2024, 5, 20), "snapshot ID 2024-05-22, dated after today", "2 days after today: look at this machine's"),
    ],
)
def test_the_age_is_said_and_warned_of(today: date, text: str, warned: str) -> None:
    assert described(OLD, today) == text
    assert age_days(OLD, today) == (today - date(2024, 5, 22)).days
    warning = age_warning(OLD, today, 180)
    assert warned in warning
    assert bool(warning) == bool(warned)


def share(rows: int, low: float, high: float) -> Share:
    return Share(rows=rows, of=1000, share=rows / 1000, low=low, high=high)


def test_what_came_went_and_moved() -> None:
    before = sample_snapshot(
        "ID",
        sample_signal(theme="shipping-cost", rows=100, share=share(100, 0.08, 0.12)),
        sample_signal(theme="app-crash", rows=300, share=share(300, 0.27, 0.33)),
        sample_signal(theme="late-parcel"),
        sample_signal(theme="price", rows=150, share=share(150, 0.13, 0.174)),
        sample_signal(theme="trust", share=None),
    )
    after = sample_snapshot(
        "ID",
        sample_signal(theme="shipping-cost", rows=140, share=share(140, 0.12, 0.16)),
        sample_signal(theme="app-crash", rows=100, share=share(100, 0.08, 0.12)),
        sample_signal(theme="packaging"),
        sample_signal(theme="price", rows=176, share=share(176, 0.15, 0.2)),  # above the old interval, by chance
        sample_signal(theme="trust"),
    )
    found = difference(before, after)
    assert [signal.theme for signal in found.came] == ["packaging"]
    assert [signal.theme for signal in found.went] == ["late-parcel"]
    assert [(move.signal.theme, round(move.points, 1)) for move in found.rose] == [("shipping-cost", 4.0)]
    (fell,) = found.fell
    assert (fell.signal.theme, round(fell.points, 1)) == ("app-crash", -20.0)
    assert fell.ratio.ratio == pytest.approx(fell.after.share / fell.before.share, abs=1e-4)
    assert fell.ratio.low < fell.ratio.ratio < fell.ratio.high < 1
    assert found.stayed == 2
    nothing = difference(before, before)
    assert (nothing.came, nothing.went, nothing.rose, nothing.fell, nothing.stayed) == ((), (), (), (), 5)
    with pytest.raises(SnapshotError, match="compare two of one market"):
        difference(before, sample_snapshot("VN"))


def test_paths_and_markets(tmp_path: Path) -> None:
    for market in ("PH", "ID", "VN"):
        snapshot = sample_snapshot(market)
        assert write_snapshot(snapshot, tmp_path) == path_of(snapshot, tmp_path)
    assert [entry.market for entry in listing(tmp_path)] == ["PH", "ID", "VN"]
    assert all(entry.in_use for entry in listing(tmp_path))
