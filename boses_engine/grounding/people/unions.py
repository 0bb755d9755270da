"""Couples that live together without marriage, and the separated whom a court has divorced, by country, age and faith.

Households are drawn with a husband or wife, which is what their money goes by; who of them is unmarried is told apart
once faith and schooling are known. Sources: unions.csv, household_norms.csv.
"""

from functools import cache

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Earning, Gender, Household, Income
from boses_engine.grounding.people.demographics import LEFT_EARLY, as_counted
from boses_engine.grounding.people.norms import his_parents, norms
from boses_engine.grounding.people.second_wives import CO_WIFE, SECOND_WIFE
from boses_engine.grounding.places.countries import country, figure_of, table

PARTNER = "partner"
TEACHERS, UNIFORMED = "23", ("01", "02", "03", "5411", "5412")  # ISCO-08
_SPOUSES = ("husband", "wife")
_PARENTS = frozenset(("mother", "father", "mother-in-law", "father-in-law"))
_MORE_WIVES = ("Muslim", "traditional religion")  # faiths whose homes are told of with two wives
_IN_LAW = {"mother": "mother-in-law", "father": "father-in-law"}
_OWN = {theirs: own for own, theirs in _IN_LAW.items()}
_OTHER_CHILD = {
    **{"son": "daughter", "daughter": "son"},
    **{"son-in-law": "daughter-in-law", "daughter-in-law": "son-in-law"},
}
_KIN_ABROAD = {
    **{"mother": "older sister", "father": "older brother", "grandmother": "aunt"},
    **{"mother-in-law": "sister-in-law", "father-in-law": "brother-in-law"},
}
_MIDDLES = (22.0, 27.0, 32.0, 40.0, 52.0, 67.0, 80.0)  # years, of the columns, and of the oldest
_OLDEST = 0.4  # of couples of 80, how many, over those of 67: they married when all did (estimate)
_AGES = ("under_25", "25_to_29", "30_to_34", "35_to_44", "45_to_59", "from_60")
# How much rarer or commoner it is, in odds, by schooling where incomes are not high (estimate after PSA NDHS 2022 and
# INEGI census 2020), and by faith (estimate).
_BY_SCHOOLING = {
    **dict.fromkeys(LEFT_EARLY, 1.25),
    **dict.fromkeys(("bachelor's degree", "master's degree"), 0.4),
}
_BY_FAITH = {
    "muslim": 0.03,
    "hindu": 0.1,
    "sikh": 0.1,
    "iglesia ni cristo": 0.02,
    "jehovah": 0.02,
    "evangelical": 0.5,
    "baptist": 0.4,
}
# The same by mother tongue of who came from where hardly anybody lives so (estimate after census tables of couples by
# country of birth: ONS 2021, Statistics Canada 2021, ABS 2021).
_BY_TONGUE = {
    **dict.fromkeys(("Hindi", "Punjabi", "Gujarati", "Marathi", "Tamil", "Telugu", "Malayalam", "Kannada"), 0.1),
    **dict.fromkeys(("Bengali", "Nepali", "Sinhala", "Konkani", "Urdu", "Pashto", "Tigrinya", "Amharic"), 0.15),
    **dict.fromkeys(("Arabic", "Armenian", "Georgian", "Turkish", "Kurdish", "Vietnamese"), 0.4),
}
# The same by class: weddings cost, and those who own something marry (estimate after PSA NDHS 2022 and DHS: living
# together by wealth).
_BY_CLASS: dict[IncomeLevel, float] = {"Low": 1.2, "Middle": 1.0, "High": 0.7}
# The same by schooling in rich countries, where the figure `graduates marry` of by_country.csv is 1 (estimate after Pew
# Research Center 2019: of adults who live as couples those without a degree are oftener unmarried).
_BY_SCHOOLING_RICH = {
    **dict.fromkeys(LEFT_EARLY, 1.2),
    **{"upper secondary school": 1.15, "bachelor's degree": 0.6, "master's degree": 0.5},
}
_TEACHERS = 0.4  # of the schooled, in odds, outside rich countries (estimate: pupils' parents look at them)
# Of couples of 35 to 44, below which living together is a stage before a wedding, and how much rarer it is there with
# each of two children, in odds; with the schooled, once the eldest child is so many years old (estimates).
_RARE, _RARE_WITH_CHILDREN, _LONG_TOGETHER, _MARRIED_BY_NOW = 0.05, 0.3, 10, 0.5
_SCHOOLED = ("vocational diploma", "bachelor's degree", "master's degree")
_SERVANTS_MARRY = ("ID",)  # no civil servant lives unmarried (Government Regulation 45/1990), nor who is in uniform
_SERVANTS_MOSTLY_MARRY = ("PH",)  # as teachers: the benefits of the state are those of a wedded spouse (estimate)
_NO_DIVORCE = "PH"  # but for Muslims (Presidential Decree 1083)
# How much rarer the divorced are among the separated of an age, in odds (estimate).
_DIVORCED_YOUNG = ((21, 25, 32), (0.02, 0.25, 1.0))


