"""The inbox: exports become the snapshot in use, broken ones change nothing, and no moment is a bad one to die."""

import contextlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from support.snapshot_files import build_by_hand, drop, sample_signal, sample_snapshot

from boses_engine.domain.snapshot import Market, Snapshot
from boses_engine.errors import Interrupted, ModelError, SnapshotError
from boses_engine.snapshots.catalogue import newest, switch, verify
from boses_engine.snapshots.file import write_snapshot
from boses_engine.snapshots.inbox import Build, Outcome, misplaced, take_in, watch

PATIENCE_S = 120.0  # against hanging
TESTS = Path(__file__).resolve().parent.parent
OLD = sample_snapshot("ID", day=date(2024, 5, 22))
NEW = sample_snapshot("ID", day=date(2024, 6, 30))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Snapshots with an old one of Indonesia in use."""
    write_snapshot(OLD, tmp_path)
    switch(tmp_path, OLD)
    return tmp_path


def taken(root: Path, build: Build = build_by_hand) -> Outcome | None:
    return take_in(root, "ID", build, settle_s=0.0)


def names(folder: Path) -> list[str]:
    """All files under a folder, without locks."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.name != ".lock")


def apart(*words: object) -> "subprocess.Popen[str]":
    """The program of `support.inbox_apart`."""
    return subprocess.Popen(
        [sys.executable, "-m", "support.inbox_apart", *map(str, words)],
        env=os.environ | {"PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def hear(process: "subprocess.Popen[str]") -> str:
    """The next line that it says."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def tell(process: "subprocess.Popen[str]", line: str = "") -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def test_nothing_is_done_for_an_empty_inbox(root: Path) -> None:
    assert taken(root) is None
    folder = drop(root, "ID", "half.csv.part", ".hidden", "sources.yaml")
    (folder / "day.txt").unlink()
    assert taken(root) is None, "unfinished and hidden files, and hints alone, are no exports"
    assert names(folder) == [".hidden", "half.csv.part", "sources.yaml"]
    assert not (folder / ".lock").exists()


def test_exports_become_the_snapshot_in_use(root: Path) -> None:
    folder = drop(root, "ID", "a.csv", "sources.yaml")
    (folder / "reddit").mkdir()
    (folder / "reddit" / "b.csv").write_text("more")
    outcome = taken(root)
    assert outcome is not None
    assert (outcome.kind, outcome.snapshot) == ("taken", NEW)
    assert outcome.message == f"ID {NEW.version}, built from a.csv, day.txt, reddit, is in use now."
    assert newest(root, "ID") == NEW
    done = [f"done/{NEW.version}/{name}" for name in ("a.csv", "day.txt", "reddit/b.csv", "sources.yaml")]
    assert names(folder) == done
    assert taken(root) is None
    assert [problem for _, problem in verify(root)] == ["", "", ""]


def test_the_same_exports_again_are_kept_apart(root: Path) -> None:
    for _ in range(3):
        folder = drop(root, "ID")
        taken(root)
    assert names(folder) == [f"done/{NEW.version}{n}/day.txt" for n in ("-2", "-3", "")]


def test_older_exports_do_not_take_over(root: Path) -> None:
    drop(root, "ID", day="2024-01-31")
    outcome = taken(root)
    assert outcome is not None
    assert outcome.message.endswith("is kept, but a newer one stays in use.")
    assert newest(root, "ID") == OLD


def test_a_broken_export_leaves_the_old_snapshot_in_place(root: Path) -> None:
    folder = drop(root, "ID", "good.csv", "bad.csv")
    outcome = taken(root)
    assert outcome is not None
    assert (outcome.kind, outcome.snapshot) == ("broken", None)
    assert "bad.csv holds no texts. The one in use stays" in outcome.message
    assert newest(root, "ID") == OLD
    (place,) = (path for path in (folder / "broken").iterdir() if path.is_dir())
    assert names(place) == ["bad.csv", "day.txt", "good.csv"]
    assert str(place) in outcome.message
    why = place.with_name(f"{place.name}.txt").read_text()
    assert why == "no snapshot of ID could be built from bad.csv, day.txt, good.csv: bad.csv holds no texts.\n"
    assert taken(root) is None, "it would be tried for ever"


def test_a_strange_export_does_not_stop_the_engine(root: Path) -> None:
    """Catches: a reader's own error that ends every `generate` from then on."""
    drop(root, "ID", "strange.csv")
    outcome = taken(root)
    assert outcome is not None
    assert outcome.kind == "broken"
    assert "the builder failed on it (ZeroDivisionError: division by zero)" in outcome.message
    assert newest(root, "ID") == OLD


def test_what_breaks_a_rule_is_a_broken_export(root: Path) -> None:
    drop(root, "ID")
    outcome = taken(root, lambda market, folder: sample_snapshot(market, sample_signal(market, statement="Call me.5")))
    assert outcome is not None
    assert outcome.kind == "broken"
    assert "breaks a rule" in outcome.message
    assert newest(root, "ID") == OLD


@pytest.mark.parametrize(
    "error",
    [ModelError("no weights"), Interrupted("stopped"), KeyboardInterrupt(), OSError(28, "No space left on device")],
    ids=lambda error: type(error).__name__,
)
def test_what_is_not_the_exports_fault_is_raised_and_tried_again(error: BaseException, root: Path) -> None:
    folder = drop(root, "ID", "a.csv")

    def fails(market: Market, folder: Path) -> Snapshot:
        raise error

    with pytest.raises(SnapshotError if isinstance(error, OSError) else type(error)):
        taken(root, fails)
    assert names(folder) == ["building/a.csv", "building/day.txt"]
    assert newest(root, "ID") == OLD
    drop(root, "ID", "late.csv", day="2024-07-01")  # dropped meanwhile: the next snapshot, not part of this one
    outcome = taken(root)
    assert outcome is not None
    assert outcome.snapshot == NEW
    assert names(folder / "done") == [f"{NEW.version}/a.csv", f"{NEW.version}/day.txt"]
    again = taken(root)
    assert again is not None
    assert again.snapshot is not None
    assert again.snapshot.version.startswith("2024-07-01-")


@pytest.mark.races
def test_a_file_that_is_being_copied_waits(root: Path) -> None:
    folder = drop(root, "ID", "a.csv")
    (folder / "reddit").mkdir()
    growing = folder / "reddit" / "b.csv"
    growing.write_text("half")

    def copy_on(seconds: float) -> None:
        assert seconds == 2.5
        with growing.open("a") as file:
            file.write("more")

    outcome = take_in(root, "ID", build_by_hand, settle_s=2.5, sleep=copy_on)
    assert outcome is not None
    assert outcome.kind == "waiting"
    assert names(folder) == ["a.csv", "day.txt", "reddit/b.csv"]

    def arriving(seconds: float) -> None:
        (folder / "c.csv").write_text("x")

    outcome = take_in(root, "ID", build_by_hand, settle_s=2.5, sleep=arriving)
    assert outcome is not None
    assert outcome.kind == "waiting", "a second file of the same copy had just begun"
    outcome = take_in(root, "ID", build_by_hand, settle_s=2.5, sleep=lambda _: None)
    assert outcome is not None
    assert outcome.kind == "taken"


def test_an_inbox_that_cannot_be_written(root: Path) -> None:
    folder = drop(root, "ID")
    (folder / "building").write_text("a file in the way")
    with pytest.raises(SnapshotError, match=r"cannot take in the exports in .*ID: .*tried again next time"):
        taken(root)
    assert newest(root, "ID") == OLD


@pytest.mark.races
def test_two_processes_do_not_build_at_once(root: Path) -> None:
    """Catches a lock that is taken too late or not at all, and one that a killed process holds for ever."""
    drop(root, "ID", "a.csv")
    with apart("wait", root, "ID") as first:
        assert hear(first) == "ready"
        tell(first)
        assert hear(first) == "building"
        outcome = taken(root, _never)
        assert outcome is not None
        assert (outcome.kind, newest(root, "ID")) == ("busy", OLD)
        first.kill()
    outcome = taken(root)
    assert outcome is not None
    assert outcome.kind == "taken", "the lock of a process that is gone must not hold"
    assert newest(root, "ID") == NEW


@pytest.mark.races
def test_two_processes_at_the_same_moment(root: Path) -> None:
    """Catches exports that two processes share among them: each may be the one, and the other finds it busy or nothing
    left."""
    drop(root, "ID", "a.csv")
    both = [apart("wait", root, "ID") for _ in range(2)]
    assert [hear(process) for process in both] == ["ready", "ready"]
    for process in both:
        tell(process)
    said = sorted(process.communicate("\n", timeout=PATIENCE_S)[0].removeprefix("building\n") for process in both)
    assert said in (["busy\n", "taken\n"], ["nothing\n", "taken\n"])
    assert newest(root, "ID") == NEW
    assert names(root / "inbox/ID") == [f"done/{NEW.version}/{name}" for name in ("a.csv", "day.txt")]


@pytest.mark.races
def test_killed_before_every_step(tmp_path: Path) -> None:
    """Catches a moment at which kill -9 leaves no whole snapshot in use, or loses or splits the exports."""
    seen = []
    with apart("die") as process:
        for step in range(1, 20):
            root = tmp_path / str(step)
            write_snapshot(OLD, root)
            folder = drop(root, "ID", "a.csv")
            tell(process, f"{step} ID {root}")
            said = hear(process)
            used = newest(root, "ID")
            assert used in (OLD, NEW)
            assert all(problem == "" for _, problem in verify(root))
            assert {Path(name).name for name in names(folder)} == {"a.csv", "day.txt"}, f"killed before step {step}"
            if said != "killed":
                assert said == "taken"
                break
            seen.append(used == NEW)
            tell(process, f"0 ID {root}")
            assert hear(process) in ("taken", "nothing")
            assert newest(root, "ID") == NEW, f"killed before step {step}"
            assert names(folder) == [f"done/{NEW.version}/{name}" for name in ("a.csv", "day.txt")], f"step {step}"
            assert [path.name for path in (root / "ID").glob(".*")] == [] or step in (4, 5)  # swept up later
    assert seen == [False] * 4 + [True] * 2, "steps: two exports, their folder, the file, the pointer, done"


@pytest.mark.races
def test_watching(root: Path) -> None:
    """Looks on and on, says each thing once, and takes what comes."""
    drop(root, "VN")
    (root / "inbox" / "TH").mkdir()
    (root / "inbox" / "stray.csv").write_text("x")
    rounds = []

    class Enough(Exception):
        """Ends the watching."""

    def sleep(seconds: float) -> None:
        if seconds != 7.0:
            return
        rounds.append(seconds)
        if len(rounds) == 2:
            drop(root, "ID")
        if len(rounds) == 4:
            raise Enough

    said: list[str] = []
    with contextlib.suppress(Enough):
        for outcome in watch(root, build_by_hand, settle_s=0.0, every_s=7.0, sleep=sleep):
            said.append(outcome if isinstance(outcome, str) else f"{outcome.market} {outcome.kind}")
    assert len(rounds) == 4
    assert said == [*misplaced(root), "VN taken", "ID taken"]
    assert len(misplaced(root)) == 2
    assert "TH is not looked at: exports belong into inbox/PH, inbox/ID, inbox/VN." in misplaced(root)[0]


def test_watching_once_takes_all_that_is_there(root: Path) -> None:
    drop(root, "VN", "bad.csv")
    drop(root, "ID")
    outcomes = list(watch(root, build_by_hand, once=True, settle_s=0.0))
    assert [outcome.kind for outcome in outcomes if isinstance(outcome, Outcome)] == ["taken", "broken"]
    assert len(outcomes) == 2


def _never(market: Market, folder: Path) -> Snapshot:
    raise AssertionError("two builds at once")
