"""The gallery page and the files of a run."""

import base64
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from support.samples import SAMPLE_GROUP, sample_persona, sample_run

from boses_engine.domain.persona import Earning, Household, MaritalStatus, Work
from boses_engine.errors import InputError
from boses_engine.exports.prompt import system_prompt
from boses_engine.output import render_gallery, write_outputs
from boses_engine.output.gallery import PAGE_PEOPLE, household_in_words, others_bring
from boses_engine.output.thumbnails import data_uri
from boses_engine.store.connection import memory_connection

PEOPLE = [sample_persona(index) for index in range(3)]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_VOID = {"meta", "img", "br", "input"}


class Page(HTMLParser):
    """The page's tags with their attributes, and its visible text; fails on tags that do not close in order."""

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
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.words.append(data)


def strings(value: object) -> Iterator[str]:
    """All texts in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def test_everything_said_about_a_person_is_on_the_page() -> None:
    """Catches: a section left out of the template, a field shown for the wrong person."""
    text = Page(render_gallery(SAMPLE_GROUP, PEOPLE, sample_run())).text
    for person in PEOPLE:
        record = json.loads(person.model_dump_json(exclude={"life", "provenance", "household", "id", "source"}))
        del record["cultural_context"], record["work"]["isco08"], record["work"]["status"]
        del record["location"]["country_code"], record["income"]["currency"], record["income"]["level"]
        for said in strings(record):
            shown = "Invented" if said == "invented" else said
            assert shown.casefold() in text.casefold()
    assert "Married, 4 at home with husband, son and mother-in-law (child aged 5)".casefold() in text.casefold()


def test_the_page_says_who_brings_the_money() -> None:
    """Catches: a household's income of which nobody can tell where it comes from, and rooms shared with people whose
    money is not in it."""
    others = (Earning(who="mother", monthly=3_000), Earning(who="husband", monthly=12_500))
    person = PEOPLE[0].model_copy(update={"income": PEOPLE[0].income.model_copy(update={"others": others})})
    assert others_bring(person) == "husband ₱12,500, mother ₱3,000"
    assert others_bring(person) in Page(render_gallery(SAMPLE_GROUP, [person], sample_run())).text
    alone = PEOPLE[0].income.model_copy(update={"others": ()})
    home = PEOPLE[0].household.model_copy(update={"members": ("roommate", "roommate")})
    sharing = PEOPLE[0].model_copy(update={"income": alone, "household": home})
    assert others_bring(sharing) == "who shares the rooms keeps their own"
    assert others_bring(sharing.model_copy(update={"household": PEOPLE[0].household})) == ""


def test_the_page_says_whose_income_it_is() -> None:
    """Catches: a student alone in a room with the money of a whole household."""
    sent = PEOPLE[0].income.model_copy(update={"others": (Earning(who="parents' home", monthly=40_000),)})
    student = PEOPLE[0].model_copy(update={"income": sent})
    for person, home in ((student, "the parents' home"), (PEOPLE[0], "the household")):
        assert f"Income of {home}" in Page(render_gallery(SAMPLE_GROUP, [person], sample_run())).text
        assert f" in {home}" in system_prompt(person)


def test_the_header_says_what_the_group_is_and_that_nobody_is_real() -> None:
    """Catches: a page that is sent on and taken for interviews of real people."""
    text = Page(render_gallery(SAMPLE_GROUP, PEOPLE, sample_run())).text
    head = text[: text.index(PEOPLE[0].quote)]
    assert "Synthetic people. None of them is a real person." in head
    assert (
        "Women and men, 22 to 35 years, Manila, Philippines. Accounts payable clerk, middle income. 3 people." in head
    )
    assert "Written by sample-model, seed 7, Boses Engine 0.1.0." in head
    assert "Accepted at first attempt 96%" in text
    assert "read 1,573, written 793" in text
    assert "2 people of 3 asked for." in Page(render_gallery(SAMPLE_GROUP, PEOPLE[:2])).text
    assert "1 person of 3 asked for." in Page(render_gallery(SAMPLE_GROUP, PEOPLE[:1])).text


def test_nothing_a_model_or_user_wrote_becomes_markup() -> None:
    """Catches: autoescaping that is off (Jinja's default, and for the suffix .j2)."""
    nasty = "<script>alert('x')</script>\" onmouseover=\"y"
    brand = PEOPLE[0].brand_relationships[0].model_copy(update={"evidence": nasty, "story": nasty})
    person = sample_persona(0, name=nasty, quote=nasty, brand_relationships=[brand.model_dump()])
    group = SAMPLE_GROUP.model_copy(update={"name": nasty})
    page = Page(render_gallery(group, [person, PEOPLE[1]], sample_run(model=nasty, checks={nasty: 1})))
    assert page.text.count(nasty) >= 6
    assert [attributes for tag, attributes in page.tags if tag == "script"] == [{}]  # the page's own
    assert not any("onmouseover" in attributes for _, attributes in page.tags)
    assert {"title": f"Evidence: {nasty}", "class": "loyal"} in [attributes for _, attributes in page.tags]


def test_the_page_needs_nothing_else() -> None:
    """Catches: a font, script or picture that is fetched, which fails offline and tells who reads the page."""
    html = render_gallery(SAMPLE_GROUP, [sample_persona(0)], sample_run(), lambda _: data_uri(PIXEL))
    assert not re.search(r"url\(|@import|https?:|//[a-z]", html)
    for tag, attributes in Page(html).tags:
        assert tag not in {"script", "link", "iframe", "object", "embed"}
        assert (attributes.get("src") or "data:").startswith("data:")
        assert (attributes.get("href") or "#").startswith("#")


def test_an_avatar_is_embedded_and_otherwise_an_initial_stands_in(tmp_path: Path) -> None:
    """Catches: a link to a picture that does not travel along; the portrait of another person."""
    write_outputs(tmp_path, SAMPLE_GROUP, PEOPLE[:2], sample_run(), {PEOPLE[1].id: PIXEL}.get)
    page = Page((tmp_path / "gallery.html").read_text(encoding="utf-8"))
    pictures = {attributes["src"] for tag, attributes in page.tags if tag == "img"}
    assert pictures == {"data:image/png;base64," + base64.b64encode(PIXEL).decode()}
    assert [path.stem for path in (tmp_path / "avatars").iterdir()] == [PEOPLE[1].id]
    assert " M Maricel Dela Cruz" in page.text
    assert " J Jomar Villanueva" not in page.text


def test_bars_stand_where_the_values_are() -> None:
    """Catches: T-scores drawn on 0 to 100, where an average person looks weak or strong."""
    mind = PEOPLE[0].psychographics.model_copy(update={"openness": 50, "neuroticism": 80, "brand_trust": 0})
    person = PEOPLE[0].model_copy(update={"psychographics": mind})
    html = render_gallery(SAMPLE_GROUP, [person])
    bars = dict(re.findall(r"<dt>([\w ]+)</dt>\s*<dd><span class=\"track\"><svg [^>]*><rect width=\"([\d.]+)\"", html))
    assert len(bars) == 10
    assert (bars["Openness"], bars["Neuroticism"], bars["Brand trust"]) == ("50.0", "100.0", "0.0")
    assert bars["Price consciousness"] == "78.0"


@pytest.mark.parametrize(
    ("size", "status", "children", "members", "words"),
    [
        (1, "widowed", (), (), "widowed, lives alone"),
        (2, "single", (), ("mother",), "single, 2 at home with mother"),
        (3, "separated", (11, 8), ("daughter", "daughter"),
         "separated, 3 at home with two daughters (children aged 11, 8)"),
        (3, "single", (0,), ("son", "mother"), "single, 3 at home with son and mother (child aged under 1)"),
        (4, "single", (), ("grandchild", "sister-in-law", "grandchild", "sister-in-law", "housewife", "housewife"),
         "single, 4 at home with two grandchildren, two sisters-in-law and two housewives"),
        (6, "married", (), (), "married, 6 at home"),
    ],
)  # fmt: skip
def test_a_household_in_words(
    size: int, status: MaritalStatus, children: tuple[int, ...], members: tuple[str, ...], words: str
) -> None:
    """Catches: "daughter and daughter", "1 at home with", a stray comma."""
    household = Household(size=size, marital_status=status, children=children, members=members)
    work = Work(title="cashier", workplace="", status="working", isco08="5230", category="Any")
    assert household_in_words(household, work) == words


def test_who_lives_in_does_not_live_alone() -> None:
    """Catches: a maid who lives with her employers told to live alone."""
    home = Household(size=1, marital_status="single", children=(), members=())
    work = Work(title="live-in nanny", workplace="a private household", status="working", isco08="5311", category="Any")
    assert household_in_words(home, work) == "single, lives at work"


def test_the_files_of_a_run_hold_the_people(tmp_path: Path) -> None:
    """Catches: a file left out or out of step, a report that loses a figure."""
    out = tmp_path / "new" / "out"
    write_outputs(out, SAMPLE_GROUP, PEOPLE, sample_run(checks={"ñ": 1}))
    assert sorted(file.name for file in out.iterdir()) == [
        "gallery.html",
        "personas.jsonl",
        "personas.parquet",
        "run.json",
    ]
    lines = (out / "personas.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines == [person.model_dump_json() for person in PEOPLE]
    with memory_connection() as connection:
        rows = connection.execute("SELECT id FROM read_parquet(?)", [str(out / "personas.parquet")]).fetchall()
    assert rows == [(person.id,) for person in PEOPLE]
    report = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert report == {
        "group": SAMPLE_GROUP.model_dump(),
        "personas": 3,
        **sample_run(checks={"ñ": 1}).model_dump(mode="json"),
    }
    first = {file.name: file.read_bytes() for file in out.iterdir()}
    write_outputs(out, SAMPLE_GROUP, PEOPLE, sample_run(checks={"ñ": 1}))
    assert {file.name: file.read_bytes() for file in out.iterdir()} == first


def test_an_output_that_fails_leaves_no_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches: an old run.json that vouches for new, unfinished files; a half page; a raw OSError."""
    write_outputs(tmp_path, SAMPLE_GROUP, PEOPLE, sample_run())
    page = (tmp_path / "gallery.html").read_bytes()
    monkeypatch.setattr("boses_engine.output.files.gallery_pages", lambda *_: [("gallery.html", "\ud800")])
    with pytest.raises(UnicodeEncodeError):
        write_outputs(tmp_path, SAMPLE_GROUP, PEOPLE[:1], sample_run())
    assert sorted(file.name for file in tmp_path.iterdir()) == ["gallery.html", "personas.jsonl", "personas.parquet"]
    assert (tmp_path / "gallery.html").read_bytes() == page
    with pytest.raises(InputError, match="cannot write to the folder"):
        write_outputs(tmp_path / "gallery.html", SAMPLE_GROUP, PEOPLE, sample_run())


def test_a_group_without_people_still_gives_files(tmp_path: Path) -> None:
    """Catches: a crash on the page of a group of whom nobody is written yet."""
    write_outputs(tmp_path, SAMPLE_GROUP, [], sample_run())
    assert (tmp_path / "personas.jsonl").read_bytes() == b""
    assert "0 people of 3 asked for." in Page((tmp_path / "gallery.html").read_text(encoding="utf-8")).text


def test_evidence_opens_to_the_statement_and_the_count_behind_it() -> None:
    """Catches: a claim whose ground only the maker can look up; one that opens by mouse alone."""
    signal, row = "snapshot:PH/app store/lost-money", "grounding:platforms/PH/viber"
    person = sample_persona(
        0,
        digital_habits=PEOPLE[0].digital_habits.model_dump() | {"evidence": ["invented", row, signal]},
        price_sensitivity=PEOPLE[0].price_sensitivity.model_dump() | {"evidence": [signal, "invented"]},
    )
    nasty = "<b>bold</b>"
    cited = {
        signal: {"statement": "Money that is sent does not arrive.", "figure": "1,204 of 9,310 app-store reviews"},
        row: {"statement": nasty, "figure": "52 % of users"},
    }
    html = render_gallery(SAMPLE_GROUP, [person], sample_run(cited=cited))
    page = Page(html)
    told = "Money that is sent does not arrive."
    said = f"{told} 1,204 of 9,310 app-store reviews"
    assert f"Evening: {told} 13 % 1,204 of 9,310 app-store reviews {signal}" in page.text
    assert f"Evidence: {told} 13 % 1,204 of 9,310 app-store reviews {signal}" in page.text
    assert f"Midday: {nasty} 52 % of users {row}" in page.text
    assert "Morning" not in page.text[page.text.index("A day with the phone") :]  # rests on the person alone
    opened = [attributes for tag, attributes in page.tags if tag == "details"]
    assert len(opened) == sum(tag == "summary" for tag, _ in page.tags) == 3  # a summary takes the keyboard's focus
    assert [attributes["title"] for attributes in opened][-1] == f"Evidence: {signal}. {said}"
    assert html.count("Invented:") == 3  # two brands, one price
    bare = Page(render_gallery(SAMPLE_GROUP, [person], sample_run()))
    assert f"Evening: {signal}" in bare.text
    assert not any(tag == "details" for tag, _ in bare.tags)


def test_the_table_has_everybody_and_leads_to_their_cards() -> None:
    """Catches a person left out of the table, a value under another's name, and a choice that all share."""
    html = render_gallery(SAMPLE_GROUP, PEOPLE, sample_run())
    page = Page(html)
    rows = [attributes for tag, attributes in page.tags if tag == "tr" and "data-person" in attributes]
    anchors = {attributes.get("id") for tag, attributes in page.tags if tag == "article"}
    assert {row["data-person"] for row in rows} == anchors
    assert [(row["data-age"], row["data-sex"], row["data-job"]) for row in rows] == [
        (str(person.age), person.gender, person.work.title) for person in PEOPLE
    ]
    held = [json.loads(row["data-brands"] or "") for row in rows]
    assert held == [{story.brand: story.attitude for story in person.brand_relationships} for person in PEOPLE]
    choices = [attributes["name"] for tag, attributes in page.tags if tag == "select"]
    assert choices == ["sex", "job", "brand", "attitude"]  # all of one city, kind of work and level of income
    assert "Female (2)" in page.text
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    assert re.findall(r'class="bar" data-value="(\d+)"', table)[:5] == ["78", "52", "31", "66", "60"]


def test_without_its_script_the_page_shows_everybody_and_no_tools() -> None:
    """Catches buttons that do nothing, and people who are only shown by the script."""
    page = Page(render_gallery(SAMPLE_GROUP, PEOPLE, sample_run()))
    assert [tag for tag, attributes in page.tags if "hidden" in attributes] == ["form", "nav"]
    assert not any("out" in (attributes.get("class") or "").split() for _, attributes in page.tags)
    alone = Page(render_gallery(SAMPLE_GROUP, PEOPLE[:1], sample_run()))
    assert not any(tag in {"table", "form", "script"} for tag, _ in alone.tags)


def test_a_brand_with_quotes_and_tags_stays_a_value() -> None:
    """Catches a name that ends the attribute it stands in, or the script."""
    nasty = "L'Oréal \"</script><b>"
    brand = PEOPLE[0].brand_relationships[0].model_copy(update={"brand": nasty})
    person = PEOPLE[0].model_copy(update={"brand_relationships": (brand,)})
    page = Page(render_gallery(SAMPLE_GROUP, [person, PEOPLE[1]]))
    row = next(attributes for tag, attributes in page.tags if tag == "tr" and "data-brands" in attributes)
    assert json.loads(row["data-brands"] or "") == {nasty: brand.attitude}
    assert nasty in [attributes.get("value") for tag, attributes in page.tags if tag == "option"]


def test_a_large_portrait_is_made_smaller_for_the_page(tmp_path: Path) -> None:
    """Catches a page of a hundred megabytes; the file beside it stays as it is."""
    image = Image.effect_noise((1024, 1024), 80).convert("RGB")
    image.save(tmp_path / "large.png")
    large = (tmp_path / "large.png").read_bytes()
    html = render_gallery(SAMPLE_GROUP, [sample_persona(0)], None, lambda _: data_uri(large))
    (found,) = set(re.findall(r'src="data:image/webp;base64,([^"]+)"', html))
    with Image.open(io.BytesIO(base64.b64decode(found))) as shown:
        assert shown.size == (320, 320)
    assert len(html) < 200_000 < len(large)


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    """Catches a few KB of a store that become 250 MB here, or in the reader's browser."""
    stream = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(stream, "PNG")
    assert data_uri(stream.getvalue()) is None


def test_a_local_word_is_told_in_english() -> None:
    """Catches a reader left alone with "Basta", and an English word explained to them."""
    person = PEOPLE[0]

    def shown(word: str) -> str:
        life = person.life.model_copy(update={"interjection": word})
        return render_gallery(SAMPLE_GROUP, [person.model_copy(update={"life": life})])

    assert "<footer>Basta: the point is (ending argument)</footer>" in shown("Basta,")
    assert "<footer>" not in shown("Honestly,") + shown("")


def test_many_people_are_several_pages_that_lead_to_each_other(tmp_path: Path) -> None:
    """Catches a page that no browser opens, people left out between two, and pages of a larger group."""
    people = [PEOPLE[index % 3].model_copy(update={"id": f"p-{index:012}"}) for index in range(2 * PAGE_PEOPLE + 1)]
    write_outputs(tmp_path, SAMPLE_GROUP, people, sample_run())
    files = ["gallery.html", "gallery-2.html", "gallery-3.html"]
    for number, file in enumerate(files):
        page = Page((tmp_path / file).read_text(encoding="utf-8"))
        assert "401 people of 3 asked for." in page.text
        links = [attrs for tag, attrs in page.tags if tag == "a" and (attrs.get("href") or "").startswith("gallery")]
        assert [attrs["href"] for attrs in links] == files
        assert [attrs.get("aria-current") for attrs in links].index("page") == number
        anchors = [attrs["id"] for tag, attrs in page.tags if (attrs.get("id") or "").startswith("person-")]
        last = min((number + 1) * PAGE_PEOPLE, len(people))
        assert anchors == [f"person-{one}" for one in range(number * PAGE_PEOPLE + 1, last + 1)]
    write_outputs(tmp_path, SAMPLE_GROUP, people[:3], sample_run())
    assert sorted(path.name for path in tmp_path.glob("gallery*")) == ["gallery.html"]
