"""The page of plots: the distances are right, the targets are those of what was asked for, the page stands alone."""

import math
import re
import sys
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from boses_engine import cli
from boses_engine.domain.group import Group
from boses_engine.domain.persona import ATTITUDES, TRAITS
from boses_engine.errors import InputError
from boses_engine.grounding.people import demographics
from boses_engine.output.plan_report import (
    Plot,
    Row,
    by_chance,
    plots,
    render_plan_report,
    total_variation,
    write_plan_report,
)
from boses_engine.output.plan_targets import targets
from boses_engine.pipeline.plan import Plan, make_plan
from boses_engine.randomness import generator


def group(**changes: object) -> Group:
    fields: dict[str, object] = {
        "name": "Bali <families> & friends",
        "age_min": 20,
        "age_max": 64,
        "gender": "All",
        "location": "Bali, Indonesia",
        "income_level": "Middle",
        "occupation": "any",
        "persona_count": 300,
    }
    return Group.model_validate(fields | changes)


@cache
def bali() -> Plan:
    return make_plan(group(), 5)


@cache
def found() -> dict[str, Plot]:
    return {plot.title: plot for plot in plots(bali())}


class Page(HTMLParser):
    """Tags with their attributes and the visible text; fails on tags that do not close in order."""

    void = ("meta", "br", "line", "rect")  # SVG's close themselves

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


# Figures


def test_total_variation_by_hand() -> None:
    assert total_variation({"a": 0.5, "b": 0.5}, {"a": 0.2, "b": 0.3, "c": 0.5}) == pytest.approx(0.5)
    assert total_variation({"a": 1.0}, {"b": 1.0}) == 1.0
    assert total_variation({"a": 0.3, "b": 0.7}, {"b": 0.7, "a": 0.3}) == 0.0


def test_chance_is_what_independent_draws_have() -> None:
    """Catches a missing half or root: the formula against a simulation."""
    shares = np.array([0.5, 0.3, 0.15, 0.05])
    draws = generator("chance").multinomial(200, shares, size=4000) / 200
    simulated = float(np.abs(draws - shares).sum(axis=1).mean() / 2)
    assert by_chance(shares, 200) == pytest.approx(simulated, rel=0.03)
    assert by_chance([0.5, 0.5], 100) == pytest.approx(2 * math.sqrt(0.5 / (math.pi * 100)) / 2)


@pytest.mark.slow
def test_distances_are_those_of_the_people() -> None:
    """Counted anew from the slots, without the report's own labels."""
    slots = bali().slots
    hindu = sum(slot.religion == "Hindu" for slot in slots) / len(slots)
    row = next(row for row in found()["Faith"].rows if row.label == "Hindu")
    assert row.planned == pytest.approx(hindu)
    users = sum("WhatsApp" in slot.digital.platforms for slot in slots) / len(slots)
    assert next(row for row in found()["Platforms"].rows if row.label == "WhatsApp").planned == pytest.approx(users)
    early = sum(slot.age < 25 for slot in slots) / len(slots)
    assert found()["Age"].rows[0].label == "20-24"
    assert found()["Age"].rows[0].planned == pytest.approx(early)
    open_ones = sum(slot.psychographics.openness >= 65 for slot in slots) / len(slots)
    assert found()["Openness"].rows[-1].planned == pytest.approx(open_ones)


def test_every_plot_sums_to_one() -> None:
    for plot in found().values():
        assert plot.n == 300
        if not plot.several:
            assert sum(row.planned for row in plot.rows) == pytest.approx(1.0), plot.title
            assert sum(row.target for row in plot.rows) == pytest.approx(1.0, abs=0.01), plot.title
            distance = sum(abs(row.planned - row.target) for row in plot.rows) / 2
            assert plot.distance == pytest.approx(distance, abs=0.01), plot.title


