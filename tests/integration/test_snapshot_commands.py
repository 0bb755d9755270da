"""The commands about snapshots, and what `generate` does with them; the build itself is one made by hand."""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.run_double import double_engine, run_double
from support.snapshot_files import drop, fake_build, sample_signal, sample_snapshot

from boses_engine import cli
from boses_engine.domain.group import Group
from boses_engine.engine import Engine
from boses_engine.errors import SnapshotError
from boses_engine.language.double import DoubleModel
from boses_engine.settings import Settings
from boses_engine.snapshots.catalogue import newest, switch
from boses_engine.snapshots.file import path_of, write_snapshot
from boses_engine.snapshots.inbox import watch
from boses_engine.store import Store

Boses = Callable[..., tuple[int, str, str]]
OLD = sample_snapshot("ID", day=date(2024, 5, 22))
NEW = sample_snapshot("ID", day=date(2024, 6, 30))
GROUP = """\
name: Shop assistants
age_min: 18
age_max: 45
gender: All
location: {}
income_level: Middle
occupation: Shop assistant
persona_count: 1
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of snapshots, an empty data folder and one to work in; builds by hand, with the double."""
    work, folder = tmp_path / "work", tmp_path / "snapshots"
    work.mkdir()
    folder.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BOSES_SNAPSHOTS", str(folder))
    monkeypatch.setattr("boses_engine.engine.Engine", double_engine(DoubleModel()))
    assert watch.__kwdefaults__ is not None
    monkeypatch.setitem(watch.__kwdefaults__, "settle_s", 0.0)  # nobody copies files here
    fake_build(monkeypatch)
    return folder


