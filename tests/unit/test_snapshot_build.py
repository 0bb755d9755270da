"""The whole build on made-up rows: signals, statements, checks and the report."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from support.talk import CODEBOOK, SHIPPING, Talk, source

from boses_engine.domain.snapshot import Snapshot, Wordings
from boses_engine.errors import SnapshotError
from boses_engine.language.double import DoubleModel
from boses_engine.snapshots.build import Built, build_from, build_reported
from boses_engine.snapshots.codebook import load_codebook
from boses_engine.snapshots.counts import count
from boses_engine.snapshots.known_facts import FACTS, GROUPS, Leads, MoreThan, Outweighs, known_facts, leading
from boses_engine.snapshots.rows import Row
from boses_engine.snapshots.themes.known import KnownTheme


def rows() -> list[Row]:
    """Lazada: 30 of 100 one-star rows about shipping; Shopee: 5 of 100; Gojek: 40 about drivers."""
    lazada = [Row(0, f"ongkir mahal kali{n}", 1.0, date(2026, 1, 1 + n % 28)) for n in range(30)]
    lazada += [Row(0, "jelek", 1.0)] * 70
    shopee = [Row(1, "ongkir", 1.0)] * 5 + [Row(1, "jelek", 1.0)] * 95
    gojek = [Row(2, "driver dicancel terus", 1.0)] * 40 + [Row(2, "mantap", 5.0)] * 60
    return lazada + shopee + gojek


def given() -> Talk:
    sources = (source(100, platform="Lazada"), source(100, platform="Shopee ID"), source(100, platform="Gojek"))
    return Talk(sources, rows(), {"read": 320, "readable": 300})


def build(known: tuple[KnownTheme, ...] = CODEBOOK, model: DoubleModel | None = None, told: Any = None) -> Built:
    return build_from(given(), known, "ID", nullcontext(model or DoubleModel()), told)


def test_a_snapshot_comes_out() -> None:
    snapshot = build().snapshot
    assert [signal.id for signal in snapshot.signals] == ["ID/app store/driver-cancels", "ID/app store/shipping-cost"]
    shipping = snapshot.signals[1]
    assert shipping.share is not None
    assert (shipping.rows, shipping.share.of) == (35, 300)
    assert snapshot.built_from.steps == {"read": 320, "readable": 300, "about a theme": 75}
    assert snapshot.built_from.model == "double"


def test_the_model_is_open_only_while_it_is_asked() -> None:
    """Catches weights that lie in memory beside the rows from the first file to the last."""
    steps: list[str] = []

    @contextmanager
    def model() -> Iterator[DoubleModel]:
        steps.append("opened")
        yield DoubleModel()
        steps.append("freed")

    build_from(given(), CODEBOOK, "ID", model(), lambda step, _: steps.append(step))
    assert list(dict.fromkeys(steps)) == ["opened", "freed", "counting", "comparing with the rows"]


def test_equal_rows_give_equal_bytes() -> None:
    one, other = build(), build()
    assert one.snapshot.model_dump_json() == other.snapshot.model_dump_json()
    assert one.report == other.report


def test_progress_is_told_in_steps() -> None:
    told: list[tuple[str, float]] = []
    build(told=lambda step, part: told.append((step, part)))
    assert list(dict.fromkeys(step for step, _ in told)) == ["counting", "comparing with the rows"]
    assert all(0 <= part <= 1 for _, part in told)


def test_nothing_to_say_is_an_error_with_a_remedy() -> None:
    with pytest.raises(SnapshotError, match=r"no signal for ID: of 300 rows.*Add more exports"):
        build(known=())


def test_a_copied_note_fails_the_build() -> None:
    """Catches a codebook whose author copied a review."""
    talk = given()
    talk.given = [*rows(), Row(0, "katanya the rider left it at the gate ya")]
    notes = Wordings(habits=("the rider left it at the gate",))
    with pytest.raises(SnapshotError, match=r"a run of words of a consumer.*codebook"):
        build_from(talk, (replace(SHIPPING, wordings={"ID": notes}),), "ID", nullcontext(DoubleModel()))


def test_personal_data_in_a_theme_fails_the_build() -> None:
    theme = replace(SHIPPING, about="fees, ask u/someone")
    with pytest.raises(SnapshotError, match="personal data"):
        build(known=(theme,))


def test_the_report_has_the_figures_and_no_row() -> None:
    report = build().report
    assert "| ID/app store/shipping-cost | 35 | 11.67% (8.51% to 15.79%) | 1.00 ± 0.00 |" in report
    assert "| readable | 300 |" in report
    assert "Lazada 30.0% (21.9% to 39.6%) of 100; Shopee 5.0% (2.2% to 11.2%) of 100 | yes |" in report
    assert "| driver-cancels | 40 | 100.0%" in report
    assert not any(row.text in report for row in rows() if " " in row.text)


def test_known_facts_can_fail() -> None:
    """Catches a table in which everything always comes out."""
    swapped = given()
    swapped.sources = (swapped.sources[1], swapped.sources[0], swapped.sources[2])
    by_known = {finding.known: finding.holds for finding in known_facts(count(swapped, CODEBOOK, "ID"), CODEBOOK)}
    assert by_known["shipping cost is far more frequent in Lazada's one-star reviews than in Shopee's"] is False
    nobody = count(Talk((source(20),), [Row(0, "ongkir", 1.0)] * 20), CODEBOOK, "VN")
    assert {finding.holds for finding in known_facts(nobody, CODEBOOK)} == {None}


def test_a_group_of_themes_is_ranked_as_one_and_feelings_are_not_ranked() -> None:
    """Catches rows counted twice in a group, and a vague theme that takes the first rank from a concrete one."""
    codebook = load_codebook()
    told = [Row(0, "mali item sira", 1.0)] * 30 + [Row(0, "sira", 1.0)] * 15 + [Row(0, "mabagal dumating", 1.0)] * 40
    told += [Row(0, "disappointed", 1.0)] * 80
    facts = known_facts(count(Talk((source(200, platform="Shopee"),), told), codebook, "PH", groups=GROUPS), codebook)
    assert (facts[0].holds, facts[0].counted.split(";")[0]) == (True, "broken or wrong items 27.3%, rank 1")
    assert facts[1].holds is None


def test_the_facts_name_themes_that_there_are() -> None:
    """Catches a theme that was renamed in the codebook and would silently count as never told."""
    known = {theme.theme for theme in load_codebook()}
    named = [fact for facts in FACTS.values() for fact in facts]
    assert {theme for group in GROUPS.values() for theme in group} <= known
    assert {fact.theme for fact in named if isinstance(fact, MoreThan)} <= known
    assert {theme for fact in named if isinstance(fact, Outweighs) for theme in (fact.more, fact.less)} <= known
    assert {group for fact in named if isinstance(fact, Leads) for group in fact.groups} == set(GROUPS)


def test_each_fact_has_a_source_with_a_year() -> None:
    assert all(re.search(r"\w.*, 20\d\d$", fact.source) for facts in FACTS.values() for fact in facts)


def test_talk_without_stars_and_all_talk_of_a_kind_tell_of_facts() -> None:
    loans = source(50).model_copy(update={"about": ("pay later",)})
    dunned = count(Talk((loans,), [Row(0, "bunga besar", None)] * 50), load_codebook(), "ID", groups=GROUPS)
    by_source = {finding.source: finding for finding in known_facts(dunned, load_codebook())}
    assert by_source["consumer foundation YLKI, 2022"].holds is True
    for weighs, holds in ((True, True), (False, None)):
        shop = source(50, "marketplace", "Shopee", weighs)
        told = count(Talk((shop,), [Row(0, "free shipping", 5.0)] * 50), load_codebook(), "PH", groups=GROUPS)
        assert known_facts(told, load_codebook())[-1].holds is holds


def test_leading_themes_are_of_one_star_rows_only() -> None:
    talk = given()
    talk.given = [*rows(), *[Row(0, "driver", 5.0)] * 90]
    assert [(slug, share.rows, share.of) for slug, share in leading(count(talk, CODEBOOK, "ID"), "Lazada")[1]] == [
        ("shipping-cost", 30, 100)
    ]


def rooms(monkeypatch: pytest.MonkeyPatch, exported: str) -> list[tuple[object, ...]]:
    """Puts doubles in the place of reading, cleaning, codebook and file; gives what the cleaning is asked."""
    asked: list[tuple[object, ...]] = []

    @contextmanager
    def clean_folder(market: str, folder: Path, *, hints: Path | None, progress: object) -> Iterator[Talk]:
        asked.append((market, folder, hints, progress))
        yield given()

    def versioned(snapshot: Snapshot, *, undated: date) -> Snapshot:
        return snapshot.model_copy(update={"version": f"{undated.isoformat()}-0123456789ab"})

    class Export:
        def rows(self, source: int) -> Iterator[Row]:
            yield Row(source, exported)

    doubles: dict[str, dict[str, Any]] = {
        "reading": {},
        "reading.folder": {"find_exports": lambda folder, hints: ["one"]},
        "reading.file": {"open_export": lambda found, market: Export()},
        "cleaning": {"clean_folder": clean_folder},
        "codebook": {"load_codebook": lambda: CODEBOOK},
        "file": {"versioned": versioned, "newest_export": lambda folder: date(2026, 5, 22)},
    }
    for name, holds in doubles.items():
        module = ModuleType(f"boses_engine.snapshots.{name}")
        vars(module).update(holds)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return asked


def test_a_folder_goes_through_all_rooms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The seams: what is handed to the cleaning, and that the version is set in snapshot and report alike."""
    asked = rooms(monkeypatch, exported="bagus")
    hints = tmp_path / "sources.yaml"
    built = build_reported("ID", tmp_path, hints=hints, model=nullcontext(DoubleModel()))
    assert asked == [("ID", tmp_path, hints, None)]
    assert built.snapshot.version == "2026-05-22-0123456789ab"
    assert built.report.startswith("# Snapshot ID 2026-05-22-0123456789ab\n")
    assert "were compared with 1 rows" in built.report


def test_rows_that_were_set_aside_are_compared_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Catches a sentence copied from an English row, which the cleaning of an Indonesian folder sets aside."""
    rooms(monkeypatch, exported="I think people who review an app often exaggerate")
    with pytest.raises(SnapshotError, match="people who review an app often"):
        build_reported("ID", tmp_path, model=nullcontext(DoubleModel()))
