"""A person with a browser: the whole way through the pages in headless Chromium, on a real server with doubles."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from support.axe import violations
from support.samples import SAMPLE_GROUP, sample_persona, sample_run
from support.servers import RunningServer, running_server

from boses_engine.output import render_gallery

pytestmark = pytest.mark.slow

BRIEF = "Young professional women in Ho Chi Minh City, early 30s, working in finance or marketing"
PHONE = {"width": 390, "height": 800}
# Text and what is behind it, for all that holds text of its own: WCAG 2.2 asks for 4.5, and 3 for large type.
CONTRAST = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.backgroundImage !== "none") return null;
      if (!/, 0\\)$|transparent/.test(style.backgroundColor)) return style.backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const box = element.getBoundingClientRect();
    if (!own || box.width < 2 || box.right < 0 || element.closest("script, style, noscript, option")) continue;
    const back = behind(element), style = getComputedStyle(element);
    if (back === null) continue;
    const [a, b] = [light(style.color), light(back)].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24;
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < (large ? 3 : 4.5)) poor.push([element.textContent.trim().slice(0, 40), contrast.toFixed(2)]);
  }
  return poor;
}"""
UNNAMED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button, img, a")]
  .filter((e) => !(e.labels && e.labels.length) && !(e.textContent || "").trim() && !e.getAttribute("aria-labelledby")
    && !e.getAttribute("aria-label") && !e.getAttribute("alt"))
  .map((e) => e.outerHTML)"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("pages") / "home", delay=0.05, paint=True) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
    assert found, "there is no Chromium: `apt-get install chromium`"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A page of a fresh visitor; what it asks for elsewhere, and what the browser refuses or complains of, fails."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    shown = context.new_page()
    elsewhere, complaints = [], []
    shown.on("request", lambda r: None if r.url.startswith((server.url, "data:")) else elsewhere.append(r.url))
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
    shown.on("console", lambda m: complaints.append(m.text) if "Content Security Policy" in m.text else None)
    yield shown
    context.close()
    assert (elsewhere, complaints) == ([], [])


def sign_in(page: Page, server: RunningServer) -> None:
    page.goto(server.url)
    page.get_by_label("Access token").fill(server.token)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/projects")


def new_group(page: Page, **fields: str) -> None:
    page.get_by_role("link", name="New group").click()
    new_group_here(page, **fields)


def new_group_here(page: Page, **fields: str) -> None:
    for label, value in fields.items():
        field = page.locator(f"#{label}")
        field.select_option(value) if field.evaluate("e => e.tagName") == "SELECT" else field.fill(value)
    page.get_by_role("button", name="Create the group").click()
    page.wait_for_url("**/groups/*")


def generated(page: Page) -> None:
    page.get_by_role("button", name="Generate", exact=True).click()
    expect(page.get_by_text("complete", exact=True)).to_be_visible(timeout=60_000)


