"""The small facts of a life: what the group has used up of them, and what they rest on."""

from boses_engine.domain.persona import INVENTED, Life
from boses_engine.grounding.lives.notes import platforms_of
from boses_engine.grounding.market.digital import is_published, platform_id


def notes_of(life: Life) -> list[str]:
    """The notes of a life as the tables hold them."""
    held = life.model_dump().values()
    singles = [value for value in held if isinstance(value, str) and value]
    return [*singles, *(note for value in held if not isinstance(value, str) for note in value)]


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
