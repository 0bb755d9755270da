"""The snapshots that are shipped: good files with enough signals, of all kinds of source, and nothing of a consumer."""

import json
import re
from pathlib import Path

import pytest

from boses_engine.domain.snapshot import MARKETS, Market, Snapshot
from boses_engine.grounding.market.buyers import SERVICES
from boses_engine.settings import CHECKOUT
from boses_engine.snapshots.checks import personal_data
from boses_engine.snapshots.codebook import load_codebook
from boses_engine.snapshots.file import read_snapshot

SHIPPED = CHECKOUT / "cultural_snapshots"
# The kinds of source that the corpora offer, by market, written down apart from the builder.
KINDS = {
    "PH": {"marketplace", "app store", "reddit"},
    "ID": {"marketplace", "app store", "reddit", "mixed", "service"},
    "VN": {"marketplace", "app store", "reddit"},
}


def shipped(market: Market) -> Path:
    (path,) = (SHIPPED / market).glob("*.json")
    return path


@pytest.fixture(params=MARKETS)
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    return read_snapshot(shipped(request.param))


def test_there_are_signals_of_every_kind_of_source(snapshot: Snapshot) -> None:
    """Catches a build that lost a source or most themes."""
    assert len(snapshot.signals) >= 40
    assert {source.kind for source in snapshot.built_from.sources} == KINDS[snapshot.market]
    assert {signal.source_kind for signal in snapshot.signals} >= {"marketplace", "app store"}
    assert all(source.licence for source in snapshot.built_from.sources)


def test_nothing_in_it_looks_like_personal_data(snapshot: Snapshot) -> None:
    assert list(personal_data(snapshot.signals)) == []


def test_sources_that_were_picked_or_balanced_carry_no_share(snapshot: Snapshot) -> None:
    """Catches shares of rows that somebody chose: the whole must be the rows of the weighing sources."""
    for kind in {signal.source_kind for signal in snapshot.signals}:
        sources = [source for source in snapshot.built_from.sources if source.kind == kind]
        whole = sum(source.rows_kept for source in sources if source.weighs)
        shares = [signal.share for signal in snapshot.signals if signal.source_kind == kind]
        assert {share.of for share in shares if share} <= {whole}


def test_most_signals_say_what_they_are_of_and_whence(snapshot: Snapshot) -> None:
    """Catches a build of an older form: no categories, no sources, no direction."""
    assert all(signal.origins and signal.direction for signal in snapshot.signals)
    assert sum(bool(signal.categories) for signal in snapshot.signals) > 0.6 * len(snapshot.signals)
    assert any(mention.lift and mention.lift.significant for s in snapshot.signals for mention in s.mentions)


def test_what_is_told_of_brands_is_of_their_kind_and_of_no_seller(snapshot: Snapshot) -> None:
    """Catches the talk of a shop told of a make of phones, and a build of an older codebook."""
    of_sellers = {theme.theme for theme in load_codebook() if theme.of_sellers}
    for signal in snapshot.signals:
        told = {*signal.wordings.good, *signal.wordings.bad}
        assert told <= set(signal.categories), signal.id
        assert signal.theme not in of_sellers or told <= SERVICES, signal.id


def test_the_page_opens_with_a_card_and_its_plots_are_there(snapshot: Snapshot) -> None:
    page = shipped(snapshot.market).with_suffix(".md")
    opening = page.read_text(encoding="utf-8").split("## Rows")[0]
    assert "## What people complain about" in opening
    plots = re.findall(r"\]\(([^)]+\.svg)\)", opening)
    assert len(plots) >= 4
    assert {page.parent / plot for plot in plots} == set(page.parent.glob("*.svg"))


def test_the_report_says_that_nothing_of_a_consumer_was_found(snapshot: Snapshot) -> None:
    """The rows themselves are not shipped: the build compared them, and its figures are kept."""
    report = shipped(snapshot.market).with_suffix(".md").read_text(encoding="utf-8")
    rows = sum(source.rows_read for source in snapshot.built_from.sources)
    compared = re.search(r"compared with ([\d,]+) rows.*found: 0 and 0\.", report)
    assert compared is not None
    assert int(compared[1].replace(",", "")) >= 0.9 * rows


def test_what_is_known_from_elsewhere_comes_out(snapshot: Snapshot) -> None:
    """Catches a change of the codebook or the cleaning that loses the best-known complaints of a market."""
    report = shipped(snapshot.market).with_suffix(".md").read_text(encoding="utf-8")
    table = report.split("## What is known from elsewhere")[1].split("\n## ")[0]
    held = [line.split(" | ")[2] for line in table.splitlines() if line.startswith("| ")][2:]
    assert held[0] == "yes"
    assert held.count("yes") >= 0.5 * len(held), table  # all but a few: sources speak of other years and of all shops


def test_files_are_canonical(snapshot: Snapshot) -> None:
    """Catches a file that was edited by hand: its name is its content's."""
    path = shipped(snapshot.market)
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == path.stem == snapshot.version
