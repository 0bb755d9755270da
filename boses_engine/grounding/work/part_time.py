"""Who works part-time, by job, sex and country, and for what part of full hours. Sources: part_time.csv,
part_time_countries.csv."""

from functools import cache, lru_cache
from itertools import product

from boses_engine.domain.persona import Gender
from boses_engine.grounding.isco08 import groups_of
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.work.employers import keeps_minimum
from boses_engine.grounding.work.tables import Job, title_keys

_HOURS = (0.45, 0.85)  # what part-timers have of a full-time wage (estimate)
_PART_TIME_MOST = 0.85  # of the people of a job (estimate)
# How common part-time work is, over the usual of rich countries, where there is little of it (estimate).
_PART_TIME_RARE = 0.5


@lru_cache(maxsize=4096)  # titles are what users write
def part_time(code: str, job: Job, gender: Gender | None) -> float:
    """The share of those in wage work of a title, else of its kind, who are part-time: the country's, else that of rich
    countries, as far as it is usual in this one, or of any other."""
    rows = _part_time_rows()
    rich = "rich" if country(code).income_group == "high" else "any"
    for keys in (title_keys(job), groups_of(job.isco08)):
        for market, key in product((code.upper(), rich), keys):
            if row := rows.get((market, key)):
                women, men = float(row["women"]), float(row["men"])
                times = part_time_times(code) if market == "rich" else 1.0
                return min(times * {"Female": women, "Male": men}.get(gender or "", (women + men) / 2), _PART_TIME_MOST)
    return 0.0


@cache
def _part_time_rows() -> dict[tuple[str, str], dict[str, str]]:
    """By market and key."""
    return {(row["market"], row["isco08"]): row for row in table("work/part_time.csv")}


@cache
def part_time_times(code: str) -> float:
    """How common part-time work is in a rich country, over the usual there."""
    rows = table("work/part_time_countries.csv")
    return {row["code"]: float(row["times"]) for row in rows}.get(code.upper(), 1.0)


@cache
def works_full_weeks(code: str) -> bool:
    """Whether hardly anybody works part-time in a country whose small employers too keep to the legal minimum."""
    return keeps_minimum(code) and part_time_times(code) < _PART_TIME_RARE


@cache
def part_time_hours(code: str) -> tuple[float, float]:
    """What part-timers of a country have of full hours, from and to."""
    rows = table("work/part_time_countries.csv")
    known = next((row["hours"] for row in rows if row["code"] == code.upper() and row["hours"]), "")
    least, _, most = known.partition("|")
    return (float(least), float(most)) if known else _HOURS
