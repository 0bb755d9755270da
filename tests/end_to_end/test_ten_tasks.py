"""Ten tasks of a newcomer in a browser, each with the steps that it takes.

A step is a click, a field filled or chosen, a file opened, or a line of Python; to look, and to sign in, is none. What
it took before was counted by hand on the pages and commands of the version before; None: it could not be done at all.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright
from support.axe import violations
from support.servers import RunningServer, default_project, generated, new_group, running_server

pytestmark = pytest.mark.slow
DOCUMENT = Path(__file__).parents[2] / "docs/pages.md"
TASKS: dict[str, int | None] = {  # with the steps before
    "find a person by a part of the name": 4,
    "filter women over 40 who are loyal to a brand": None,
    "load the people into pandas": 4,
    "find the scale of a column in Excel": None,
    "see who would be made, and what it takes": 2,
    "cancel a run and go on with it": None,
    "compare two groups and read whether a difference is real": None,
    "read what a person's claim rests on": 2,
    "ask a person a question": 5,
    "delete a group and have it back": None,
}
MANILA: dict[str, Any] = {
    "age_min": 20,
    "age_max": 60,
    "gender": "All",
    "location": "Metro Manila, Philippines",
    "occupation": "any",
}


class Steps:
    """Does what a newcomer does, and counts it."""

    taken: dict[str, int] = {}  # of all tasks

    def __init__(self, page: Page):
        self.page = page
        self._task = ""

    def begin(self, task: str) -> None:
        assert task in TASKS
        self._task = task
        self.taken[task] = 0

    def count(self, steps: int = 1) -> None:
        self.taken[self._task] += steps

    def click(self, what: Locator) -> None:
        what.click()
        self.count()

    def fill(self, what: Locator, text: str) -> None:
        what.fill(text)
        self.count()

    def choose(self, what: Locator, value: str) -> None:
        what.select_option(value)
        self.count()

    def look(self, home: Path, *words: str) -> str:
        """What a command of the engine says, in a process of its own; no step, since it only looks."""
        done = subprocess.run(
            [sys.executable, "-m", "boses_engine", *words],
            env={**os.environ, "BOSES_HOME": str(home)},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server with two groups of people, and one that is still to be made."""
    with running_server(tmp_path_factory.mktemp("tasks") / "home", delay=0.02) as running, running.client() as client:
        generated(client, new_group(client, **{**MANILA, "name": "Manila", "persona_count": 30}))
        hanoi: dict[str, Any] = {"location": "Hanoi, Vietnam", "occupation": "Teacher"}
        generated(client, new_group(client, **{**MANILA, **hanoi, "name": "Hanoi", "persona_count": 20}))
        new_group(client, **{**MANILA, "name": "Later", "persona_count": 60})
        yield running


@pytest.fixture
def steps(server: RunningServer) -> Iterator[Steps]:
    """A newcomer who has signed in, before the page of the project; where they end is a page that all can use."""
    found = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
    assert found, "there is no Chromium: `apt-get install chromium`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport={"width": 1200, "height": 900}, accept_downloads=True).new_page()
        page.goto(server.url)
        page.get_by_label("Access token").fill(server.token)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/projects")
        with server.client() as client:
            page.goto(f"{server.url}/projects/{default_project(client)}")
        yield Steps(page)
        assert violations(page) == []
        browser.close()


@pytest.fixture(scope="module", autouse=True)
def told() -> Iterator[None]:
    """The table of docs/pages.md has the steps of all tasks, where all were done."""
    yield
    if set(Steps.taken) == set(TASKS):
        shown = re.findall(r"^\| (.+?) \| ([^|]+) \| (\d+) \|$", DOCUMENT.read_text(), flags=re.MULTILINE)
        wanted = [
            (task, "no" if before is None else str(before), str(Steps.taken[task])) for task, before in TASKS.items()
        ]
        assert shown == wanted


def open_group(steps: Steps, name: str) -> None:
    """The group is where each task begins."""
    steps.page.get_by_role("link", name=name, exact=True).click()


def people(steps: Steps) -> Locator:
    return steps.page.locator("tbody tr:visible")


def test_find_a_person(steps: Steps) -> None:
    open_group(steps, "Manila")
    name = people(steps).nth(17).get_by_role("rowheader").inner_text().split()[-1]
    steps.begin("find a person by a part of the name")
    steps.fill(steps.page.get_by_role("searchbox", name="Search"), name[:4].lower())
    steps.click(people(steps).filter(has_text=name).first.get_by_role("link"))
    expect(steps.page.get_by_role("heading", name=re.compile(name))).to_be_visible()


def test_filter_people(steps: Steps) -> None:
    open_group(steps, "Manila")
    page = steps.page
    steps.begin("filter women over 40 who are loyal to a brand")
    steps.choose(page.get_by_role("combobox", name="Sex"), "Female")
    steps.fill(page.get_by_label("Age from"), "41")
    steps.choose(page.get_by_role("combobox", name="Attitude"), "loyal")
    chosen = page.get_by_role("combobox", name="Brand")
    there = {brand for row in people(steps).all() for brand, how in held(row).items() if how == "loyal"}
    steps.choose(chosen, min(there))
    assert people(steps).count() >= 1
    for row in people(steps).all():
        assert row.get_attribute("data-sex") == "Female"
        assert int(row.get_attribute("data-age") or 0) > 40
        assert held(row)[min(there)] == "loyal"


