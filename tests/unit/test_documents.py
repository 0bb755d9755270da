"""README and docs hold together: links, the index, the options that they name, their length, the citation."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from support.documents import PAGES, ROOT, prose, spans

from boses_engine import __version__, cli
from boses_engine.groups.file import load_group
from boses_engine.studies.file import load_study

LINKED = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
NAMES = [str(page.relative_to(ROOT)) for page in LINKED]
README_WORDS = 1_200
PAGE_WORDS = 900
CITATION_KEYS = {"cff-version", "message", "title", "type", "version", "license", "authors"}


@cache
def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str) -> None:
    """Catches a page that was renamed and a heading that was reworded."""
    page = ROOT / name
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{name}: {target}"
        assert not anchor or anchor in anchors(found), f"{name}: {target}"


def test_the_index_has_every_page() -> None:
    index = (ROOT / "docs/README.md").read_text()
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "README.md" or f"]({page.name})" in index, f"docs/README.md lacks {page.name}"


def test_the_readme_is_short() -> None:
    """Catches a README that grows until nobody reads it: details belong into docs."""
    words = len((ROOT / "README.md").read_text().split())
    assert words < README_WORDS, f"{words} words: move something to docs"


def test_how_people_are_drawn_is_told_on_one_page() -> None:
    """Catches a page that grows until nobody reads it, and a page of detail that it does not lead to."""
    page = (ROOT / "docs/people.md").read_text()
    assert len(page.split()) < PAGE_WORDS
    for detail in (ROOT / "docs/people").glob("*.md"):
        assert f"](people/{detail.name}" in page, detail.name


def test_nothing_is_left_to_fill_in() -> None:
    """Catches a table that was to be pasted in."""
    for page in LINKED:
        assert not re.search(r"^[A-Z_]{6,}$|\bTODO\b|\bXXX\b", prose(page), flags=re.MULTILINE), page.name


@cache
def _tree() -> Any:
    return typer.main.get_command(cli.app)


def _named(span: str) -> list[Any]:
    """The commands that a span such as `studies list|show` names; [] where it is no command."""
    first, _, rest = span.partition(" ")
    command = _tree().commands.get(first)
    if command is None or not rest:
        return []
    if not hasattr(command, "commands"):
        return [command]
    candidates = re.findall(r"(?:^|\|)([a-z-]+)", rest.split(" --")[0].replace(" [", " "))
    return [command.commands[each] for each in candidates if each in command.commands]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_options_that_are_named_exist(page: Path) -> None:
    """Catches a document that goes on with an option that was renamed."""
    for span in spans(page):
        span = span.removeprefix("python -m boses_engine ")
        if not (named := _named(span)):
            continue
        known = {word for each in named for param in each.params for word in (*param.opts, *param.secondary_opts)}
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", span):
            assert option in known | {"--help", "--version"}, f"{page.name}: `{span}` has no {option}"


def test_the_spans_are_read() -> None:
    """Catches a pattern above that matches nothing any more."""
    named = {each.name for page in PAGES for span in spans(page) for each in _named(span)}
    assert len(named) > 30


@pytest.mark.parametrize("path", sorted((ROOT / "groups").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_sample_group_is_one(path: Path) -> None:
    assert load_group(path).persona_count == 5


def test_each_market_has_a_sample() -> None:
    places = {load_group(path).location.split(", ")[-1] for path in (ROOT / "groups").glob("*.yaml")}
    assert places == {"Philippines", "Indonesia", "Vietnam"}


def test_the_tutorial_asks_both_groups_the_same() -> None:
    """Catches a comparison of questions that differ."""
    jakarta, manila = (load_study(ROOT / f"examples/tutorial/shopping_{place}.yaml") for place in ("jakarta", "manila"))
    assert jakarta.questions == manila.questions
    groups = [load_group(ROOT / f"examples/tutorial/{place}.yaml") for place in ("jakarta", "manila")]
    assert [jakarta.people.groups, manila.people.groups] == [(group.name,) for group in groups]
    assert groups[0].model_copy(update={"name": groups[1].name, "location": groups[1].location}) == groups[1]


def test_the_citation() -> None:
    """The keys that the Citation File Format 1.2.0 requires, and the version of the package."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert set(cited) >= CITATION_KEYS
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == __version__
    assert cited["type"] == "software"
    assert all(author.get("name") or author.get("family-names") for author in cited["authors"])
