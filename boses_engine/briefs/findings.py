"""What the rules find in a brief, all fields together."""

from dataclasses import dataclass

from boses_engine.briefs.ages import Ages, stages
from boses_engine.briefs.counts import Count, read_count
from boses_engine.briefs.figures import said_ages
from boses_engine.briefs.genders import Gender, read_gender
from boses_engine.briefs.incomes import Income, read_income
from boses_engine.briefs.places import Where, read_place
from boses_engine.briefs.text import Brief, read_text
from boses_engine.briefs.titles import Work
from boses_engine.briefs.work import chosen, read_work


@dataclass(frozen=True)
class Findings:
    """What the rules find in a brief."""

    brief: Brief
    said: tuple[Ages, ...]
    stages: tuple[Ages, ...]
    where: Where
    gender: Gender
    income: Income
    count: Count
    work: tuple[Work, ...]

    @property
    def asks_job(self) -> bool:
        """Whether the rules do not know the occupation."""
        best = chosen(self.work)
        return best is None or best.weak or len([w for w in self.work if not w.weak and not w.unsure]) > 1

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
    count = read_count(without_place.blanked([(each.start, each.end) for each in said]))
    rest = without_place.blanked([*((each.start, each.end) for each in said), *count.spans])
    code = where.resolved.country_code if where.resolved else None
    income = read_income(without_place.blanked([(each.start, each.end) for each in said]), code)
    gender = read_gender(without_place)
    work = read_work(rest.blanked(income.spans))
    return Findings(brief, tuple(said), tuple(stages(rest)), where, gender, income, count, work)