def test_the_whole_way(page: Page, server: RunningServer, tmp_path: Path) -> None:
    """Catches a page that a person cannot get past: signing in to the downloaded file."""
    page.goto(server.url)
    page.get_by_label("Access token").fill("boses_nobody")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("unknown, expired or revoked")).to_be_visible()
    sign_in(page, server)

    page.get_by_label("New project").fill("Coffee study")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", name="Coffee study")).to_be_visible()

    page.get_by_role("link", name="New group").click()
    page.get_by_label("Describe the people").fill(BRIEF)
    page.get_by_role("button", name="Fill in the fields").click()
    expect(page.get_by_label("Location")).to_have_value("Ho Chi Minh City, Vietnam")
    assert int(page.get_by_label("Youngest").input_value()) in range(28, 32)
    expect(page.get_by_text("Assumed:").first).to_be_visible()
    page.get_by_label("Oldest").fill("20")
    page.get_by_role("button", name="Create the group").click()
    said = re.compile(r"Must not be below the youngest \(\d+\), but is 20; swap the two\.")
    expect(page.locator("#age_max-told")).to_have_text(said)
    expect(page.get_by_label("Oldest")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Describe the people")).to_have_value(BRIEF)
    page.get_by_label("Oldest").fill("35")
    page.locator("#persona_count").fill("3")
    page.get_by_role("button", name="Create the group").click()
    page.wait_for_url("**/groups/*")

    page.get_by_role("button", name="Generate", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"of 3 people are finished, .*stage"), timeout=30_000)
    expect(page.locator(".arrived li").first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("complete", exact=True)).to_be_visible(timeout=60_000)

    assert page.locator("article.person").count() == 3
    head = page.get_by_role("columnheader", name="Brand trust")
    assert head.evaluate("e => getComputedStyle(e).display") == "table-cell"  # two style sheets meet here
    page.get_by_role("rowheader").first.get_by_role("link").click()
    expect(page.get_by_role("link", name=re.compile("^Talk with "))).to_have_count(1)
    picture = page.locator("article.person img").first
    expect(picture).to_have_js_property("complete", True)  # asked from outside: the pages forbid to evaluate a text
    assert picture.evaluate("image => image.naturalWidth") > 0
    evidence = page.locator("article.person details.evidence").first
    evidence.locator("summary").click()
    expect(evidence.locator("p")).to_be_visible()

    page.get_by_text("Download", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Records").click()
    waiting.value.save_as(tmp_path / "people.jsonl")
    assert len((tmp_path / "people.jsonl").read_text().splitlines()) == 3


def test_deleting_asks_first_and_can_be_undone(page: Page, server: RunningServer) -> None:
    """Catches one click that takes an afternoon's people away, and a group that comes back without them."""
    two_groups(page, server, "Deleting")
    page.get_by_role("link", name="Morning").click()
    names = page.locator("tbody th").all_inner_texts()
    for button, stays in (("Keep it", True), ("Delete the group", False)):
        page.get_by_text("More", exact=True).click()
        page.get_by_role("link", name="Delete the group").click()
        expect(page.get_by_text("with its 3 people")).to_be_visible()
        assert page.evaluate(UNNAMED) == []
        assert page.evaluate(CONTRAST) == []
        page.get_by_role("link" if stays else "button", name=button).click()
    expect(page.get_by_role("link", name="Morning")).to_have_count(0)
    assert page.evaluate(CONTRAST) == []
    page.get_by_role("button", name="Undo: Morning").click()
    expect(page.get_by_role("heading", name="Morning", exact=True)).to_be_visible()
    assert page.locator("tbody th").all_inner_texts() == names


def test_the_link_of_a_start_signs_in_once(page: Page, server: RunningServer) -> None:
    """Catches a link that lets in whoever finds it in a history, and one that does not work at all."""
    link = re.search(r"http\S+/sign-in\?code=\S+", server.log.read_text())
    assert link
    page.goto(link[0])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Projects")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto(link[0])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("This link was used or is too old.")).to_be_visible()


def test_before_and_during_a_run(page: Page, server: RunningServer) -> None:
    """Catches a large group whose people, time and seed nobody sees beforehand, and a run that cannot be stopped."""
    sign_in(page, server)
    page.get_by_label("New project").fill("Before")
    page.get_by_role("button", name="Create").click()
    new_group(page, name="Many", persona_count="60", **OF_MANILA)
    expect(page.get_by_text("Before anybody is made")).to_be_visible()
    group = page.url
    page.get_by_label(re.compile("^Seed")).fill("seven")
    page.get_by_role("button", name="See the planned people").click()
    expect(page.locator("#seed-told")).to_contain_text("whole number")
    page.get_by_label(re.compile("^Seed")).fill("7")
    page.get_by_role("button", name="See the planned people").click()
    page.wait_for_url("**/plan?seed=7")
    assert page.locator("tbody tr").count() == 20
    assert page.locator(".plots figure").count() > 10
    first = page.locator("tbody th").first.inner_text()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(CONTRAST) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size({"width": 1200, "height": 900})
    page.get_by_role("link", name="Back to the group").click()
    page.get_by_role("button", name="Try three first").click()
    expect(page.get_by_text("complete", exact=True)).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="Many, three to try")).to_be_visible()
    page.goto(group)
    expect(page.get_by_text("as the latest run here took")).to_be_visible()
    page.get_by_label(re.compile("^Seed")).fill("7")
    page.get_by_role("button", name="Generate", exact=True).click()
    expect(page.locator(".arrived li").first).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("stopped", exact=True)).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("complete", exact=True)).to_be_visible(timeout=120_000)
    assert page.get_by_role("rowheader").count() == 60
    expect(page.get_by_role("rowheader").filter(has_text=first)).to_have_count(1)
    page.get_by_role("link", name="How they fit").click()
    assert page.locator(".plots figure").count() > 10
    assert page.evaluate(CONTRAST) == []


