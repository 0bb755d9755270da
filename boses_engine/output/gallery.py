"""The gallery: one self-contained HTML page with all people of a group, to read, print and send on."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from boses_engine.domain.group import Group
from boses_engine.domain.library import ordinal
from boses_engine.domain.persona import (
    ATTITUDES,
    INVENTED,
    TRAITS,
    BrandRelationship,
    Household,
    Persona,
    Psychographics,
    Work,
)
from boses_engine.domain.report import Behind, RunReport
from boses_engine.grounding.income.classes import format_money
from boses_engine.grounding.lives.notes import gloss
from boses_engine.output.listing import listing
from boses_engine.output.pages import HUES, WHO, page_template, percent
from boses_engine.output.plan_report import sections_of_people
from boses_engine.pipeline.wording import counted, join

Picture = Callable[[Persona], str | None]
PAGE_PEOPLE = 200  # people on a page
_OF = re.compile(r"([\d,]+) of ([\d,]+) ")
_DAY = ("Morning", "Midday", "Evening")


@dataclass(frozen=True)
class Link:
    """A page of the gallery: its file, and the numbers of the first and the last person on it."""

    file: str
    first: int
    last: int


@dataclass(frozen=True)
class Bar:
    """A labelled scale: `share` is the place on it in percent, `value` what is printed."""

    label: str
    value: int
    share: float


@dataclass(frozen=True)
class Evidence:
    """What a claim rests on: the id, and in words what stands behind it where the run's report says so."""

    id: str
    statement: str = ""
    figure: str = ""

    @property
    def share(self) -> str:
        """The share that the figure is, where it is one: "13 %"."""
        found = _OF.match(self.figure)
        return percent(_number_of(found[1]) / _number_of(found[2])) if found else ""

    @property
    def line(self) -> str:
        """All of it in one line, as it is shown on hover."""
        return f"Evidence: {self.id}" + (f". {self.statement} {self.figure}" if self.statement else "")


@dataclass(frozen=True)
class Card:
    """One person as the page shows them; `hue` is in degrees, `avatar` the address of a picture."""

    person: Persona
    anchor: str
    initial: str
    hue: int
    avatar: str | None
    household: str
    others_bring: str  # "husband ₱12,000, relatives elsewhere ₱2,500"; whose money is not counted; or nothing
    traits: tuple[Bar, ...]
    attitudes: tuple[Bar, ...]
    brands: tuple[tuple[BrandRelationship, Evidence, Evidence | None], ...]  # the last: how common the brand is
    day: tuple[tuple[str, Evidence], ...]  # (part of the day, what it rests on)
    prices: tuple[tuple[str, Evidence | None], ...]  # None in records of schema 1
    study: str  # "3rd study" of a person of the library, else ""
    gloss: str  # what the local word means that opens what they say, else ""


def gallery_pages(
    group: Group, personas: Sequence[Persona], run: RunReport | None = None, picture: Picture | None = None
) -> Iterator[tuple[str, str]]:
    """The file names and texts of the gallery: one page, or where people are many one for each 200."""
    starts = range(0, max(1, len(personas)), PAGE_PEOPLE)
    links = [
        Link(_file(number), start + 1, min(start + PAGE_PEOPLE, len(personas))) for number, start in enumerate(starts)
    ]
    for link in links:
        own = personas[link.first - 1 : link.last]
        yield link.file, render_gallery(group, own, run, picture, links=links, first=link.first, people=len(personas))


def render_gallery(
    group: Group,
    personas: Sequence[Persona],
    run: RunReport | None = None,
    picture: Picture | None = None,
    *,
    links: Sequence[Link] = (),
    first: int = 1,
    people: int | None = None,
) -> str:
    """A page as text. `run` is the report of the run; what it does not know is left out of the page.

    Of one page of several, `first` is the number of the first person on it, `people` how many there are on all.
    """
    return page_template("gallery.html.j2").render(
        group=group,
        who=WHO[group.gender],
        cards=cards_of(personas, run, picture, first),
        people=len(personas) if people is None else people,
        choices=listing(personas) if len(personas) > 1 else None,
        sections=sections_of_people(group, personas) if first == 1 else [],
        links=links if len(links) > 1 else (),
        first=first,
        made=run and f"Written by {run.model}, seed {run.seed}, Boses Engine {run.engine_version}",
        facts=_run_facts(run) if run else [],
    )


def _file(number: int) -> str:
    return f"gallery-{number + 1}.html" if number else "gallery.html"


