"""Who buys: what of a person decides which brands they have to do with, and how much a category concerns them."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from math import exp

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Basics, Digital, Gender, Household, Life, Psychographics
from boses_engine.domain.snapshot import as_market
from boses_engine.grounding.market.own_trades import own_trades
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, as_counted, level_of
from boses_engine.grounding.places.countries import country, region_figures, table
from boses_engine.grounding.places.gazetteer import distance_km, geonames_towns, great_cities, large_towns, own_towns
from boses_engine.grounding.places.mergers import region_of_tables
from boses_engine.grounding.work.fit import is_farm

# Categories whose brand is itself the shop, company or app that people deal with: what befalls them with one is no
# matter of another. All other brands make goods, which anybody may sell.
SERVICES = frozenset(
    (
        *("online shop", "telecom", "e-wallet", "bank", "fast food", "supermarket", "coffee shop", "ride app"),
        *("video streaming", "food delivery", "pharmacy", "home internet", "pay later", "pawnshop and remittance"),
        *("insurance", "public health insurance", "games", "music streaming", "AI assistant", "milk tea shop"),
    )
)
# What people of a work have whatever their purse: who drives a taxi has to do with the make of the car.
_OF_WORK = {"8322": {"car"}}
_OLDEST = 120  # years
# Inhabitants of a metropolis, and the part of a division's people in it from which its towns are suburbs (estimate).
_METROPOLIS, _MOSTLY = 1_000_000, 0.4
_SUBURBS_KM = 25.0  # from such a city, where divisions have no figures (estimate)
_PART_LEAST = 50_000  # inhabitants of a town of the division that is one with its metropolis; no islet (estimate)
# How far money goes for what costs about the same everywhere, by income group of the country (estimates); where a
# market has weights of its own, they hold.
_GOES_FAR = {"low": 0.3, "lower middle": 0.5, "upper middle": 0.8, "high": 1.0}
# How the table of towns begins the name of a division that a town of it has too.
ALL_OF = "all of "
# What the table of towns says of chains that are in great cities and their suburbs alone where incomes are so.
GREAT_CITIES = {
    "great cities": ("low", "lower middle", "upper middle", "high"),
    "great cities unless rich": ("low", "lower middle", "upper middle"),
    "great cities where poor": ("low", "lower middle"),
}
# How far the chains of a kind reach who lives in no town of some size, of that, where incomes are low or lower middle:
# people buy at the market and the stall next door (estimates; the three markets list the towns of their chains).
_OUTSIDE_OF_THE_POOR = {"supermarket": 0.35, "pharmacy": 0.5}
_POOR = ("low", "lower middle")
# Household income per head, over the country's mean, below which a category fades out there, if more than elsewhere:
# who has less buys at the market, in sachets, and nothing by parcel (estimates).
_PURSE_WHERE_POOR = {"supermarket": 0.35, "online shop": 0.3}
_FADES = 3.0  # power by which interest falls with a purse that is too small (estimate)
# Years; how much what is of the young concerns the old who live by themselves (estimate).
_OLD, _YOUNG, _OLD_AMONG_OLD = 60, 35, 0.1
# Own money over the mean earnings of the country, from which somebody is lent to by the month, and from which also by
# who asks for papers of it (estimates: Kredivo asks for 3,000,000 rupiah, others for pay that comes every month).
_LENT, _LENT_ON_PAPERS = 0.5, 0.9
# Who wishes or fears something about debts does not pay later for what they buy.
_OF_DEBT = re.compile(r"\b(owes?|lends?|lender|moneylender|loans?|debts?|co-maker)\b")


@dataclass(frozen=True)
class Category:
    """How much people have to do with a kind of brands, by income, sex, age and what they have."""

    name: str
    incomes: dict[IncomeLevel, float]
    genders: dict[Gender, float]
    age_min: int
    age_max: int
    age_tilt: float  # log-odds per ten years above 35
    homemakers: float  # over others, how much who keeps house has to do with it
    farms: float  # over others, how much who works on the land or at sea has, outside rich countries
    faiths_not: frozenset[str]  # whose people have nothing to do with it
    needs: frozenset[str]  # what a household must have one of
    needs_device: frozenset[str]  # what the person must have one of
    purse_least: float  # household income per head, over the country's mean, below which it fades out
    for_young: bool  # whether old people have to do with it only where somebody young lives with them
    outside: float  # how far, 0..1, who lives in no town of some size has to do with it

    def relevance(self, gender: Gender, age: int, income: IncomeLevel, at_home: bool = False) -> float:
        if not self.age_min <= age <= self.age_max:
            return 0.0
        usual = self.incomes[income] * self.genders[gender] * exp(self.age_tilt * (age - 35) / 10)
        return usual * (self.homemakers if at_home else 1.0)

    def reach(self, buyer: "Buyer") -> float:
        """How far, 0..1, the purse, the household and the places of home and work of somebody reach for it."""
        least = max(self.purse_least, _PURSE_WHERE_POOR.get(self.name, 0.0) if buyer.is_where_poor else 0.0)
        reached = buyer.means >= least or self.name in buyer.had_for_work
        near = 1.0 if reached else (buyer.means / least) ** _FADES
        near *= 1.0 if buyer.in_town else self.outside * buyer.chains_outside(self.name)
        near *= self.farms if buyer.on_a_farm else 1.0
        near *= 0.0 if buyer.own_trades.get(self.name) == frozenset() else 1.0
        return near * (_OLD_AMONG_OLD if self.for_young and buyer.old_among_old else 1.0)

    def concerns(self, religion: str, has: frozenset[str]) -> bool:
        """Whether somebody of a faith, with what the household has, has to do with it at all."""
        return (
            religion not in self.faiths_not
            and (not self.needs or not self.needs.isdisjoint(has))
            and (not self.needs_device or not self.needs_device.isdisjoint(has))
        )


@dataclass(frozen=True)
class Buyer:
    """What of a person decides which brands they have to do with."""

    country_code: str
    region: str | None
    gender: Gender
    age: int
    income_level: IncomeLevel
    religion: str
    household: Household
    devices: tuple[str, ...]
    psychographics: Psychographics
    at_home: bool = False  # keeps house
    education: str = EDUCATION_LEVELS[-1]
    platforms: tuple[str, ...] = ()
    household_monthly: int | None = None  # local money; None where it is not known
    fears_debt: bool = False
    in_town: bool = True  # of some size
    isco08: str = ""  # of the work, empty for who does not work
    title: str = ""  # of the work: "coffee shop owner"; empty where it is not known
    city: str = ""  # empty where it is not known
    kin_elsewhere: bool | None = None  # whether relatives elsewhere send money; None where it is not known
    personal_monthly: int | None = None  # own money, local; None where it is not known

    @classmethod
    def of(cls, person: Basics, digital: Digital, life: Life) -> "Buyer":
        """A planned person as a buyer."""
        place = person.location
        region = region_of_tables(place.country_code, place.city, place.region)
        return cls(
            place.country_code,
            region,
            person.gender,
            person.age,
            person.income.level,
            person.religion,
            person.household,
            digital.devices,
            person.psychographics,
            person.work.status == "keeping house",
            as_counted(person.education),
            digital.platforms,
            person.income.household_monthly,
            bool(_OF_DEBT.search(f"{life.wish} {life.worry} {life.value}")),
            person.urban and _is_of_some_size(place.country_code, place.city, region),
            person.work.isco08,
            person.work.title,
            place.city,
            any(each.who == "relatives elsewhere" for each in person.income.others),
            person.income.personal_monthly,
        )

    @property
    def on_a_farm(self) -> bool:
        """Whether they work on the land or at sea, outside rich countries."""
        return country(self.country_code).income_group != "high" and is_farm(self.isco08)

    @property
    def is_where_poor(self) -> bool:
        """Whether incomes in the country are low or lower middle."""
        return country(self.country_code).income_group in _POOR

    def chains_outside(self, category: str) -> float:
        """How far the chains of a category come to the small towns of the country, over those of others."""
        poor = self.is_where_poor and not as_market(self.country_code)
        return _OUTSIDE_OF_THE_POOR.get(category, 1.0) if poor else 1.0

    def is_in(self, places: frozenset[str]) -> bool:
        """Whether the town is one of some places or in one: by its own name, as part of a division that is named
        "all of" it or has its name for itself, or as a great city where others of a poorer country are none; so is a
        town that is not known."""
        if not places or not self.city or self.city in places or f"{ALL_OF}{self.region or self.city}" in places:
            return True
        if self.region in places and (
            self.city in _suburbs(self.country_code) or _is_division(self.country_code, self.region)
        ):
            return True
        group = country(self.country_code).income_group
        known = [group not in groups for said, groups in GREAT_CITIES.items() if said in places]
        return bool(known) and (
            all(known) or self.city in great_cities(self.country_code) or self.city in _suburbs(self.country_code)
        )

    def is_in_town_under(self, people: int) -> bool:
        """Whether they live in a town of fewer people, or in none, and in no metropolis; nobody whose town is not
        known."""
        if not self.city or self.region in _metropolises(self.country_code):
            return False
        if self.city in _suburbs(self.country_code):
            return False
        return not self.in_town or _towns(self.country_code).get(self.city, 0) < people

    @cached_property
    def own_trades(self) -> Mapping[str, frozenset[str]]:
        """The categories by which they live themselves, each with the brands with which they have to do in spite of
        that."""
        return own_trades(self.isco08, self.title)

    @cached_property
    def had_for_work(self) -> frozenset[str]:
        """What people of this work have whatever their purse."""
        return frozenset().union(*(names for code, names in _OF_WORK.items() if self.isco08.startswith(code)))

    @cached_property
    def purse(self) -> float:
        """Household income per head over the country's mean; 1 where it is not known."""
        if self.household_monthly is None:
            return 1.0
        return country(self.country_code).purse(self.household_monthly, self.household.size)

    @cached_property
    def means(self) -> float:
        """The purse, smaller where money does not go far: Netflix and an iPhone are dear in Addis Ababa."""
        if self.household_monthly is None or as_market(self.country_code):
            return self.purse
        return self.purse * _GOES_FAR[country(self.country_code).income_group]

    @property
    def _own_pay(self) -> float:
        """Own money over the mean earnings of the country; 1 where it is not known."""
        if self.personal_monthly is None:
            return 1.0
        return self.personal_monthly / country(self.country_code).mean_earnings_monthly

    @cached_property
    def schooling(self) -> int:
        """Their level, by its place among `EDUCATION_LEVELS`."""
        return level_of(self.education)

    @cached_property
    def old_among_old(self) -> bool:
        """Whether the person is old and nobody young is at home."""
        home = self.household
        young = any(child < _YOUNG for child in home.children) or any("grand" in each for each in home.members)
        return self.age >= _OLD and not young

    @cached_property
    def has(self) -> frozenset[str]:
        """What the household has of what categories need."""
        children = self.household.children
        smartphone = any("smartphone" in device for device in self.devices)
        known = {
            "child under 2": any(age < 2 for age in children),
            "child from 1": any(1 <= age < 7 for age in children),
            "child under 4": any(age < 4 for age in children),
            "child": any(age < 18 for age in children),
            "menstruating woman": self.gender == "Female" and 13 <= self.age <= 50,
            "home internet": self.income_level != "Low" and smartphone,
            "car": self.income_level == "High" or "car" in self.had_for_work,
            "smartphone": smartphone,
            "mobile money": self.country_code in _with_mobile_money(),
            "games console": "games console" in self.devices,
            "computer": bool({"laptop", "desktop computer"} & set(self.devices)),
            "an account": self.income_level != "Low" or self._own_pay > 0,
            "credit": not self.fears_debt and self._own_pay >= _LENT,
            "pay on papers": self._own_pay >= _LENT_ON_PAPERS,
            "kin elsewhere": self.kin_elsewhere is True,
            "nobody elsewhere": self.kin_elsewhere is False,
        }
        return frozenset(name for name, there in known.items() if there) | frozenset(self.platforms)