def held(row: Locator) -> dict[str, str]:
    found: dict[str, str] = json.loads(row.get_attribute("data-brands") or "{}")
    return found


def test_load_into_pandas(steps: Steps, tmp_path: Path) -> None:
    open_group(steps, "Manila")
    steps.page.get_by_text("Download", exact=True).click()
    with steps.page.expect_download() as waiting:
        steps.page.get_by_role("link", name="A column a fact").click()
    waiting.value.save_as(tmp_path / "people.csv")
    steps.begin("load the people into pandas")
    lines = ["import pandas", "people = pandas.read_csv('people.csv')"]
    steps.count(len(lines))
    look = "assert len(people) == 30; assert people['age'].between(20, 60).all()"
    subprocess.run([sys.executable, "-c", "\n".join([*lines, look])], cwd=tmp_path, check=True)


def test_find_the_scale_of_a_column(steps: Steps, tmp_path: Path) -> None:
    open_group(steps, "Manila")
    steps.begin("find the scale of a column in Excel")
    steps.click(steps.page.get_by_text("Download", exact=True))
    with steps.page.expect_download() as waiting:
        steps.click(steps.page.get_by_role("link", name="Excel"))
    waiting.value.save_as(tmp_path / "people.xlsx")
    book = openpyxl.load_workbook(tmp_path / "people.xlsx")
    steps.count(2)  # open the file, and its sheet
    rows = [[str(cell or "") for cell in row] for row in book["codebook"].iter_rows(values_only=True)]
    (found,) = [row for row in rows if row[1] == "brand_trust"]
    assert "100" in " ".join(found)


def test_before_a_run(steps: Steps) -> None:
    open_group(steps, "Later")
    steps.begin("see who would be made, and what it takes")
    expect(steps.page.get_by_text("About 2 MB")).to_be_visible()
    expect(steps.page.get_by_text("as the latest run here took")).to_be_visible()
    steps.click(steps.page.get_by_role("button", name="See the planned people"))
    expect(steps.page.locator(".plots figure").first).to_be_visible()
    assert people(steps).count() == 20


def test_cancel_and_go_on(steps: Steps) -> None:
    open_group(steps, "Later")
    steps.page.get_by_role("button", name="Generate", exact=True).click()
    expect(steps.page.locator(".arrived li").first).to_be_visible(timeout=120_000)
    steps.begin("cancel a run and go on with it")
    steps.click(steps.page.get_by_role("button", name="Cancel"))
    expect(steps.page.get_by_text("stopped", exact=True)).to_be_visible()
    steps.click(steps.page.get_by_role("button", name="Go on"))
    expect(steps.page.get_by_text("complete", exact=True)).to_be_visible(timeout=240_000)


def test_compare_groups(steps: Steps) -> None:
    open_group(steps, "Manila")
    page = steps.page
    steps.begin("compare two groups and read whether a difference is real")
    steps.click(page.get_by_role("link", name="Compare"))
    page_choice = page.get_by_label("Second group")
    steps.choose(page_choice, page_choice.locator("option", has_text="Hanoi").get_attribute("value") or "")
    steps.click(page.get_by_role("button", name="Compare"))
    degree = page.get_by_role("row", name=re.compile("with a degree"))
    expect(degree).to_contain_text("differs")  # teachers
    expect(page.get_by_text("within noise").first).to_be_visible()


def test_read_what_a_claim_rests_on(steps: Steps) -> None:
    open_group(steps, "Manila")
    steps.begin("read what a person's claim rests on")
    steps.click(people(steps).first.get_by_role("link"))
    evidence = steps.page.locator("article.person.open details.evidence summary, .entry.open details.evidence summary")
    expect(evidence.first).to_contain_text(re.compile(r"\w+ \w+ \w+.*\."))  # the sentence, without a further click
    expect(evidence.first).not_to_contain_text("snapshot:")


def test_ask_a_person(steps: Steps) -> None:
    open_group(steps, "Manila")
    steps.begin("ask a person a question")
    steps.click(people(steps).first.get_by_role("link"))
    steps.click(steps.page.get_by_role("link", name=re.compile("^Talk with ")))
    steps.fill(steps.page.get_by_label(re.compile("^Ask ")), "What worries you?")
    steps.click(steps.page.get_by_role("button", name="Ask"))
    expect(steps.page.locator(".turn.theirs")).to_be_visible()


def test_delete_and_have_back(steps: Steps, server: RunningServer) -> None:
    open_group(steps, "Hanoi")
    steps.begin("delete a group and have it back")
    steps.click(steps.page.get_by_text("More", exact=True))
    steps.click(steps.page.get_by_role("link", name="Delete the group"))
    steps.click(steps.page.get_by_role("button", name="Delete the group"))
    steps.click(steps.page.get_by_role("button", name="Undo: Hanoi"))
    assert people(steps).count() == 20
    listed = [json.loads(line) for line in steps.look(server.home, "groups", "list", "--json").splitlines()]
    assert {"Hanoi"} <= {row["name"] for row in listed}
