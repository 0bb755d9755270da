"""The facts of a person as columns: name, meaning, unit, scale, source; every format with columns is made from them.

Names are letters, digits and "_", begin with a letter, are no words of R or SPSS, and differ in more than their case.
"""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from boses_engine.domain.appearance import Looks
from boses_engine.domain.persona import BrandRelationship, Persona

Cell = str | int | float | None
Kind = Literal["text", "whole", "number", "code", "list"]  # a code is one of few words, a list several texts
Scale = Literal["name", "text", "nominal", "ordinal", "interval", "ratio"]
Standing = Literal["measured", "estimated", "invented", "record"]
STANDINGS: dict[Standing, str] = {
    "measured": "drawn from published figures of the place, or of its region of the world; the draw is joined by "
    "estimates of ours (docs/people.md says which)",
    "estimated": "drawn from figures or by a model that are for the greater part estimates of ours",
    "invented": "chosen or worded by the engine with no figure behind it: it makes people believable, it is no finding",
    "record": "what was asked for, and what made the record",
}
BETWEEN = " | "  # the texts of a list in one cell


@dataclass(frozen=True)
class Column:
    """A column: `field` is where the value is in the record, empty for what is worked out from others."""

    name: str
    field: str
    label: str
    kind: Kind
    scale: Scale
    standing: Standing
    source: str = ""
    unit: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The words that a code may be, in their order: 1 is the first in SPSS."""
        return words_of(self.field) if self.kind == "code" else ()


_PLACES, _PAY = "grounding/places", "grounding/work: pay, employers, minimum wages"
_HOME, _NORMS = "grounding/people: norms of households", "grounding/people: attitudes"
_BIG_FIVE = "drawn about norms by age and sex"
_RUN = "the run"
_LOOKS = "grounding/people: looks"
_LIFE = "grounding/lives: storylines and notes"
_TOLD = "the notes of the life, worded by the model"

COLUMNS: tuple[Column, ...] = (
    Column("id", "id", "Id of the person", "text", "name", "record", _RUN),
    Column("name", "name", "Name", "text", "name", "invented", "grounding/names: names by cohort, sex and faith"),
    Column("called", "called", "Part of the name used in running text", "text", "name", "invented", "from the name"),
    Column("age", "age", "Age", "whole", "ratio", "measured", "grounding/people: age and sex", "years"),
    Column("gender", "gender", "Sex", "code", "nominal", "measured", "grounding/people: age and sex; work: women"),
    Column("city", "location.city", "Town or city", "text", "nominal", "measured", _PLACES),
    Column("region", "location.region", "Region or division", "text", "nominal", "measured", _PLACES),
    Column("country", "location.country", "Country", "text", "nominal", "record", "the group"),
    Column("country_code", "location.country_code", "Country, ISO 3166-1 alpha-2", "text", "nominal", "record",
           "the group"),
    Column("income_level", "income.level", "Class of the household for its size: bottom 40, next 40, top 20 % of the "
           "place", "code", "ordinal", "record", "the group"),
    Column("household_income", "income.household_monthly", "Income of the household; of a student in lodgings, of the "
           "parents' home", "whole", "ratio", "estimated", _PAY, "local money a month"),
    Column("personal_income", "income.personal_monthly", "Own income, before tax", "whole", "ratio", "estimated", _PAY,
           "local money a month"),
    Column("other_income", "income.others", "What the household has beside, and of whom: who: amount", "list", "text",
           "estimated", _PAY, "local money a month"),
    Column("currency", "income.currency", "Money of the amounts, ISO 4217", "text", "nominal", "record", "the country"),
    Column("household_income_text", "income.household_text", "Income of the household as the country writes it", "text",
           "text", "estimated", _PAY),
    Column("personal_income_text", "income.personal_text", "Own income as the country writes it", "text", "text",
           "estimated", _PAY),
    Column("occupation", "occupation", "Occupation", "text", "nominal", "measured", "grounding/work: shares, titles"),
    Column("job_title", "work.title", "What the person does", "text", "nominal", "measured",
           "grounding/work: shares, titles"),
    Column("workplace", "work.workplace", "Where they do it", "text", "nominal", "estimated",
           "grounding/work: titles, employers"),
    Column("work_status", "work.status", "What they do all week", "code", "nominal", "measured",
           "grounding/work: labour force, shares"),
    Column("isco08", "work.isco08", "ISCO-08 code; empty when not at work", "text", "nominal", "measured",
           "grounding/work: titles"),
    Column("work_category", "work.category", "Kind of work that was asked for", "text", "nominal", "record",
           "the group"),
    Column("education", "education", "Schooling", "text", "nominal", "measured",
           "grounding/people: education; work: schooling"),
    Column("religion", "religion", "Religion", "text", "nominal", "measured", f"{_PLACES}: religion"),
    Column("mother_tongue", "mother_tongue", "Mother tongue", "text", "nominal", "measured", f"{_PLACES}: language"),
    Column("household_size", "household.size", "People at home, with the person", "whole", "ratio", "measured", _HOME,
           "people"),
    Column("marital_status", "household.marital_status", "Marital status", "code", "nominal", "measured",
           "grounding/people: never married, unions, states"),
    Column("child_ages", "household.children", "Ages of own children at home, oldest first", "list", "text",
           "estimated", _HOME, "years"),
    Column("children", "", "Own children at home", "whole", "ratio", "estimated", _HOME, "children"),
    Column("lives_with", "household.members", "The others at home", "list", "text", "estimated", _HOME),
    *(
        Column(trait, f"psychographics.{trait}", f"{trait.capitalize()}: T-score, mean 50, sd 10, 20 to 80", "whole",
               "interval", "estimated", _BIG_FIVE, "T-score")
        for trait in ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")
    ),
    Column("decision_style", "psychographics.decision_style", "Decision-making style (Sproles and Kendall 1986)",
           "code", "nominal", "estimated", _NORMS),
    *(
        Column(name, f"psychographics.{name}", f"{label}, 0 to 100", "whole", "interval", "estimated", _NORMS, "points")
        for name, label in (
            ("price_consciousness", "Looks at prices"),
            ("brand_trust", "Trusts brands"),
            ("novelty_seeking", "Looks for what is new"),
            ("ad_scepticism", "Doubts advertising"),
            ("social_reliance", "Relies on what others say"),
        )
    ),
    Column("price_level", "price_sensitivity.level", "Sensitivity to prices", "code", "ordinal", "estimated", _NORMS),
    Column("hours_online", "digital_habits.hours_online", "Time online", "number", "ratio", "estimated",
           "grounding/market: hours", "hours a day"),
    Column("devices", "digital_habits.devices", "Devices", "list", "text", "measured", "grounding/market: devices"),
    Column("platforms", "digital_habits.platforms", "Platforms, most used first", "list", "text", "measured",
           "grounding/market: platforms"),
    Column("brands", "", "Brands with the attitude to each; more in the table of brands", "list", "text", "measured",
           "grounding/market: brands, by how common each is; the attitude is estimated"),
    *(
        Column(f"looks_{name}", f"appearance.{name}", f"Looks: {name.replace('_', ' ')}", "code", "nominal",
               "estimated", _LOOKS)
        for name in Looks.model_fields
    ),
    *(
        Column(name, f"identity.{field}", label, "text", "text", "invented", _TOLD)
        for name, field, label in (
            ("life_situation", "life_situation", "Situation in life"),
            ("wants", "wants", "What they want"),
            ("fears", "fears", "What they fear"),
            ("how_they_decide", "decides", "How they decide"),
            ("what_they_value", "values", "What they value"),
            ("how_they_spend", "spending", "How they spend"),
        )
    ),
    Column("backstory", "backstory", "Life until today", "text", "text", "invented", _TOLD),
    Column("day_online", "digital_habits.day", "A day with the phone", "text", "text", "invented",
           f"{_TOLD}; day_evidence names the talk it rests on, where it does"),
    Column("day_evidence", "digital_habits.evidence", "What morning, midday and evening rest on", "list", "text",
           "record", "docs/evidence.md"),
    Column("price_signals", "price_sensitivity.signals", "What shows how they look at prices", "list", "text",
           "invented", f"{_TOLD}; price_evidence names the talk it rests on, where it does"),
    Column("price_evidence", "price_sensitivity.evidence", "What each of price_signals rests on", "list", "text",
           "record", "docs/evidence.md"),
    Column("quote", "quote", "A sentence of theirs", "text", "text", "invented", _TOLD),
    *(
        Column(f"note_{name}", f"life.{name}", f"Note: {name.replace('_', ' ')}",
               "list" if name in ("price_signals", "phone_moments") else "text", "text", "invented", _LIFE)
        for name in (
            "storyline", "grew_up", "turning_point", "road", "weekday", "wish", "worry", "value", "decision_habit",
            "decides", "money_habit", "price_signals", "phone_moments", "opinion", "interjection",
        )
    ),
    Column("cultural_context", "cultural_context", "Which cultural snapshot was woven in", "text", "text", "record",
           _RUN),
    Column("origin", "source", "Made by a run, reused from the library, or imported", "code", "nominal", "record",
           _RUN),
    Column("seed", "provenance.seed", "Seed of the run", "whole", "name", "record", _RUN),
    Column("model", "provenance.model", "Model that worded the texts", "text", "name", "record", _RUN),
    Column("model_sha256", "provenance.model_sha256", "SHA-256 of its file", "text", "name", "record", _RUN),
    Column("snapshot", "provenance.snapshot", "Version of the cultural snapshot", "text", "name", "record", _RUN),
    Column("engine_version", "provenance.engine_version", "Version of the engine", "text", "name", "record", _RUN),
    Column("worded_by_code", "provenance.worded_by_code", "Texts that stand as their notes do", "list", "text",
           "record", _RUN),
    Column("schema_version", "schema_version", "Version of the record's form", "whole", "name", "record", _RUN),
)  # fmt: skip

BRAND_COLUMNS: tuple[Column, ...] = (
    Column("person", "", "Id of the person", "text", "name", "record", _RUN),
    Column("position", "", "Place among the person's brands, from 1", "whole", "ordinal", "record", _RUN),
    Column("brand", "brand", "Brand", "text", "nominal", "measured", "grounding/market: brands"),
    Column("category", "category", "Kind of goods", "text", "nominal", "measured", "grounding/market: brands"),
    Column("attitude", "attitude", "Attitude to the brand", "code", "ordinal", "estimated", "grounding/market: bends"),
    Column("story", "story", "How the person came to it", "text", "text", "invented", _TOLD),
    Column("happened", "notes", "Note: what happened", "text", "text", "invented", _LIFE),
    Column("since", "notes", "Note: what is since", "text", "text", "invented", _LIFE),
    Column("prevalence", "prevalence", "Row that says how common the brand is", "text", "name", "record",
           "grounding/market: brands"),
    Column("evidence", "evidence", "What the story rests on: a signal, a figure, or invented", "text", "name", "record",
           "docs/evidence.md"),
)  # fmt: skip


def cells_of(person: Persona) -> list[Cell]:
    """A person's values in the order of COLUMNS: codes as words, lists as one text."""
    return [_derived(person, column.name) if not column.field else _cell(person, column) for column in COLUMNS]


