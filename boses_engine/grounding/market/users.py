"""Who is online: what of a person decides which platforms and devices they have, and how much time for them."""

from dataclasses import dataclass
from functools import cache, cached_property
from math import log

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Basics, Daily, Gender, is_live_in
from boses_engine.grounding.income.classes import income_quantile
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, LEFT_EARLY, as_counted, level_of
from boses_engine.grounding.people.students import in_lodgings
from boses_engine.grounding.places.countries import OF_MIGRANTS, country, figure_of, table
from boses_engine.grounding.places.mergers import region_of_tables
from boses_engine.grounding.places.railways import trains_run
from boses_engine.grounding.work.fit import is_farm
from boses_engine.grounding.work.sectors import sector_of

# A flagship phone costs about so many months of mean earnings, by income group (estimate: 800 to 1,000 US dollars), and
# nobody pays more for one than a month of what the household has, nor where a head has less than half of mean
# earnings (estimates).
_FLAGSHIP = {"low": 8.0, "lower middle": 2.5, "upper middle": 2.5, "high": 0.3}
_FLAGSHIP_HEAD = 0.5
_FLAGSHIP_AT_HOME = 1.5  # months of the price that the home has, where it is for who earns none of it (estimate)
_USED_UNTIL = 33  # years, until when the young in towns buy used ones and by instalments (estimate)
_MID_RANGE = 0.2  # of a flagship's price, what a mid-range phone costs (estimate: 170 to 200 US dollars)
# How much more own pay than that has who buys one as often as others of the class, in countries of low income, where a
# month's pay is what one costs (estimate).
_OWN_MID_RANGE = {"low": 1.65}
# Of the price, what who works has in a month of own pay at least, and who is retired of a pension (estimates).
_FLAGSHIP_OWN, _FLAGSHIP_PENSION = 0.45, 0.8
# Where the usual household of a class stands in the nation, and how far above or below it a purse counts, in logs.
_CLASS_MIDDLE: dict[IncomeLevel, float] = {"Low": 0.22, "Middle": 0.6, "High": 0.9}
_PURSE_MOST = 1.3
# Outside countries of high income: what a head has over the country's mean, under which nothing is bought dear (2,500
# pesos in the Philippines, 600,000 rupiah in Indonesia: near their poverty lines), and what a household has over the
# mean household, under which there is no smart TV (12,000 pesos). Estimates.
_NEAR_POVERTY, _LUXURY = 0.35, 0.41
# What a household and a head of it have at least, over the country's means, where an air conditioner is: a fifth of
# Filipino homes, an eighth of Indonesian and a third of Vietnamese ones have any (estimates).
_COOLING, _COOLING_HEAD = 0.9, 0.7
_POSTERS = frozenset(
    ("creator", "vlogger", "influencer", "live-selling", "affiliate", "streamer", "Instagram", "TikTok", "Facebook")
)
_RICH_ALIKE = (
    0.5  # how far a head has more in a smaller home where incomes are high, one home costing its rent (estimate)
)
_ONLINE_SALES = ("5249", "5242")  # ISCO-08, with "online" in the title
_OWN_DESKS = ("a home desk", "a home office", "a co-working", "a coworking")
# Where the work itself is calls and platforms all day, of ISCO-08 groups at a desk or in sales.
_ON_THE_NET = (
    *("a home desk", "a co-working", "a coworking", "an online tutoring", "an online marketplace"),
    *("a social media", "a chat group", "a home stockroom", "a streaming platform", "a content moderation"),
    "a brand's live studio",
)
_ON_THE_NET_WORK = (*"1234", "52")
_MADE_ON_A_COMPUTER = ("25", "2161", "2163", "2166", "351")  # ISCO-08: IT, houses, products and pictures
_MAKERS_ON_A_COMPUTER = (
    *("printing shop owner", "computer shop owner", "internet cafe owner", "photo studio owner"),
    *("photocopy kiosk owner", "agency owner", "consultancy owner", "tour operator", "safari company owner"),
    *("accounting firm owner", "consulting firm owner", "engineering firm owner", "IT services company owner"),
    *("law office owner", "practice owner", "trading company owner", "e-commerce operator"),
    "developer",
    "programmer",
    "designer",
    "virtual assistant",
    "animator",
    "video editor",
    "music producer",
    "tech employee",
)
# Of titles of students: courses that those of Low, too, take on a computer from the second year on, from the third on.
_STUDIED_ON_A_COMPUTER = (
    *("software", "computer", "informatics", "information", "graphic", "architecture", "data"),
    "design",
)
_STUDIED_ON_ONE_LATER = ("engineering",)
_FIRST_YEARS = ("first-year", "second-year")
_UNIVERSITY_FROM, _SECOND_YEAR_FROM, _THIRD_YEAR_FROM = 17, 19, 20  # years of age
_DEALS = ("52", "7422")  # ISCO-08: shops, and who mends electronics
_SMALL_HOUSES = ("1311", "1321", "1412", "1439")  # ISCO-08: what who has no staff to lead keeps, too
_UPPER_SECONDARY = EDUCATION_LEVELS.index("upper secondary school")
_GREW_UP_WITHOUT = 38  # years, from which people learnt no computer at school outside rich countries (estimate)
_BY_HAND = tuple("6789")  # ISCO-08 major groups
_HOME_FROM, _HOME_TO = 18, 64  # years: who has no work then and is no student is at home