@pytest.fixture
def boses(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Boses:
    """Runs a command in this process; gives its exit status, stdout and stderr."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["boses", *map(str, words)])
        monkeypatch.setenv("COLUMNS", "80")
        capsys.readouterr()
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else -1
        return status, *capsys.readouterr()

    return run


def store(root: Path) -> Store:
    return Store(Settings.from_env().database)


def test_build_writes_the_file_and_keeps_it_in_the_store(boses: Boses, root: Path) -> None:
    folder = drop(Path("exports"), "ID")
    report = Path("report.md")
    status, out, err = boses("snapshots", "build", "--market", "id", "--input", folder, "--report", report)
    assert (status, out) == (0, f"{path_of(NEW, root)}\n"), err
    assert "snapshot ID 2024-06-30, " in err
    assert err.endswith("days old: 2 signals.\n")
    assert newest(root, "ID") == NEW
    assert report.read_text() == "# ID, hints None, model double\n"
    with store(root) as kept:
        assert kept.snapshot(NEW.version) == NEW
    assert (folder / "day.txt").exists(), "a folder that was named is left alone"


def test_build_to_another_folder_leaves_the_rest_alone(boses: Boses, root: Path, tmp_path: Path) -> None:
    folder = drop(Path("exports"), "ID")
    words = ("--market", "ID", "--input", folder, "--out", tmp_path / "out", "--hints", "my.yaml")
    status, out, _ = boses("snapshots", "build", *words)
    assert (status, out) == (0, f"{path_of(NEW, tmp_path / 'out')}\n")
    assert list(root.iterdir()) == []
    assert not (tmp_path / "home").exists()
    before = path_of(NEW, tmp_path / "out").read_bytes()
    assert boses("snapshots", "build", *words)[0] == 0
    assert path_of(NEW, tmp_path / "out").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "--market", "TH", "--input", "."), "no snapshots of 'TH': give one of PH, ID, VN"),
        (("build", "--market", "ID", "--input", "nowhere"), "no folder of exports nowhere"),
        (("build", "--market", "ID", "--input", ".", "--report", "no/report.md"), "no folder no for the report"),
        (("build", "--market", "ID", "--input", "broken"), "bad.csv holds no texts"),
        (("build", "--market", "ID"), "'--input'"),
        (("show", "ID"), "no snapshot of ID"),
        (("show", "2024"), "no snapshot '2024'"),
        (("show", ""), "name a market, a version or a file"),
        (("show", "none.json"), "there is no snapshot none.json"),
        (("verify",), "there are no snapshots in"),
        (("verify", "none.json"), "there is no snapshot none.json"),
        (("diff", "ID", "VN"), "no snapshot of ID"),
    ],
    ids=str,
)
def test_a_refusal_is_one_message(words: tuple[str, ...], said: str, boses: Boses, root: Path, tmp_path: Path) -> None:
    Path("broken").mkdir()
    Path("broken/bad.csv").write_text("x")
    status, out, err = boses("snapshots", *words)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert list(root.iterdir()) == []
    assert not (tmp_path / "home").exists()


@pytest.fixture
def filled(root: Path) -> Path:
    """Two snapshots of Indonesia, the older one with a theme more and another share."""
    signals = (*OLD.signals, sample_signal(theme="late-parcel"))
    write_snapshot(NEW, root)
    write_snapshot(sample_snapshot("ID", sample_signal(rows=400), *signals[1:], day=date(2024, 5, 22)), root)
    return root


def test_list(boses: Boses, filled: Path) -> None:
    status, out, _ = boses("snapshots", "list")
    assert status == 0
    (first, second) = [line.split() for line in out.splitlines() if "ID" in line]
    assert first[:3] == ["ID", NEW.version, "yes"]
    assert len(second) == 3
    records = [json.loads(line) for line in boses("snapshots", "list", "--json")[1].splitlines()]
    assert [(record["in_use"], record["version"][:10]) for record in records] == [
        (True, "2024-06-30"),
        (False, "2024-05-22"),
    ]
    assert records[0]["age_days"] == (date.today() - date(2024, 6, 30)).days


def test_show(boses: Boses, filled: Path) -> None:
    status, out, _ = boses("snapshots", "show", "ID")
    assert status == 0
    assert "1,000 of 1,100 rows of 1 files; 2 signals" in out
    assert out.index("app-crash") < out.index("shipping-cost"), "the most frequent first"
    assert "12.0% (10.0%–14.0%)" in out
    assert max(map(len, out.splitlines())) <= 80
    _, theme, _ = boses("snapshots", "show", NEW.version[:12], "--theme", "shipping-cost")
    assert "the sending fee doubled at the last step" in theme
    assert "ongkir (shipping cost) 100" in theme
    assert "120 of 1,000 rows that weigh" in theme
    assert "Shopee +10 =5 -60" in theme
    assert "app-crash" not in theme
    assert json.loads(boses("snapshots", "show", "ID", "--json")[1])["version"] == NEW.version
    (signal,) = boses("snapshots", "show", "ID", "--theme", "app-crash", "--json")[1].splitlines()
    assert json.loads(signal)["id"] == "ID/app store/app-crash"
    status, _, err = boses("snapshots", "show", "ID", "--theme", "price")
    assert status == 2
    assert "it has: app-crash, shipping-cost" in err


def test_diff(boses: Boses, filled: Path) -> None:
    status, out, _ = boses("snapshots", "diff", "2024-05-22", "ID")
    assert status == 0
    assert out.index("fell, beyond chance") < out.index("went") < out.index("ID/app store/late-parcel")
    assert "-28.0" in out
    found = json.loads(boses("snapshots", "diff", "2024-05-22", "ID", "--json")[1])
    assert (found["came"], found["went"], found["stayed"]) == ([], ["ID/app store/late-parcel"], 1)
    assert found["rose"] == []
    (fell,) = found["fell"]
    assert (fell["id"], fell["times"]["high"] < 1) == ("ID/app store/shipping-cost", True)


def test_card(boses: Boses, filled: Path) -> None:
    """Catches a card that loses the build's report, or names plots that are not there."""
    page = path_of(NEW, filled).with_suffix(".md")
    page.write_text("# An old opening\n\n## Rows\n\nAs they were read.\n", encoding="utf-8")
    status, out, _ = boses("snapshots", "card", "ID")
    assert status == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# What consumers of Indonesia talk about: snapshot ID {NEW.version}\n")
    assert text.endswith("## Rows\n\nAs they were read.\n")
    assert "An old opening" not in text
    assert "“ongkir” (shipping cost)" in text
    plots = [Path(line) for line in out.splitlines()[1:]]
    assert [plot.name for plot in plots] == [f"{NEW.version}-complaints.svg"]
    assert f"![What people complain about]({plots[0].name})" in text
    assert "<script" not in plots[0].read_text(encoding="utf-8")
    again = (page.read_bytes(), plots[0].read_bytes())
    boses("snapshots", "card", "ID")
    assert (page.read_bytes(), plots[0].read_bytes()) == again
    status, _, err = boses("snapshots", "card", "ID", "--out", "no/where.md")
    assert status == 2
    assert "Choose a place that exists" in err


@pytest.mark.slow
def test_effect_and_another_snapshot(boses: Boses, filled: Path) -> None:
    """Catches a snapshot whose effect on people nobody can see, and a run that takes the newest all the same."""
    group = Path("group.yaml")
    group.write_text(
        GROUP.format("Jakarta, Indonesia").replace("persona_count: 1", "persona_count: 6"), encoding="utf-8"
    )
    status, out, _ = boses("snapshots", "effect", group, "2024-05-22", "ID", "--json")
    assert status == 0
    found = json.loads(out)
    assert found["people"] == 6
    ids = {note["evidence"] for change in found["changes"] for note in (change["before"], change["after"])}
    assert any(id_.startswith("snapshot:ID/") for id_ in ids)
    assert all(change["before"] != change["after"] for change in found["changes"])
    assert "{" not in "".join(change[when]["text"] for change in found["changes"] for when in ("before", "after"))
    same = json.loads(boses("snapshots", "effect", group, "ID", "ID", "--json")[1])
    assert (same["changes"], same["signals"]) == ([], {})
    assert "claims of 6 people differ" in boses("snapshots", "effect", group, "2024-05-22", "ID")[1]
    older, newer = (boses("plan", group, "--snapshot", key, "--json")[1] for key in ("2024-05-22", "ID"))
    assert json.loads(older.splitlines()[0])["provenance"]["snapshot"].startswith("2024-05-22")
    assert json.loads(newer.splitlines()[0])["provenance"]["snapshot"] == NEW.version
    assert boses("generate", group, "--snapshot", "2024-05-22", "--out", "made")[0] == 0
    assert json.loads(Path("made/run.json").read_text(encoding="utf-8"))["snapshot"].startswith("2024-05-22")


def test_verify(boses: Boses, filled: Path) -> None:
    good = path_of(NEW, filled)
    assert boses("snapshots", "verify", good)[:2] == (0, f"{good}: ok\n")
    assert boses("snapshots", "verify")[0] == 0
    good.write_bytes(good.read_bytes().replace(b"120", b"121"))
    status, out, err = boses("snapshots", "verify")
    assert status == 2
    assert out.count(": ok\n") == 1
    assert "was changed after it was written" in out
    assert f"1 of 2 files in {filled} are not good: ID/{NEW.version}.json" in err


def test_pages_fit_80_columns(filled: Path) -> None:
    from rich.console import Console

    from boses_engine.output.snapshots import difference_page, signals_page, snapshot_page
    from boses_engine.snapshots.diff import difference

    console = Console(width=80, record=True, file=open(os.devnull, "w"))  # noqa: SIM115
    for page in (snapshot_page(NEW, date.today()), signals_page(NEW.signals), difference_page(difference(OLD, NEW))):
        console.print(page)
    text = console.export_text()
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text, "something is cut off"


# The inbox


def test_watch_once(boses: Boses, filled: Path) -> None:
    drop(filled, "ID", day="2024-07-15")
    drop(filled, "VN", "bad.csv")
    (filled / "inbox" / "TH").mkdir()
    status, out, err = boses("snapshots", "watch", "--once")
    assert status == 2
    assert out.startswith("ID 2024-07-15-")
    assert out.endswith("built from day.txt, is in use now.\n")
    assert "TH is not looked at" in err
    assert "bad.csv holds no texts" in err
    assert "boses: exports that could not be used: VN; see above.\n" in err
    with store(filled) as kept:
        assert [version[:10] for _, version in kept.snapshots()] == ["2024-07-15"]
    assert boses("snapshots", "watch", "--once") == (0, "", f"{filled / 'inbox' / 'TH'} is not looked at: exports "
                                                    "belong into inbox/PH, inbox/ID, inbox/VN.\n")  # fmt: skip


@pytest.mark.races
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_ends_with_ctrl_c(boses: Boses, root: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Catches a traceback, or another exit status, when the watching is stopped between two looks."""

    def sleep(seconds: float) -> None:
        signal.raise_signal(number)
        raise AssertionError("it goes on")

    assert watch.__kwdefaults__ is not None
    monkeypatch.setitem(watch.__kwdefaults__, "sleep", sleep)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests run in the background ignore it
    try:
        status, out, err = boses("snapshots", "watch")
    finally:
        signal.signal(signal.SIGINT, before)
    assert (status, out) == (130, "")
    first, last = err.splitlines()
    assert first == f"watching {root / 'inbox'}; Ctrl-C ends it."
    assert last.startswith("boses: stopped")


# generate


def generate(boses: Boses, location: str, *options: str) -> tuple[int, str]:
    Path("group.yaml").write_text(GROUP.format(location))
    status, _, err = boses("generate", "group.yaml", *options)
    return status, err


def test_generate_says_which_snapshot_and_how_old(boses: Boses, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    age = (date.today() - date(2024, 6, 30)).days
    monkeypatch.setenv("BOSES_SNAPSHOT_MAX_AGE", str(age))
    status, err = generate(boses, "Jakarta, Indonesia")
    assert status == 0
    assert f"snapshot ID 2024-06-30, {age} days old\n" in err
    assert "warning" not in err
    with store(filled) as kept:
        assert kept.snapshots() == [("ID", NEW.version)]
    monkeypatch.setenv("BOSES_SNAPSHOT_MAX_AGE", str(age - 1))
    assert (
        f"warning: the snapshot of ID is {age} days old, more than {age - 1}" in generate(boses, "Bali, Indonesia")[1]
    )
    assert "there is no snapshot of VN" in generate(boses, "Hanoi, Vietnam")[1]
    assert "snapshot" not in generate(boses, "Lagos, Nigeria")[1]


def test_generate_takes_in_what_lies_in_the_inbox(boses: Boses, filled: Path) -> None:
    drop(filled, "ID", day="2024-07-15")
    drop(filled, "VN", day="2024-07-15")
    status, err = generate(boses, "Jakarta, Indonesia")
    assert status == 0
    assert "note: ID 2024-07-15-" in err
    assert "snapshot ID 2024-07-15, " in err
    assert newest(filled, "VN") is None, "another market's exports wait for their market"


def test_broken_exports_do_not_hold_up_a_run(boses: Boses, filled: Path) -> None:
    drop(filled, "ID", "bad.csv")
    status, err = generate(boses, "Jakarta, Indonesia")
    assert status == 0
    assert "note: no snapshot of ID could be built from bad.csv, day.txt: bad.csv holds no texts." in err
    assert "snapshot ID 2024-06-30, " in err
    (filled / "inbox" / "ID" / "building").write_text("a file in the way")
    drop(filled, "ID")
    status, err = generate(boses, "Jakarta, Indonesia", "--seed", "2")
    assert status == 0
    assert "note: cannot take in the exports" in err


def test_generate_refuses_a_damaged_snapshot(boses: Boses, filled: Path, tmp_path: Path) -> None:
    path_of(NEW, filled).write_bytes(b"{}")
    status, err = generate(boses, "Jakarta, Indonesia")
    assert status == 2
    assert str(path_of(NEW, filled)) in err
    assert not (tmp_path / "home").exists()


# From Python


def test_the_engine_gives_the_snapshot_in_use(root: Path) -> None:
    write_snapshot(OLD, root)
    switch(root, OLD)
    with Engine(model=DoubleModel()) as engine:
        assert engine.snapshot("ID") == OLD
        write_snapshot(NEW, root)
        assert engine.snapshot("ID") is engine.snapshot("ID"), "one run sees one snapshot"
        assert engine.snapshot("VN") is None
        assert engine.snapshot("NG") is None
        told: list[tuple[str, float]] = []
        folder = drop(root.parent, "ID", day="2024-07-15")
        built = engine.build_snapshot("ID", folder, progress=lambda step, done: told.append((step, done)))
        assert engine.snapshot("ID") == built
        assert told == [("reading", 0.5)]
        drop(root, "VN")
        (outcome,) = engine.take_in_exports("VN")
        assert outcome.kind == "taken"
        assert engine.snapshot("VN") == outcome.snapshot
        with Engine(model=DoubleModel()) as other:  # the store is let go of after a build
            assert len(other.store.snapshots()) == 2
            assert engine.build_snapshot("PH", drop(root.parent, "PH")).market == "PH", "a busy store loses no build"
    with pytest.raises(SnapshotError, match="no snapshots of 'NG'"):
        Engine(model=DoubleModel()).build_snapshot("NG", root)  # type: ignore[arg-type]


def test_a_run_keeps_its_snapshot_beside_its_people(root: Path) -> None:
    write_snapshot(OLD, root)
    Path("group.yaml").write_text(GROUP.format("Jakarta, Indonesia"))
    group = Group.model_validate(
        {"name": "x", "age_min": 20, "age_max": 30, "gender": "All", "location": "Jakarta, Indonesia"}
        | {"income_level": "Middle", "occupation": "Shop assistant", "persona_count": 1}
    )
    with Engine(model=DoubleModel()) as engine:
        for _ in engine.generate(group):
            break
        assert engine.store.snapshot(OLD.version) == OLD
    assert run_double(Path("group.yaml"), Path("out"), 1) == 0