def test_two_groups_side_by_side(page: Page, server: RunningServer) -> None:
    """Catches a comparison that shows one group twice, or the wrong people under a heading."""
    sign_in(page, server)
    page.get_by_label("New project").fill("Two markets")
    page.get_by_role("button", name="Create").click()
    same = {"age_min": "25", "age_max": "40", "occupation": "Office worker", "persona_count": "2"}
    for name, place in (("Manila", "Manila, Philippines"), ("Jakarta", "Jakarta, Indonesia")):
        new_group(page, name=name, location=place, **same)
        generated(page)
        page.get_by_role("link", name="Two markets").click()
    page.get_by_role("link", name="Compare two groups").click()
    page.get_by_label("First group").select_option(label="Manila: Manila, Philippines")
    page.get_by_label("Second group").select_option(label="Jakarta: Jakarta, Indonesia")
    page.get_by_role("button", name="Compare").click()
    sides = page.locator("section.side")
    expect(sides).to_have_count(2)
    expect(sides.nth(0)).to_contain_text("Manila, Philippines")
    expect(sides.nth(1)).to_contain_text("Jakarta, Indonesia")
    noise = page.get_by_role("row", name=re.compile("^age")).get_by_text("within noise")
    expect(noise).to_be_visible()
    expect(sides.nth(0).locator(".evidence").first).to_contain_text(re.compile("/PH/|Invented|snapshot:PH"))


def test_with_the_keyboard_alone(page: Page, server: RunningServer) -> None:
    """Catches a control that only a mouse reaches, and a focus that cannot be seen."""
    page.goto(server.url)
    expect(page.get_by_label("Access token")).to_be_focused()  # by itself
    page.keyboard.type(server.token)
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("href") == f"/projects/{page.url.rpartition('/')[2]}":
            break
        if (page.locator(":focus").text_content() or "").strip() == "default":
            break
    assert page.locator(":focus").evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/prj-*")