@dataclass(frozen=True)
class User:
    """One who is online; `isco08` is the code of their work, empty for who does not work."""

    country_code: str
    gender: Gender
    age: int
    income_level: IncomeLevel
    urban: bool
    extraversion: int  # T-score
    openness: int  # T-score
    education: str = EDUCATION_LEVELS[-1]
    isco08: str = ""
    studying: bool = False
    household_monthly: int | None = None  # local money; None where it is not known
    pupils: bool = False  # whether somebody at home is at school, or could be
    workplace: str = ""
    household_size: int | None = None  # None where it is not known: the country's mean then
    youngest_child: int | None = None  # years; None without a child at home, or where it is not known
    title: str = ""  # of the work: "third-year law student"; empty where it is not known
    kin_elsewhere: bool | None = None  # whether relatives elsewhere send money; None where it is not known
    in_lodgings: bool = False  # a student away from home
    personal_monthly: int | None = None  # own money, of who works or is retired; None where it is not known
    region: str | None = None  # of the country, as its tables name it; None where it is not known
    minds_prices: bool = True
    drives: bool = False  # whether a vehicle of their own is told of
    signed_up: bool = False  # whether a shop online or a wallet that they use is told of
    city: str = ""  # empty where it is not known
    online: bool = True  # whether they have a smartphone
    mother_tongue: str = ""  # empty where it is not known

    @classmethod
    def of(cls, person: Basics) -> "User":
        """A planned person as a user."""
        minds, home = person.psychographics, person.household
        return cls(
            person.location.country_code,
            person.gender,
            person.age,
            person.income.level,
            person.urban,
            minds.extraversion,
            minds.openness,
            as_counted(person.education),
            person.work.isco08,
            person.work.status == "studying",
            person.income.household_monthly,
            any(12 <= child <= 25 for child in home.children),
            person.work.workplace,
            home.size,
            min(home.children, default=None),
            person.work.title,
            any(each.who == "relatives elsewhere" for each in person.income.others),
            in_lodgings(home, person.age, person.work.status),
            person.income.personal_monthly if person.work.status in ("working", "retired") else None,
            region_of_tables(person.location.country_code, person.location.city, person.location.region),
            person.price_level != "low",
            city=person.location.city,
            online=not isinstance(person, Daily) or bool(person.digital.platforms),
            mother_tongue=person.mother_tongue,
        )

    @cached_property
    def works_online(self) -> bool:
        """Whether nobody does the work, or the course, without a computer of their own."""
        made = self.isco08.startswith(_MADE_ON_A_COMPUTER)
        if self.is_at_university:
            always = self.income_level != "Low"
            courses: tuple[str, ...] = _STUDIED_ON_A_COMPUTER if always or self.is_past_first_year else ()
            courses += _STUDIED_ON_ONE_LATER if always or self.is_in_third_year else ()
            made = made or any(one in self.title for one in courses)
        return made or self.workplace.startswith(_OWN_DESKS) or any(one in self.title for one in _MAKERS_ON_A_COMPUTER)

    @cached_property
    def works_on_the_net(self) -> bool:
        """Whether calls and platforms are the work, all day: teaching, helping, selling or writing from home."""
        there = self.workplace.startswith(_ON_THE_NET)
        return self.isco08.startswith(_ON_THE_NET_WORK) and (there or self.lives_from_posts)

    @cached_property
    def deals_in_phones(self) -> bool:
        """Whether phones are what somebody sells or mends."""
        return "phone" in self.title and self.isco08.startswith(_DEALS)

    @cached_property
    def keeps_a_small_house(self) -> bool:
        """Whether the work is an eatery, salon, workshop or the like of their own, outside rich countries and the
        well-off."""
        own = self.title.endswith("owner") and self.isco08.startswith(_SMALL_HOUSES)
        return own and self.income_level != "High" and not self.is_in_a_rich_country

    @cached_property
    def leads_unschooled(self) -> bool:
        """Whether somebody past youth leads a firm without any schooling after upper secondary school, outside rich
        countries."""
        left = level_of(self.education) <= _UPPER_SECONDARY
        return self.isco08.startswith("1") and left and self.age >= _GREW_UP_WITHOUT and not self.is_in_a_rich_country

    @cached_property
    def serves_the_state(self) -> bool:
        """Whether the work is at an office, a school or another place of the state, no bank of it."""
        named = "civil servant" in self.title or "government" in self.title
        return named or ("bank" not in self.workplace and sector_of(self.workplace) == "public")

    @cached_property
    def lives_from_posts(self) -> bool:
        """Whether the work is posts, live sales or what is sold by them."""
        words = self.title.split()
        return not _POSTERS.isdisjoint(words) or ("online" in words and self.isco08 in _ONLINE_SALES)

    @cached_property
    def is_at_home(self) -> bool:
        """Whether an adult of working age has neither work nor studies."""
        return not self.isco08 and not self.studying and _HOME_FROM <= self.age <= _HOME_TO

    @cached_property
    def works_by_hand(self) -> bool:
        """Whether the work is on the land, a craft, at a machine or one without training."""
        return self.isco08.startswith(_BY_HAND)

    @cached_property
    def is_on_a_farm(self) -> bool:
        """Whether the work is on the land or at sea."""
        return is_farm(self.isco08)

    @cached_property
    def is_at_university(self) -> bool:
        """Whether a student is past school."""
        past = self.education not in LEFT_EARLY and not {"grade", "school", "trainee"} & set(self.title.split())
        return self.studying and self.age >= _UNIVERSITY_FROM and past

    @cached_property
    def is_past_first_year(self) -> bool:
        """Whether a student is in the second year or later; by age where the title does not tell."""
        by_age = self.age >= _SECOND_YEAR_FROM
        return self.is_at_university and (not self.title.startswith("first-year") if "-year" in self.title else by_age)

    @cached_property
    def is_in_third_year(self) -> bool:
        """Whether a student has papers and a thesis to write; by age where the title does not tell."""
        if not self.is_at_university:
            return False
        by_age = self.age >= _THIRD_YEAR_FROM
        return not self.title.startswith(_FIRST_YEARS) if "-year" in self.title else by_age

    @cached_property
    def is_in_a_rich_country(self) -> bool:
        """Whether the country is of high income after the World Bank."""
        return country(self.country_code).income_group == "high"

    @cached_property
    def is_in_the_cool(self) -> bool:
        """Whether homes of the town, or of the country, need no air conditioner."""
        return not _cool_places(self.country_code).isdisjoint((self.city, ""))

    @cached_property
    def has_trains(self) -> bool:
        """Whether trains run in the region; they do wherever no table says."""
        return trains_run(self.country_code, self.region)

    @cached_property
    def lives_in_a_room(self) -> bool:
        """Whether the home is a room: a student's in lodgings, or of who lives in the house they work in."""
        return self.in_lodgings or is_live_in(self.title)

    @cached_property
    def is_a_stranger_in_the_gulf(self) -> bool:
        """Whether somebody of Low in the Gulf speaks no Arabic at home: they share a room there, and their home is
        elsewhere."""
        foreign = self.mother_tongue not in ("", "Arabic") and not self.mother_tongue.endswith(" Arabic")
        return self.country_code in OF_MIGRANTS and foreign and self.income_level == "Low"

    @cached_property
    def is_near_poverty(self) -> bool:
        """Whether a head of the household has so little that nothing dear is bought; nobody in rich countries."""
        if self.household_monthly is None or self.is_in_a_rich_country:
            return False
        where = country(self.country_code)
        usual = where.mean_household_income_monthly / where.mean_household_size
        return self._a_head(self.household_monthly) < _NEAR_POVERTY * usual

    @cached_property
    def affords_a_luxury(self) -> bool:
        """Whether what stands beside phone and television is within reach of the household."""
        if self.household_monthly is None or self.is_in_a_rich_country:
            return True
        least = _LUXURY * country(self.country_code).mean_household_income_monthly
        return self.household_monthly >= least and self.affords_mid_range and not self.is_near_poverty

    @cached_property
    def affords_a_smart_tv(self) -> bool:
        """Whether a smart TV is within reach of the household."""
        if self.household_monthly is None or self.is_in_a_rich_country:
            return True
        where = country(self.country_code)
        least = figure_of(where.code, "market", "small TV")
        if not least:
            return self.affords_a_luxury
        return self.household_monthly >= least * where.mean_household_income_monthly

    @cached_property
    def affords_cooling(self) -> bool:
        """Whether the household can buy an air conditioner and pay for its current; everybody in rich countries, no
        student in a rented room and nobody where it is cool."""
        if self.in_lodgings or self.is_in_the_cool:
            return False
        if self.household_monthly is None or self.is_in_a_rich_country:
            return True
        where = country(self.country_code)
        usual = where.mean_household_income_monthly / where.mean_household_size
        enough = self.household_monthly >= _COOLING * where.mean_household_income_monthly
        return enough and self._a_head(self.household_monthly) >= _COOLING_HEAD * usual

    @cached_property
    def buys_used(self) -> bool:
        """Whether people like them have dear phones at second hand, or by instalments."""
        young = self.age < _USED_UNTIL or self.lives_from_posts
        return self.urban and young and bool(figure_of(self.country_code, "market", "used flagship"))

    @cached_property
    def affords_a_flagship(self) -> bool:
        """Whether a flagship phone is within reach of the household."""
        if self.household_monthly is None:
            return True
        where = country(self.country_code)
        if not self.is_in_a_rich_country and (
            self._a_head(self.household_monthly) < _FLAGSHIP_HEAD * where.mean_earnings_monthly
        ):
            return False
        price = self._flagship_paid
        if self.is_at_home and not self.is_in_a_rich_country:
            return self.household_monthly >= _FLAGSHIP_AT_HOME * price
        own = _FLAGSHIP_OWN if self.isco08 else _FLAGSHIP_PENSION
        if self.personal_monthly is not None and self.personal_monthly < own * price:
            return False
        return self.household_monthly >= price

    @cached_property
    def affords_mid_range(self) -> bool:
        """Whether a mid-range phone costs no more than a month of what the household has."""
        return self.household_monthly is None or self.household_monthly >= self._mid_range_price

    @cached_property
    def own_reach_of_a_flagship(self) -> float:
        """Own money over what they would pay for a flagship, at most 1; 1 where it is not known."""
        return self._own_reach(self._flagship_paid)

    @cached_property
    def own_reach_of_mid_range(self) -> float:
        """The same of a mid-range phone."""
        more = _OWN_MID_RANGE.get(country(self.country_code).income_group, 1.0)
        return self._own_reach(more * self._mid_range_price)

    def _own_reach(self, price: float) -> float:
        return 1.0 if self.personal_monthly is None else min(self.personal_monthly / price, 1.0)

    @property
    def _mid_range_price(self) -> float:
        return _MID_RANGE * self._flagship_price

    @property
    def _flagship_paid(self) -> float:
        """What they would pay for one, used or new."""
        used = figure_of(self.country_code, "market", "used flagship") if self.buys_used else 1.0
        return self._flagship_price * used

    @property
    def _flagship_price(self) -> float:
        where = country(self.country_code)
        months = figure_of(where.code, "market", "flagship in months", _FLAGSHIP[where.income_group])
        return months * where.mean_earnings_monthly

    @cached_property
    def purse(self) -> float:
        """How much a head of the household has over what is usual in its class, in logs; 0 where it is not known."""
        if self.household_monthly is None:
            return 0.0
        usual = income_quantile(self.country_code, _CLASS_MIDDLE[self.income_level])
        mean = country(self.country_code).mean_household_size
        alike = _RICH_ALIKE if self.is_in_a_rich_country else 1.0
        over = log(self.household_monthly / usual) + alike * log(mean / self._heads)
        return min(max(over, -_PURSE_MOST), _PURSE_MOST)

    def _a_head(self, household_monthly: int) -> float:
        return household_monthly / self._heads

    @property
    def _heads(self) -> float:
        """People of the household whose money it is: of a student in lodgings the parents' home."""
        mean = country(self.country_code).mean_household_size
        return mean if self.in_lodgings else self.household_size or mean


@cache
def _cool_places(country_code: str) -> frozenset[str]:
    """The towns of a country where it is never hot for long, `""` for all of it; none where no table says."""
    rows = table("places/cool_towns.csv")
    return frozenset(town for row in rows if row["country_code"] == country_code for town in row["cities"].split(";"))