@cache
def _with_mobile_money() -> frozenset[str]:
    """The countries with mobile money that works by short codes, on any phone."""
    return frozenset(code for row in table("market/mobile_money.csv") for code in row["markets"].split("|"))


@cache
def _towns(country_code: str) -> dict[str, int]:
    """The inhabitants of the towns of a country by name, of several the largest; villages are in no table."""
    towns = own_towns(country_code) or geonames_towns(country_code)
    return {town.place.city: town.place.population for town in reversed(towns)}


def _is_division(country_code: str, name: str) -> bool:
    """Whether a name stands for the division by itself: no town has it too, or the division is mostly a metropolis.

    "Thanh Hoa" is the city, not all districts of its province, which are "all of Thanh Hoa".
    """
    return name not in _towns(country_code) or name in _metropolises(country_code)


@cache
def _metropolises(country_code: str) -> frozenset[str]:
    """The divisions that are mostly a city of a million or more, with its suburbs, of a country with figures of its
    divisions."""
    people = {region: each.population for region, each in region_figures(country_code).items()}  # thousands
    cities = Counter[str]()
    for town in own_towns(country_code) or geonames_towns(country_code):
        if town.place.population >= _METROPOLIS:
            cities[region_of_tables(country_code, town.place.city, town.place.region) or ""] += town.place.population
    return frozenset(region for region, of_it in people.items() if cities[region] > _MOSTLY * 1000 * of_it)


