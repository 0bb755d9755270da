"""What the rules find in a brief, all fields together."""

from dataclasses import dataclass

from boses_engine.briefs.ages import Ages, said_ages, stages
from boses_engine.briefs.figures import Count, read_count
from boses_engine.briefs.genders import Gender, read_gender
from boses_engine.briefs.incomes import Income, read_income
from boses_engine.briefs.places import Where, read_place
from boses_engine.briefs.text import Brief, read_text
from boses_engine.briefs.work import Work, read_work


@dataclass(frozen=True)
class Findings:
    """What the rules find in a brief; `rest` is its text without the places, ages, count and income found."""

    brief: Brief
    rest: Brief
    said: tuple[Ages, ...]
    stages: tuple[Ages, ...]
    where: Where
    gender: Gender
    income: Income
    count: Count
    work: tuple[Work, ...]

    @property
    def asks_place(self) -> bool:
        """Whether the rules find no place."""
        return self.where.location is None and not self.where.clash


def find_all(text: str, year: int) -> Findings:
    """What the rules find.

    :raises BriefError: the text cannot be read.
    """
    brief = read_text(text)
    where = read_place(brief)
    without_place = brief.blanked(where.spans)
    said = said_ages(without_place, year)
    without_ages = without_place.blanked([(each.start, each.end) for each in said])
    count = read_count(without_ages)
    income = read_income(without_ages, where.resolved.country_code if where.resolved else None)
    lives = without_ages.blanked(count.spans)
    rest = lives.blanked(income.spans)
    gender, work = read_gender(without_place), read_work(rest)
    return Findings(brief, rest, tuple(said), tuple(stages(lives)), where, gender, income, count, work)