def unmarried(
    code: str,
    age: int,
    education: str,
    religion: str,
    with_parents: bool = False,
    children: tuple[int, ...] = (),
    teaches: bool = False,
    level: IncomeLevel = "Middle",
    region: str | None = None,
    tongue: str = "",
) -> float:
    """The share, 0..1, of couples with somebody of that age, in years, who live together without marriage; rarer under
    the roof of parents of one of them, with years together that children tell, for who `teaches`, and in rich countries
    for who has the mother `tongue` of people who marry; commoner elsewhere in the lowest class."""
    shares, education = _by_age(code, region), as_counted(education)
    share = float(np.interp(age, _MIDDLES, shares))
    odds = share / (1 - share) * (_rarer_with_parents(code) if with_parents else 1.0)
    if country(code).income_group != "high":
        odds *= _BY_SCHOOLING.get(education, 1.0) * (_TEACHERS if teaches else 1.0) * _BY_CLASS[level]
    else:
        odds *= _BY_SCHOOLING_RICH.get(education, 1.0) ** figure_of(code, "people", "graduates marry")
    if shares[_AGES.index("35_to_44")] < _RARE and children:
        odds *= _RARE_WITH_CHILDREN ** min(len(children), 2)
    elif education in _SCHOOLED and children and children[0] >= _LONG_TOGETHER:
        odds *= _MARRIED_BY_NOW
    times = next((times for part, times in _BY_FAITH.items() if part in religion.lower()), 1.0)
    if country(code).income_group == "high":
        times = min(times, _BY_TONGUE.get(tongue, 1.0))
    # Where nearly all live together first, odds would leave many of those whose faith forbids it.
    return min(odds * times / (1 + odds * times), max(share, 0.5) * times if times < 1 else 1.0)


@cache
def _by_age(code: str, region: str | None) -> tuple[float, ...]:
    """The shares at `_MIDDLES` of a division, a country or a world region; next to none where there are no figures."""
    row = _row(code, region)
    shares = tuple(float(row[column]) for column in _AGES) if row else (0.005,) * len(_AGES)
    return (*shares, _OLDEST * shares[-1])


@cache
def _rarer_with_parents(code: str) -> float:
    """How common it is with parents at home, in odds, over other homes."""
    row = _row(code)
    return float(row["with_parents"]) if row else 0.1


@cache
def _rows() -> dict[str, dict[str, str]]:
    """By country, division of one or world region the row that names it."""
    return {key: row for row in table("people/unions.csv") for key in row["key"].split("|")}


def _row(code: str, region: str | None = None) -> dict[str, str] | None:
    rows, where = _rows(), country(code)
    return next((rows[key] for key in (f"{where.code}/{region}", where.code, where.group) if key in rows), None)


def as_lived(
    rng: np.random.Generator,
    home: Household,
    code: str,
    age: int,
    education: str,
    religion: str,
    *,
    serves: bool = False,
    came: bool = False,
    teaches: bool = False,
    level: IncomeLevel = "Middle",
    region: str | None = None,
    tongue: str = "",
) -> Household:
    """The household as its people call it: some of the married live with a partner, but hardly any where who `serves`
    the state may not, and few of who `teaches`; some of the separated are divorced, and who `came` from another country
    as a grown person has kin of their age with them rather than parents."""
    status, members, chance = home.marital_status, home.members, rng.random()
    bound = (serves and code in _SERVANTS_MARRY) or not {SECOND_WIFE, CO_WIFE}.isdisjoint(members)
    parents = not _PARENTS.isdisjoint(members)
    teaches = teaches or (serves and code in _SERVANTS_MOSTLY_MARRY)
    if (
        status == "married"
        and not bound
        and not members_apart(members)
        and chance < unmarried(code, age, education, religion, parents, home.children, teaches, level, region, tongue)
    ):
        status, members = "living with a partner", tuple(PARTNER if each in _SPOUSES else each for each in members)
    elif status == "separated" and chance < _divorced(code, religion, age):
        status = "divorced"
    if not any(part in religion for part in _MORE_WIVES):
        members = tuple("cousin" if each in (SECOND_WIFE, CO_WIFE) else each for each in members)
    if came:
        members = tuple(_KIN_ABROAD.get(each, each) for each in members)
    return home.model_copy(update={"marital_status": status, "members": members})


def as_customary(
    rng: np.random.Generator, home: Household, code: str, gender: Gender, drawn_as: float, tongue: str
) -> Household:
    """The household with parents of the side that the people of a mother tongue live with, where another custom, by how
    many of such parents are the husband's, was `drawn_as` that of the place: an Ede lives with his wife's mother, and
    his daughter's husband with him."""
    own, members = his_parents(code, tongue), home.members
    if own is None or drawn_as == own:
        return home
    to_hers = own < drawn_as
    if rng.random() >= (1 - own / drawn_as if to_hers else 1 - (1 - own) / (1 - drawn_as)):
        return home
    if not set(_SPOUSES).isdisjoint(members) and (gender == "Male") == to_hers:
        members = tuple(_IN_LAW.get(each, each) for each in members)
    elif not set(_SPOUSES).isdisjoint(members):
        members = tuple(_OWN.get(each, each) for each in members)
    child, spouse = ("son", "daughter-in-law") if to_hers else ("daughter", "son-in-law")
    if members.count(spouse) == 1 and child in members:
        turned = {members.index(child): _OTHER_CHILD[child], members.index(spouse): _OTHER_CHILD[spouse]}
        members = tuple(turned.get(at, each) for at, each in enumerate(members))
    return home.model_copy(update={"members": members})


def members_apart(members: tuple[str, ...]) -> bool:
    """Whether no husband or wife is at home: of the married, theirs is away for work."""
    return set(_SPOUSES).isdisjoint(members)


def _divorced(code: str, religion: str, age: int) -> float:
    """The share of the separated who are divorced; less of the young, for weddings and courts take their time."""
    share = 0.8 if country(code).code == _NO_DIVORCE and religion == "Muslim" else norms(code).divorced
    odds = float(np.interp(age, *_DIVORCED_YOUNG))
    return share * odds / (1 - share + share * odds)


def named(income: Income, drawn: Household, home: Household) -> Income:
    """The income with what each brings under the name that they have in the household, drawn under another."""
    names = dict(zip(drawn.members, home.members, strict=True))
    others = tuple(Earning(who=names.get(each.who, each.who), monthly=each.monthly) for each in income.others)
    return income.model_copy(update={"others": others})