def _is_of_some_size(country_code: str, city: str, region: str | None) -> bool:
    """Whether a town is large, or part of a metropolis: who lives in Pateros or Mahlsdorf shops in Manila or Berlin."""
    if city in _suburbs(country_code) or city in large_towns(country_code):
        return True
    return region in _metropolises(country_code) and _towns(country_code).get(city, 0) >= _PART_LEAST


@cache
def _suburbs(country_code: str) -> frozenset[str]:
    """The towns near a city of a million or more, by name, where no towns of the country's own tell its divisions."""
    towns = () if own_towns(country_code) else geonames_towns(country_code)
    placed = [(town, town.position) for town in towns if town.position]
    centres = [at for town, at in placed if town.place.population >= _METROPOLIS]
    return frozenset(
        town.place.city for town, at in placed if any(distance_km(at, centre) < _SUBURBS_KM for centre in centres)
    )


@cache
def categories() -> dict[str, Category]:
    """The categories of brands by name."""
    return {
        row["category"]: Category(
            name=row["category"],
            incomes=by_income(row),
            genders={"Female": float(row["female"]), "Male": float(row["male"])},
            age_min=int(row["age_min"]),
            age_max=int(row["age_max"]),
            age_tilt=float(row["age_tilt"]),
            homemakers=float(row["homemakers"]),
            farms=float(row["farms"]),
            faiths_not=frozenset(filter(None, row["faiths_not"].split("|"))),
            needs=frozenset(filter(None, row["needs"].split("|"))),
            needs_device=frozenset(filter(None, row["needs_device"].split("|"))),
            purse_least=float(row["purse_least"]),
            for_young=row["young"] == "yes",
            outside=float(row["outside"]),
        )
        for row in table("market/brands_categories.csv")
    }