def test_every_page_in_light_dark_and_on_a_phone(page: Page, server: RunningServer) -> None:
    """Catches what axe-core calls serious, text that is hard to read in one of the colour schemes, a page wider than a
    phone, a nameless control."""
    two_groups(page, server, "Looks")
    project = page.url
    keys = [link.get_attribute("href") or "" for link in page.locator(".list .head > a").all()]
    left, right = (key.rpartition("/")[2] for key in keys[:2])
    group, api = f"{server.url}{keys[0]}", f"{server.url}/api/v1{project.removeprefix(server.url)}"
    person = page.request.get(f"{api}/persona-groups/{left}/personas").json()["items"][0]["id"]
    page.goto(f"{project}/studies/new?template=life")
    page.get_by_label("Morning").check()
    created(page)
    page.get_by_role("button", name="Ask the people").click()
    expect(page.get_by_text("complete", exact=True)).to_be_visible(timeout=60_000)
    study = page.url
    page.goto(f"{project}/new")
    new_group_here(page, name="Later", persona_count="40", **OF_MANILA)
    before = page.url
    page.goto(project)
    gone = page.request.post(f"{api}/persona-groups", data={**SAMPLE_GROUP.model_dump(), "name": "Gone"}).json()["id"]
    page.request.delete(f"{api}/persona-groups/{gone}")
    pages = {"projects": f"{server.url}/projects", "project": project, "new": f"{project}/new", "group": group}
    pages |= {"person": f"{group}#person-1", "before": before, "plan": f"{before}/plan?seed=1", "fit": f"{group}/fit"}
    pages |= {"compare": f"{project}/compare?left={left}&right={right}", "delete": f"{group}/delete"}
    pages |= {
        "talk": f"{group}/people/{person}",
        "study": study,
        "new study": f"{project}/studies/new",
    }
    pages |= {"concept": f"{project}/studies/new?template=concept", "delete study": f"{study}/delete"}
    pages |= {
        "studies": f"{project}/studies/compare?left={study.rpartition('/')[2]}",
        "library": f"{server.url}/library",
    }
    pages |= {"snapshots": f"{server.url}/snapshots", "docs": f"{server.url}/docs", "missing": f"{server.url}/nothing"}
    pages["sign-in"] = f"{server.url}/sign-in"
    found = []
    for name, address in pages.items():
        page.goto("about:blank")
        page.goto(address)
        found += [(name, "unnamed", each) for each in page.evaluate(UNNAMED)]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [(name, scheme, each) for each in page.evaluate(CONTRAST)]
            found += [(name, scheme, each) for each in violations(page)]
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        width = page.evaluate("document.documentElement.scrollWidth")
        found += [(name, "wide", width)] if width > PHONE["width"] else []
        found += [(name, "phone", each) for each in violations(page)]
        page.set_viewport_size({"width": 1200, "height": 900})
    assert found == []


def test_axe_finds_what_it_is_for(page: Page) -> None:
    """Catches an axe-core that runs and finds nothing, ever."""
    page.set_content('<html lang="en"><title>x</title><main><img src="data:,"><input></main></html>')
    assert {each.partition(":")[0] for each in violations(page)} >= {"image-alt", "label"}


def test_what_people_write_stays_text(page: Page, server: RunningServer) -> None:
    """Catches markup of a group's name that reaches the page; the browser would run it."""
    sign_in(page, server)
    page.get_by_role("link", name="default").click()
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    new_group(page, name=nasty, age_min="20", age_max="30", location="Cebu City, Philippines", occupation="Nurse")
    expect(page.get_by_role("heading", name=nasty)).to_be_visible()
    assert page.locator("h1 script, h1 img").count() == 0


def test_without_a_token_every_page_leads_to_the_sign_in(page: Page, server: RunningServer) -> None:
    """Catches a page that forgot to ask who one is, and a way back that leads to another site."""
    for path in ("/projects", "/projects/prj-000000000000", "/projects/prj-000000000000/groups/g-0/", "/"):
        page.goto(server.url + path.rstrip("/"))
        assert "/sign-in" in page.url, path
    page.goto(f"{server.url}/sign-in?next=//elsewhere.example/")
    page.get_by_label("Access token").fill(server.token)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/projects")


