"""A slot's small facts: what decides which of them fit, what the group has used up, and what they rest on."""

from boses_engine.domain.persona import INVENTED, Slot
from boses_engine.grounding.lives import draw as lives
from boses_engine.grounding.lives.notes import platforms_of
from boses_engine.grounding.market.digital import is_published, platform_id


def life_facts(slot: Slot) -> lives.LifeFacts:
    """The facts that decide which notes of lives fit the person."""
    return lives.LifeFacts(
        country_code=slot.location.country_code,
        region=slot.location.region,
        gender=slot.gender,
        age=slot.age,
        work_status=slot.work.status,
        income_level=slot.income.level,
        household=slot.household,
        decision_style=slot.psychographics.decision_style,
        price_level=slot.price_level,
        religion=slot.religion,
        mother_tongue=slot.mother_tongue,
        urban=slot.urban,
        platforms=slot.digital.platforms,
        education=slot.education,
        isco08=slot.work.isco08,
        workplace=slot.work.workplace,
        mind=slot.psychographics,
    )


def things(slot: Slot) -> list[str]:
    """The small facts of a slot as the tables hold them."""
    life = slot.life.model_dump()
    singles = [value for value in life.values() if isinstance(value, str) and value]
    several = [note for value in life.values() if not isinstance(value, str) for note in value]
    return [*singles, *several, *(brand.incident for brand in slot.brands)]


def moment_evidence(country_code: str, platforms: tuple[str, ...], moment: str) -> str:
    """What a phone moment of the tables rests on: the published share of the platform it is about, if there is one."""
    about = platforms_of(moment)
    found = (platform_id(country_code, name) for name in platforms if name in about)
    return next((id_ for id_ in found if is_published(id_)), INVENTED)


def moments_evidence(
    country_code: str, platforms: tuple[str, ...], moments: tuple[str, str, str]
) -> tuple[str, str, str]:
    """The same of morning, midday and evening."""
    morning, midday, evening = (moment_evidence(country_code, platforms, moment) for moment in moments)
    return morning, midday, evening