def test_people_are_near_their_targets() -> None:
    """Catches a target that is not what is drawn from, and a sampler that has left its source.

    Stratified axes are nearer than chance; what is drawn person by person may be at most 2.8 times as far.
    """
    assert len(found()) >= 17
    for plot in found().values():
        assert plot.distance <= 2.8 * plot.chance + 0.005, (plot.title, plot.distance, plot.chance)
    assert found()["Age"].distance < 0.4 * found()["Age"].chance
    # Scores are even among people alike; who is drawn beside whom moves their means a little.
    scores = [found()[name.replace("_", " ").capitalize()] for name in (*TRAITS, *ATTITUDES)]
    assert sum(plot.distance / plot.chance for plot in scores) / len(scores) < 0.8
    assert found()["Sex"].distance < 1 / 300  # to within one person


def test_schooling_is_that_of_the_job_by_whatever_name() -> None:
    """Catches waitresses who are measured by the whole population, as no title of the tables is named so."""
    plan = make_plan(group(gender="Female", age_max=35, occupation="café waiter", persona_count=4), 1)
    assert "café waitress" in {slot.work.title for slot in plan.slots}
    work = [slot.work.model_copy(update={"title": slot.work.title.replace("tress", "ter")}) for slot in plan.slots]
    slots = [slot.model_copy(update={"work": each}) for slot, each in zip(plan.slots, work, strict=True)]
    (as_named,), (as_listed,) = (
        [target.shares for target in targets(each) if target.title == "Highest education"]
        for each in (plan, replace(plan, slots=slots))
    )
    assert as_named == as_listed


def test_targets_follow_what_is_asked() -> None:
    """Catches a national or unconditional target: ages outside the group, men among women, another class's prices."""
    nurses = make_plan(group(age_min=24, age_max=31, gender="Female", occupation="nurse", persona_count=20), 1)
    by_title = {target.title: target for target in targets(nurses)}
    assert list(by_title["Age"].shares) == [str(age) for age in range(24, 32)]
    women = demographics.age_weights("ID", "Female")[24:32]
    assert list(by_title["Age"].shares.values()) == pytest.approx((women / women.sum()).tolist())
    assert by_title["Sex"].shares == {"Female": 1.0}
    assert by_title["Highest education"].shares["primary school"] == 0.0
    assert max(by_title["Faith"].shares, key=lambda name: by_title["Faith"].shares[name]) == "Hindu"
    poor, rich = (
        {target.title: target for target in targets(make_plan(group(income_level=level, persona_count=3), 1))}
        for level in ("Low", "High")
    )
    assert rich["Price consciousness"].shares["<14"] > 3 * poor["Price consciousness"].shares["<14"]
    assert rich["Highest education"].shares["bachelor's degree"] > poor["Highest education"].shares["bachelor's degree"]
    of_women, of_men = (
        {target.title: target for target in targets(make_plan(group(gender=gender, persona_count=3), 1))}
        for gender in ("Female", "Male")
    )
    assert of_women["Neuroticism"].shares["65"] > of_men["Neuroticism"].shares["65"]


def test_a_country_has_a_plot_of_its_regions() -> None:
    assert "Region" not in found()
    philippines = {plot.title: plot for plot in plots(make_plan(group(location="Philippines", persona_count=40), 1))}
    assert philippines["Region"].n == 40
    assert len(philippines["Region"].rows) == 12  # the eleven largest, and the others together
    assert philippines["Region"].rows[-1].label.endswith(" others")


@pytest.mark.slow
@pytest.mark.parametrize("location", ["Laos", "Monaco", "Hanoi, Vietnam", "Philippines"])
@pytest.mark.parametrize("count", [1, 7])
def test_any_place_and_size_has_a_page(location: str, count: int) -> None:
    """Catches a division by nothing: one person, one age, a country without regions or tables of its own."""
    plan = make_plan(group(location=location, age_min=30, age_max=30, persona_count=count), 2)
    for plot in plots(plan):
        assert 0 <= plot.distance <= 1, plot.title
        assert plot.top > 0
        assert all(math.isfinite(row.target) for row in plot.rows)
    Page(render_plan_report(plan))