def brand_cells(person: Persona) -> Iterator[list[Cell]]:
    """The rows of a person's brands in the order of BRAND_COLUMNS."""
    for position, each in enumerate(person.brand_relationships, start=1):
        notes = [each.notes[0] if each.notes else None, BETWEEN.join(each.notes[1:]) or None]
        told = [each.brand, each.category, each.attitude, each.story]
        yield [person.id, position, *told, *notes, each.prevalence, each.evidence]


def words_of(field: str) -> tuple[str, ...]:
    """The words that a field of one of few may hold."""
    start: Any = BrandRelationship if field == "attitude" else Persona
    for step in field.split("."):
        start = plain(start.model_fields[step].annotation)
    return get_args(start)


def plain(annotation: Any) -> Any:
    """A field's type without None."""
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = (part for part in get_args(annotation) if part is not type(None))
    return annotation


def model_of(annotation: Any) -> type[BaseModel] | None:
    """The value that a field holds, where it holds one with fields of its own."""
    annotation = plain(annotation)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


@cache
def _steps(field: str) -> tuple[str, ...]:
    return tuple(field.split("."))


def _cell(person: Persona, column: Column) -> Cell:
    value: Any = person
    for step in _steps(column.field):
        value = getattr(value, step)
        if value is None:
            return None
    if column.name == "other_income":
        return BETWEEN.join(f"{each.who}: {each.monthly}" for each in value)
    cell: Cell = BETWEEN.join(map(str, value)) if column.kind == "list" else value
    return cell


def _derived(person: Persona, name: str) -> Cell:
    if name == "children":
        return len(person.household.children)
    return BETWEEN.join(f"{each.brand} ({each.attitude})" for each in person.brand_relationships)