def test_without_scripts_the_way_is_the_same(browser: Browser, server: RunningServer) -> None:
    """Catches a page that works with scripts only."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, server)
    page.get_by_role("link", name="default").click()
    new_group(
        page, name="No scripts", age_min="20", age_max="30", location="Davao City, Philippines", occupation="Nurse"
    )
    page.get_by_role("button", name="Generate", exact=True).click()
    expect(page.get_by_text("complete", exact=True)).to_be_visible(timeout=60_000)  # the page asks again by itself
    assert page.locator("article.person").count() == 5
    context.close()


def test_library_snapshots_and_calls_have_pages(page: Page, server: RunningServer) -> None:
    """Catches a person of the library whom nobody can find by a part of the name or talk with, and a page that is
    hard to read."""
    two_groups(page, server, "Stock")
    name = page.request.get(f"{server.url}/api/v1/library").json()["items"][0]["persona"]["name"]
    page.get_by_role("link", name="Library").click()
    page.get_by_label("Part of a name").fill(name.split()[-1][:4].lower())
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    page.goto(f"{server.url}/library?q=zzzz")
    expect(page.get_by_text("Nobody has such a name.")).to_be_visible()
    page.get_by_role("link", name="Snapshots").click()
    page.get_by_role("link", name="Indonesia").first.click()
    assert page.locator("tbody tr").count() > 20
    snapshot = page.url
    page.get_by_role("link", name="API").click()
    page.get_by_text("/persona-groups/{group_id}/cancel").click()
    expect(page.get_by_text("Stop the generation. Who is finished stays").last).to_be_visible()
    for address in (f"{server.url}/library", f"{server.url}/snapshots", snapshot, f"{server.url}/docs"):
        page.goto(address)
        assert page.evaluate(UNNAMED) == [], address
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(CONTRAST) == [], (address, scheme)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
        page.set_viewport_size({"width": 1200, "height": 900})


# Studies, and talking with a person

OF_MANILA = {"age_min": "20", "age_max": "55", "location": "Metro Manila, Philippines", "occupation": "any"}


def two_groups(page: Page, server: RunningServer, project: str) -> None:
    """A project of its own with two groups of people, and its page."""
    sign_in(page, server)
    page.get_by_label("New project").fill(project)
    page.get_by_role("button", name="Create").click()
    for name in ("Morning", "Evening"):
        page.get_by_role("link", name=project).click() if "/groups/" in page.url else None
        new_group(page, name=name, persona_count="3", **OF_MANILA)
        generated(page)
    page.get_by_role("link", name=project).click()


def fill(page: Page, **fields: str) -> None:
    """Fields of questions: `q0_text` is `questions.0.text`."""
    for name, text in fields.items():
        number, _, field = name.removeprefix("q").partition("_")
        page.locator(f'[id="questions.{number}.{field}"]').fill(text)


def created(page: Page) -> None:
    page.get_by_role("button", name="Create the study").last.click()


def test_a_study_from_the_form_to_the_comparison(page: Page, server: RunningServer, tmp_path: Path) -> None:
    """Catches a study that a person cannot make, watch, read or compare, and a page that shows it badly."""
    two_groups(page, server, "Paying study")
    page.get_by_role("link", name="New study").click()
    page.get_by_role("link", name="Concept test").click()
    expect(page.locator('[id="questions.2.currency"]')).to_have_value("PHP")
    page.get_by_label("Morning").check()
    page.get_by_label("Evening").check()
    for kind in ("choice", "multiple", "ranking", "number", "maxdiff", "likert"):
        page.locator("#kind").select_option(kind)
        page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Take away").last.click()
    created(page)
    expect(page.get_by_text("1 field needs another look")).to_be_visible()
    expect(page.locator('[id="questions.2.method-told"]')).to_contain_text("give what such a thing usually costs")
    expect(page.get_by_label("Morning")).to_be_checked()
    fill(page, q2_reference="120", q3_text="Which e-wallet would you use?", q3_options="GCash\nMaya\nNone of these")
    fill(page, q4_text="Which of these do you use?", q4_options="Facebook\nTikTok\nViber", q6_unit="years")
    fill(page, q5_text="What matters most?", q5_options="A low price\nReviews of others\nA known brand")
    fill(
        page, q6_text="How old are you?", q7_text="What matters in a phone?", q7_options="Price\nCamera\nBattery\nBrand"
    )
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate(CONTRAST) == []
    created(page)
    page.wait_for_url("**/studies/st-*")
    expect(page.get_by_text("not asked", exact=True)).to_be_visible()

    page.get_by_role("button", name="Ask the people").click()
    expect(page.get_by_role("status")).to_contain_text("answers are there")
    expect(page.get_by_text("complete", exact=True)).to_be_visible(timeout=60_000)
    assert page.locator("article.answers").count() == 8
    shown = page.locator("article#q4 .row", has_text="GCash")
    expect(shown.locator(".value")).to_contain_text("%")
    page.get_by_role("link", name="By group").click()
    expect(page.locator("article#q4 h3").first).to_have_text("Evening")
    page.locator("article#why summary", has_text="what they say").click(timeout=5_000, force=True)
    assert page.locator("blockquote").count() > 5
    for width, height in ((1200, 900), PHONE.values()):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(CONTRAST) == []
    page.set_viewport_size({"width": 1200, "height": 900})
    page.get_by_text("Download").click()
    with page.expect_download() as got:
        page.get_by_role("link", name="Report, one page to send on").click()
    got.value.save_as(tmp_path / "report.html")
    assert "no survey" in (tmp_path / "report.html").read_text()

    page.get_by_role("link", name="Compare").click()
    page.locator("#left").select_option(label="Concept test: Morning")
    page.locator("#right").select_option(label="Concept test: Evening")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("row", name=re.compile("TikTok"))).to_be_visible()
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate(UNNAMED) == []
    page.get_by_role("link", name="Paying study").click()
    page.get_by_role("link", name="Concept test").click()
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Delete the study").click()
    page.get_by_role("button", name="Delete the study").click()
    page.wait_for_url("**/projects/prj-*")
    expect(page.get_by_role("link", name="Concept test")).to_have_count(0)
    page.get_by_role("button", name="Undo: Concept test").click()
    assert page.locator("article.answers").count() == 8


def test_a_study_without_scripts(browser: Browser, server: RunningServer) -> None:
    """Catches questions that only a script can add, and a report that only a script can show."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    two_groups(page, server, "Plain study")
    page.get_by_role("link", name="New study").click()
    page.locator("#name").fill("Plain")
    page.get_by_label("Morning").check()
    for kind in ("open", "likert"):
        page.locator("#kind").select_option(kind)
        page.get_by_role("button", name="Add", exact=True).click()
    fill(page, q0_text="What worries you?", q1_text="I trust what adverts say.")
    page.get_by_role("button", name="Move up").click()
    expect(page.locator('[id="questions.1.text"]')).to_have_value("What worries you?")
    created(page)
    page.get_by_role("button", name="Ask the people").click()
    expect(page.get_by_text("complete", exact=True)).to_be_visible(timeout=60_000)
    assert page.locator("article.answers h2").all_inner_texts() == ["I trust what adverts say.", "What worries you?"]
    context.close()