# Columns that say whom a bend is about.
_OF_WHOM = ("gender", "faith", "age_min", "age_max", "schooling_max", "work", "town_under", "purse_from", "has")


@dataclass(frozen=True)
class Bend:
    """One row of brands_bends.csv: by what the people whom it is about have more or less to do with something."""

    regions: tuple[str, ...]  # divisions of the country; none for all
    gender: str  # "" for both
    faiths: tuple[str, ...]  # parts of the names of faiths, lower case; none for all
    age_min: int
    age_max: int
    schooling_most: int  # index of the highest level that it is about
    work: tuple[str, ...]  # beginnings of ISCO-08 codes; none for all
    town_under: int | None  # inhabitants that a town has fewer than, a suburb of a metropolis not counted; None for all
    purse_from: float  # household income per head over the country's mean, the least
    has: str  # what of `Buyer.has` they have; "" for all
    factor: float

    def about(self, buyer: Buyer) -> bool:
        """Whether somebody is one of these people."""
        return (
            self.gender in ("", buyer.gender)
            and (not self.regions or buyer.region in self.regions)
            and self.age_min <= buyer.age <= self.age_max
            and (not self.faiths or any(each in buyer.religion.casefold() for each in self.faiths))
            and buyer.schooling <= self.schooling_most
            and (not self.work or buyer.isco08.startswith(self.work))
            and (self.town_under is None or buyer.is_in_town_under(self.town_under))
            and buyer.purse >= self.purse_from
            and (not self.has or self.has in buyer.has)
        )


def bent(buyer: Buyer, category: str, brand: str = "") -> float:
    """By what factor a buyer has more or less to do with a category, or with one brand of it, than its weight says."""
    factor = 1.0
    for each in _bends(buyer.country_code).get((category, brand), ()):
        if each.about(buyer):
            factor *= each.factor
    return factor


def is_bent(country_code: str, category: str, brand: str = "") -> bool:
    """Whether anybody's factor can be another than 1."""
    return (category, brand) in _bends(country_code)


@cache
def _bends(country_code: str) -> dict[tuple[str, str], tuple[Bend, ...]]:
    """The bends of a country by category and brand; of a category's bends of a country, a region and the world for one
    sex and faith the nearest holds."""
    found: dict[tuple[str, str], dict[tuple[str, ...], tuple[int, Bend]]] = {}
    nearness = {"any": 0, country(country_code).group: 1, country_code: 2}
    for row in table("market/brands_bends.csv"):
        market, _, regions = row["market"].partition(":")
        near = nearness.get(market)
        if near is None:
            continue
        highest = EDUCATION_LEVELS.index(row["schooling_max"]) if row["schooling_max"] else len(EDUCATION_LEVELS) - 1
        bend = Bend(
            tuple(filter(None, regions.split("|"))),
            row["gender"],
            tuple(filter(None, row["faith"].casefold().split("|"))),
            int(row["age_min"] or 0),
            int(row["age_max"] or _OLDEST),
            highest,
            tuple(filter(None, row["work"].split("|"))),
            int(row["town_under"]) if row["town_under"] else None,
            float(row["purse_from"] or 0),
            row["has"],
            float(row["factor"]),
        )
        key = row["category"], row["brand"]
        kind = regions, *(row[name] for name in _OF_WHOM)
        known = found.setdefault(key, {})
        if kind not in known or known[kind][0] <= near:
            known[kind] = near, bend
    return {key: tuple(bend for _, bend in known.values()) for key, known in found.items()}


def by_income(row: dict[str, str]) -> dict[IncomeLevel, float]:
    """The weights of a row by income level."""
    return {"Low": float(row["low"]), "Middle": float(row["middle"]), "High": float(row["high"])}