# The page


def test_the_page_has_every_plot_with_its_figures() -> None:
    page = Page(render_plan_report(bali()))
    for plot in found().values():
        assert plot.title in page.text
        assert (
            f"{plot.distance:.3f} {'mean ' if plot.several else ''}distance, {plot.chance:.3f} by chance" in page.text
        )
    drawings = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(drawings) == len(found())
    assert all(attributes["role"] == "img" and attributes["aria-label"] for attributes in drawings)
    assert "300 people, seed 5" in page.text
    assert "BPS" in page.text


def test_targets_are_drawn_in() -> None:
    """Catches a plot without its target's marks, and marks or bars outside the drawing."""
    html = render_plan_report(bali())
    rows = sum(len(plot.rows) for plot in found().values())
    marks = re.findall(r'<line class="target" x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)"', html)
    columns = re.findall(r'<rect class="plan" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', html)
    assert len(marks) == len(columns) == rows
    assert all(0 <= float(x1) <= float(x2) <= 320 and float(y1) >= 0 for x1, y1, x2, _ in marks)
    assert all(float(x) + float(w) <= 320.1 and float(y) >= 0 for x, y, w, _ in columns)


def test_a_column_is_as_high_as_its_share() -> None:
    """Catches a bar scaled by another figure than its mark: both at one share must meet."""
    html = render_plan_report(bali())
    age = found()["Age"]
    first = html[html.index("<svg") :]
    bar = re.search(r'<rect class="plan" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', first)
    mark = re.search(r'<line class="target" x1="[\d.]+" y1="([\d.]+)"', first)
    assert bar is not None
    assert mark is not None
    y, height = bar.groups()
    row = age.rows[0]
    assert float(height) / (136 - float(mark[1])) == pytest.approx(row.planned / row.target, rel=0.02)
    assert float(y) + float(height) == pytest.approx(136, abs=0.1)


def test_the_page_stands_alone() -> None:
    """Catches a script, a font or a picture from elsewhere, and the name of a group taken for markup."""
    html = render_plan_report(bali())
    page = Page(html)
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe"}
    assert not [name for _, attributes in page.tags for name in attributes if name in ("src", "href")]
    assert "url(" not in html
    assert "http" not in html
    assert "Bali <families> & friends" in page.text
    assert "prefers-color-scheme: dark" in html
    assert "width=device-width" in html


@pytest.mark.slow
def test_same_plan_same_page() -> None:
    assert render_plan_report(bali()) == render_plan_report(make_plan(group(), 5))


def test_bars_of_a_half_and_more_are_measured_against_the_whole() -> None:
    row = Row("a", 0.6, 0.5)
    plot = found()["Faith"]
    assert type(plot)(**{**vars(plot), "rows": (row,)}).top == 1.0
    assert type(plot)(**{**vars(plot), "rows": (Row("a", 0.2, 0.25),)}).top == pytest.approx(0.28)


def test_the_file_is_written_whole_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_plan_report(bali(), path)
    assert path.read_text(encoding="utf-8") == render_plan_report(bali())
    with pytest.raises(InputError, match="cannot write"):
        write_plan_report(bali(), tmp_path / "no" / "such" / "folder.html")
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_the_command_writes_it_beside_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Catches an option that replaces the output or lets the page go to stdout."""
    path, page = tmp_path / "group.yaml", tmp_path / "plan.html"
    fields = group(name="Bali", persona_count=4).model_dump()
    path.write_text("".join(f"{key}: {value}\n" for key, value in fields.items()))
    monkeypatch.setattr(sys, "argv", ["boses", "plan", str(path), "--seed", "5", "--report", str(page), "--json"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 4
    assert str(page) in captured.err
    assert "4 people, seed 5" in Page(page.read_text(encoding="utf-8")).text
