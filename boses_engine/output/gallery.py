"""The gallery: one self-contained HTML page with all people of a group, to read, print and send on."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from boses_engine.domain.group import Group
from boses_engine.domain.library import ordinal
from boses_engine.domain.persona import INVENTED, BrandRelationship, Household, Persona, Psychographics
from boses_engine.grounding.lives.notes import gloss
from boses_engine.output.pages import HUES, WHO, page_template
from boses_engine.output.thumbnails import data_uri

Picture = Callable[[Persona], str | None]
_TRAITS = ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")
_ATTITUDES = ("price_consciousness", "brand_trust", "novelty_seeking", "ad_scepticism", "social_reliance")
_IMAGE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
_DAY = ("Morning", "Midday", "Evening")
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


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
    statement: str
    figure: str

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
    traits: tuple[Bar, ...]
    attitudes: tuple[Bar, ...]
    brands: tuple[tuple[BrandRelationship, Evidence, Evidence | None], ...]  # the last: how common the brand is
    day: tuple[tuple[str, Evidence], ...]  # (part of the day, what it rests on)
    prices: tuple[tuple[str, Evidence | None], ...]  # None in records of schema 1
    study: str  # "3rd study" of a person of the library, else ""
    gloss: str  # what the local word means that opens what they say, else ""


def render_gallery(
    group: Group, personas: Sequence[Persona], run: Mapping[str, object], picture: Picture | None = None
) -> str:
    """The page as text. `run` is the report of the run; absent keys are left out of the page."""
    return page_template("gallery.html.j2").render(
        group=group,
        who=WHO[group.gender],
        cards=cards_of(personas, run, picture),
        made=_made_by(run),
        facts=_run_facts(run),
    )


def cards_of(personas: Sequence[Persona], run: Mapping[str, object], picture: Picture | None = None) -> list[Card]:
    """What is shown of each person; `run`'s "cited" says what stands behind the ids that claims rest on.

    `picture` gives the address of a person's portrait; where it gives none, an initial on a coloured disc stands in.
    """
    known = run.get("cited")
    cited = known if isinstance(known, Mapping) else {}
    studies = _studies(run)
    return [
        _card(number, persona, picture and picture(persona), cited, studies.get(persona.id, ""))
        for number, persona in enumerate(personas, start=1)
    ]


def pictures_in(folder: Path) -> Picture:
    """Portraits to be put into the page: a persona's `avatar` is a path relative to `folder`."""
    return lambda persona: _data_uri(persona.avatar, folder)


def household_in_words(household: Household) -> str:
    """For example "married, 4 at home with husband, son and mother-in-law"."""
    if household.size == 1:
        return f"{household.marital_status}, lives alone"
    words = f"{household.marital_status}, {household.size} at home"
    if household.members:
        *first, last = [_counted(member, number) for member, number in Counter(household.members).items()]
        words += f" with {', '.join(first)} and {last}" if first else f" with {last}"
    if household.children:
        ages = ", ".join(str(age) if age else "under 1" for age in household.children)
        words += f" ({'child' if len(household.children) == 1 else 'children'} aged {ages})"
    return words


def _counted(member: str, number: int) -> str:
    if number == 1:
        return member
    head, law, rest = member.partition("-in-law")
    plural = f"{head}ren" if head.endswith("child") else f"{head[:-2]}ves" if head.endswith("wife") else f"{head}s"
    return f"{_NUMBERS.get(number, str(number))} {plural}{law}{rest}"


def _studies(run: Mapping[str, object]) -> dict[str, str]:
    """For whom the run reused, by id, which study of theirs it is."""
    library = run.get("library")
    reused = library.get("reused", ()) if isinstance(library, Mapping) else ()
    return {each["id"]: f"{ordinal(each['study'])} study" for each in reused}


def _card(number: int, persona: Persona, avatar: str | None, cited: Mapping[str, Any], study: str) -> Card:
    mind, habits, prices = persona.psychographics, persona.digital_habits, persona.price_sensitivity

    def resting(on: str) -> Evidence:
        said = cited.get(on, {})
        return Evidence(on, str(said.get("statement", "")), str(said.get("figure", "")))

    return Card(
        person=persona,
        anchor=f"person-{number}",
        initial=next((letter for letter in persona.name if letter.isalpha()), "?").upper(),
        hue=hashlib.sha256(persona.id.encode()).digest()[0] * len(HUES) // 256 * HUES.step,
        avatar=avatar,
        household=household_in_words(persona.household),
        traits=_bars(mind, _TRAITS, least=20, most=80),
        attitudes=_bars(mind, _ATTITUDES, least=0, most=100),
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


def _data_uri(avatar: str | None, folder: Path) -> str | None:
    if avatar is None:
        return None
    root = folder.resolve()
    image = (root / avatar).resolve()
    kind = _IMAGE_TYPES.get(image.suffix.lower())
    # A record may come from elsewhere: only images inside the folder are ever put into a page that is sent around.
    if kind is None or not image.is_relative_to(root) or not image.is_file():
        return None
    return data_uri(image.read_bytes(), kind)


def _made_by(run: Mapping[str, object]) -> str:
    parts = (("Written by", "model"), ("seed", "seed"), ("Boses Engine", "engine_version"))
    return ", ".join(f"{words} {run[key]}" for words, key in parts if run.get(key) is not None)


def _run_facts(run: Mapping[str, object]) -> list[tuple[str, str]]:
    facts: list[tuple[str, str]] = []
    for key, label in (
        ("model", "Language model"),
        ("model_sha256", "Model SHA-256"),
        ("seed", "Seed"),
        ("snapshot", "Cultural snapshot"),
        ("engine_version", "Boses Engine"),
    ):
        if run.get(key) is not None:
            facts.append((label, str(run[key])))
    painted = run.get("portraits")
    if isinstance(painted, Mapping) and painted.get("count"):
        models = ", ".join(f"{model['name']} ({model['sha256'][:12]})" for model in painted["models"])
        facts.append(("Portraits", f"{painted['count']}, AI-generated by {models}"))
    rate = run.get("first_attempt_rate")
    if isinstance(rate, int | float):
        facts.append(("Accepted at first attempt", f"{rate:.0%}"))
    if run.get("retries") is not None:
        facts.append(("Texts asked for again", str(run["retries"])))
    for key, label in (("checks", "Rejected by a check"), ("tokens", "Tokens"), ("timings", "Seconds")):
        parts = run.get(key)
        if isinstance(parts, Mapping) and parts:
            facts.append((label, ", ".join(f"{name} {_number(value)}" for name, value in parts.items())))
    return facts


def _number(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