def cards_of(
    personas: Sequence[Persona], run: RunReport | None = None, picture: Picture | None = None, first: int = 1
) -> list[Card]:
    """What is shown of each person, numbered from `first`; `run` says what stands behind the ids that claims rest on.

    `picture` gives the address of a person's portrait; where it gives none, an initial on a coloured disc stands in.
    """
    cited = run.cited if run else {}
    reused = run.library.reused if run and run.library else ()
    studies = {each.id: f"{ordinal(each.study)} study" for each in reused}
    return [
        _card(number, persona, picture and picture(persona), cited, studies.get(persona.id, ""))
        for number, persona in enumerate(personas, start=first)
    ]


def household_in_words(household: Household, work: Work) -> str:
    """For example "married, 4 at home with husband, son and mother-in-law"."""
    if household.size == 1:
        return f"{household.marital_status}, {'lives at work' if work.lives_in else 'lives alone'}"
    words = f"{household.marital_status}, {household.size} at home"
    if household.members:
        others = Counter(household.members).items()
        words += f" with {join([member if n == 1 else counted(member, n) for member, n in others])}"
    if household.children:
        ages = ", ".join(str(age) if age else "under 1" for age in household.children)
        words += f" ({'child' if len(household.children) == 1 else 'children'} aged {ages})"
    return words


def others_bring(persona: Persona) -> str:
    """What each of the others brings to the household's income, the most first; who shares rooms keeps their own."""
    income, code = persona.income, persona.location.country_code
    told = [
        f"{each.who} {format_money(each.monthly, income.currency, code)}"
        for each in sorted(income.others, key=lambda other: -other.monthly)
    ]
    if set(persona.household.members) == {"roommate"}:
        told.append("who shares the rooms keeps their own")
    return ", ".join(told)


def _card(number: int, persona: Persona, avatar: str | None, cited: Mapping[str, Behind], study: str) -> Card:
    """What the page shows of a person."""
    mind, habits, prices = persona.psychographics, persona.digital_habits, persona.price_sensitivity

    def resting(on: str) -> Evidence:
        known = cited.get(on)
        return Evidence(on, known.statement, known.figure) if known else Evidence(on)

    return Card(
        person=persona,
        anchor=f"person-{number}",
        initial=next((letter for letter in persona.name if letter.isalpha()), "?").upper(),
        hue=hashlib.sha256(persona.id.encode()).digest()[0] * len(HUES) // 256 * HUES.step,
        avatar=avatar,
        household=household_in_words(persona.household, persona.work),
        others_bring=others_bring(persona),
        traits=_bars(mind, TRAITS, least=20, most=80),
        attitudes=_bars(mind, ATTITUDES, least=0, most=100),
        brands=tuple(
            (story, resting(story.evidence), resting(story.prevalence) if story.prevalence else None)
            for story in persona.brand_relationships
        ),
        day=tuple((part, resting(on)) for part, on in zip(_DAY, habits.evidence, strict=False) if on != INVENTED),
        prices=tuple((text, resting(on) if on else None) for text, on in zip_longest(prices.signals, prices.evidence)),
        study=study,
        gloss=gloss(persona.life.interjection),
    )


def _bars(mind: Psychographics, names: Sequence[str], least: int, most: int) -> tuple[Bar, ...]:
    values = ((name.replace("_", " ").capitalize(), int(getattr(mind, name))) for name in names)
    return tuple(Bar(label, value, round(100 * (value - least) / (most - least), 1)) for label, value in values)


def _run_facts(run: RunReport) -> list[tuple[str, str]]:
    """What is told of how the people were made, each with its label."""
    facts: list[tuple[str, object]] = [
        ("Language model", run.model),
        ("Model SHA-256", run.model_sha256),
        ("Seed", run.seed),
        ("Cultural snapshot", run.snapshot),
        ("Boses Engine", run.engine_version),
    ]
    if run.portraits and run.portraits.count:
        models = ", ".join(f"{model.name} ({model.sha256[:12]})" for model in run.portraits.models)
        facts.append(("Portraits", f"{run.portraits.count}, AI-generated by {models}"))
    if run.first_attempt_rate is not None:
        facts.append(("Accepted at first attempt", f"{run.first_attempt_rate:.0%}"))
    facts.append(("Texts asked for again", run.retries))
    facts += [
        ("Rejected by a check", _figures(run.checks)),
        ("Tokens", _figures(run.tokens.model_dump() if run.tokens else {})),
        ("Seconds", _figures(run.timings.model_dump() if run.timings else {})),
    ]
    return [(label, str(fact)) for label, fact in facts if fact not in (None, "")]


def _number_of(text: str) -> int:
    return int(text.replace(",", ""))


def _figures(parts: Mapping[str, float | None]) -> str:
    return ", ".join(f"{name} {_number(value)}" for name, value in parts.items())


def _number(value: float | None) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" if value is not None else "None"