def test_a_talk_with_a_person(page: Page, server: RunningServer) -> None:
    """Catches a conversation that forgets what was said, and a person who knows what their record does not hold."""
    two_groups(page, server, "Talk study")
    page.get_by_role("link", name="Morning").click()
    page.get_by_role("button", name="Cards").click()
    page.get_by_role("link", name=re.compile("^Talk with ")).first.click()
    name = page.get_by_role("heading").first.inner_text()
    for message in ("Who are you?", "What worries you?", "What do you think of <b>the moon</b>?"):
        page.get_by_label(re.compile("^Ask ")).fill(message)
        page.get_by_role("button", name="Ask").click()
        expect(page.locator(".turn.mine").last).to_contain_text(message)
    assert name in page.locator(".turn.theirs").first.inner_text()
    assert page.locator(".turn").count() == 6
    expect(page.get_by_text("Nothing in the record speaks of this.")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(CONTRAST) == []
    assert page.evaluate(UNNAMED) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1200, "height": 900})
    page.get_by_label("Tell anew").select_option("Backstory")
    page.get_by_role("button", name="Tell anew").click()
    expect(page.locator("#anew [role=status]")).to_contain_text(re.compile("other words"))
    assert page.evaluate(CONTRAST) == []


def test_the_gallery_finds_sorts_and_opens_people(browser: Browser, tmp_path: Path) -> None:
    """Catches a gallery from a file in which nobody can be found: by words, facts or a brand, in order, and opened."""
    held = ("loyal", "sceptical", "loyal", "avoids", "loyal", "loyal")
    names = ("Hoa", "Lan", "Mai", "Yến", "Sơn", "Thu")
    people = []
    for index, (age, attitude) in enumerate(zip((29, 44, 47, 52, 41, 40), held, strict=True)):
        person = sample_persona(0)
        first, *others = person.brand_relationships
        brands = (first.model_copy(update={"attitude": attitude}), *others)
        changed = {"id": f"p-{index:012}", "age": age, "brand_relationships": brands, "name": f"Đặng {names[index]}"}
        people.append(person.model_copy(update=changed | ({"gender": "Male"} if index == 4 else {})))
    file = tmp_path / "gallery.html"
    file.write_text(render_gallery(SAMPLE_GROUP, people, sample_run()), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    rows, cards = page.locator("tbody tr:visible"), page.locator("article.person:visible")
    told = page.get_by_role("status")
    expect(told).to_have_text("6 of 6 people")
    expect(cards).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollHeight") < 2_000

    page.get_by_label("Search").fill("dang yen")
    expect(rows.get_by_role("rowheader")).to_have_text([re.compile("Đặng Yến")])
    page.get_by_label("Search").fill("zebra")
    expect(told).to_have_text("Nobody fits all of this")
    page.get_by_role("button", name="Clear").click()
    expect(rows).to_have_count(6)

    page.get_by_role("combobox", name="Sex").select_option("Female")
    page.get_by_label("Age from").fill("41")
    expect(told).to_have_text("3 of 6 people")
    page.get_by_role("combobox", name="Brand").select_option("Jollibee")
    page.get_by_role("combobox", name="Attitude").select_option("loyal")
    expect(rows.get_by_role("rowheader")).to_have_text([re.compile("Đặng Mai")])
    page.get_by_role("combobox", name="Attitude").select_option("")
    head = page.get_by_role("columnheader", name="Age")
    for order, ages in (("ascending", ["44", "47", "52"]), ("descending", ["52", "47", "44"])):
        head.get_by_role("button").press("Enter")
        expect(head).to_have_attribute("aria-sort", order)
        assert rows.locator("td:nth-child(2)").all_inner_texts() == ages

    rows.nth(1).locator("td").nth(3).click()
    expect(page.get_by_role("heading", name="Đặng Mai")).to_be_focused()
    expect(cards).to_have_count(1)
    expect(page.get_by_text("2 of 3")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", name="Đặng Lan")).to_be_focused()
    page.get_by_role("link", name="All people").click()
    expect(rows.get_by_role("link", name="Đặng Lan")).to_be_focused()
    page.get_by_role("button", name="Cards").click()
    expect(page.get_by_role("button", name="Cards")).to_have_attribute("aria-pressed", "true")
    expect(cards.get_by_role("heading", level=2)).to_have_text(["Đặng Yến", "Đặng Mai", "Đặng Lan"])
    expect(rows).to_have_count(0)

    page.emulate_media(media="print")
    expect(cards).to_have_count(6)
    expect(page.get_by_label("Search")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Table").click()
    for width, height in ((1200, 900), PHONE.values()):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(CONTRAST) == []
    assert page.evaluate(UNNAMED) == []
    page.goto(f"{file.as_uri()}#person-5")
    page.reload()
    expect(cards.get_by_role("heading", level=2)).to_have_text("Đặng Sơn")
    context.close()
    assert complaints == []
