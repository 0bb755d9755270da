"""What an occupation in a group's words means: the work wished for, and what was said beside it."""

from dataclasses import dataclass, replace
from typing import Literal

from boses_engine.domain.persona import Gender, WorkStatus
from boses_engine.grounding.people.nations import Nation
from boses_engine.grounding.people.norms import A_MINOR, Need, Said
from boses_engine.grounding.work.study_years import StudyYear
from boses_engine.grounding.work.tables import Wish, tables

# Whom people are said to live with: kin or none of them, any family, a grown child or the family of one; or that they
# are a couple alone, or have married of late.
_Child = Literal["child", "daughter", "son", "daughter's family", "son's family"]
HomeSaid = Literal["", "joint", "nuclear", "family", "parents", "a couple", "newly wed"] | _Child


@dataclass(frozen=True)
class Family:
    """What words for a parent say beside the work: the sex, and who is at home."""

    gender: Gender | None = None
    needs: Need | None = None
    said: Said = A_MINOR  # how old a child is, and how many there are

    @property
    def is_of_parents(self) -> bool:
        """Whether there is a child at home."""
        return self.needs in ("children", "children alone")


NO_FAMILY = Family()


@dataclass(frozen=True)
class Asked:
    """What an occupation in a group's words means in a country: at least one wish, and what a user should know."""

    wishes: tuple[Wish, ...]
    notes: tuple[str, ...] = ()
    says_women: bool = False  # whether the words themselves are a name for women who do the job
    says_men: bool = False  # or one for men
    family: Family = NO_FAMILY
    starts: bool = False  # whether this is their first work
    born: tuple[int, int] | None = None  # the first and last year of birth of a generation that is named
    part_time: bool = False  # whether few hours were asked for
    spouse_away: bool = False  # whether the husband or wife is said to be away for work
    on_cash_aid: bool = False  # whether those whom the state's cash for poor families reaches were asked for
    on_remittances: bool = False  # whether those were asked for whom relatives elsewhere send money
    nation: Nation | None = None  # the country that people were asked for by
    faiths: tuple[str, ...] = ()  # the only ones that people were asked for by
    year: StudyYear | None = None  # of study
    beside: tuple[Wish, ...] = ()  # the work of few hours that students have
    in_villages: bool = False  # whether people of the countryside were asked for
    lodging: bool | None = None  # whether those were asked for who live in lodgings, or with their parents
    home: HomeSaid = ""
    both_earn: bool = False  # whether husband and wife have pay
    ages: tuple[int, int] | None = None  # in years, between which those mostly are who were asked for
    schooled: tuple[str, str] | None = None  # the least and the highest schooling that was said
    people: str = ""  # the tongue, or the word, of the people of the country who were asked for

    @property
    def is_named(self) -> bool:
        """Whether titles or one kind of work were asked for, not people of many kinds."""
        return all(wish.rows or wish.title or not tables().categories[wish.category].members for wish in self.wishes)

    def is_of_citizens(self, country_code: str) -> bool:
        """Whether people of a country of migrants were asked for by its own nationality."""
        return self.nation is not None and self.nation.code == country_code and not self.nation.region

    def is_of_foreigners(self, country_code: str) -> bool:
        """Whether people were asked for by another country that they came from."""
        return self.nation is not None and self.nation.code != country_code and not self.nation.settled


def are_all_at_work(asked: Asked) -> bool:
    """Whether all that was asked for are people at work, of titles or kinds of work that are told."""
    return asked.is_named and all(status_of(wish) == "working" for wish in asked.wishes)


def status_of(wish: Wish) -> WorkStatus | None:
    """What all that a wish means do all week; None for a title that no table knows."""
    kind = tables().categories.get(wish.category)
    kinds = [each for name in kind.members if (each := tables().categories.get(name))] or [kind] if kind else []
    found = {row.job.status for row in wish.rows} or {each.job.status for each in kinds}
    return found.pop() if len(found) == 1 else None


def means_the_same(asked: Asked, other: Asked) -> bool:
    """Whether two readings mean the same people."""
    return _told(asked) == _told(other)


def _told(asked: Asked) -> tuple[object, ...]:
    """All that a reading says, in a form that can be compared; titles that only keep words tell nothing."""
    wishes = [
        (
            *(wish.category, wish.title if wish.rows else "", wish.workplace, wish.match, wish.people),
            tuple(sorted((row.job.title, row.job.employment, row.workplaces) for row in wish.rows)),
        )
        for wish in asked.wishes
    ]
    return wishes, replace(asked, wishes=(), notes=())
