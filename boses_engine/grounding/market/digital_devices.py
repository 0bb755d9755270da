"""Devices: one phone by weight, every other device by its own odds, and nothing that the purse does not reach."""

from functools import cache
from math import exp

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender
from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.market.bends import LEVELS, Bend, crossed, decades, each_row_for, solve_base, users_by_place
from boses_engine.grounding.market.users import User
from boses_engine.grounding.people.demographics import LEFT_EARLY, SCHOOLING
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.text import by_code

CHEAP_PHONE, MID_RANGE = "entry-level smartphone", "mid-range smartphone"
FLAGSHIP = "recent flagship smartphone"
# Mid-range phones of households that have less in a month than one costs, over others' (estimate).
_BEYOND_A_MONTH = 0.25
COMPUTERS = ("laptop", "desktop computer")
_SCREENS = frozenset((*COMPUTERS, "tablet", "smart TV"))
# Of the well-off whom the shares leave with a phone alone, how many have a television (estimate).
_SOME_SCREEN = 0.85
_LUXURIES = ("smartwatch", "tablet", "games console", "desktop computer")
_OF_A_HOME = ("smart TV", "desktop computer")  # what nobody has in a rented room or in the home of who employs them
_BESIDE_A_CHEAP_PHONE = 3.0  # log-odds (estimate)
# Log-odds by which, outside rich countries, who left school before upper secondary has nothing of luxury, without a
# pupil at home, and no second computer (estimates).
_LITTLE_SCHOOLED, _SECOND_COMPUTER = 0.9, 2.5
_LUXURY_BY_HAND = 0.8  # the same of who works by hand, without a pupil at home
# How much oftener, outside rich countries, who leads others, is a doctor or at a bank has a dear phone than others of
# the class (estimates: banks lend their staff the money).
_FLAGSHIPS_OF_WORK = {
    **{"1": 2.4, "1113": 1.0, "1412": 1.0, "1420": 1.0},
    **{"221": 2.0, "2261": 2.0, "4211": 2.2, "3312": 2.0},
}
# Log-odds on a laptop by work (estimates): who leads, a profession, a teacher's lessons, an office.
# Work among people, on a round or behind a counter, for which a phone does: less than others of the class, many of whom
# have a desk.
_ON_FOOT = {
    **dict.fromkeys(("3322", "3324", "4213"), -0.4),  # sales rounds, dealers at landings and yards, pledges and loans
    **{"4212": -0.8, "1420": 0.0, "1412": 0.0, "51": -0.8, "52": -0.9, "53": -0.6, "54": -0.8},
}
_AT_A_DESK = {
    "1": 4.0,
    "1113": 1.2,  # heads of villages keep a book
    "2": 4.0,
    **dict.fromkeys(("222", "2230", "2652", "2653", "2655", "2659"), 0.7),  # wards and stages
    "2262": 1.4,  # the counter has the computer
    "23": 4.2,
    "2342": 3.0,
    "2359": 1.8,  # tutors, and who teaches the Quran
    "2636": 1.8,  # sermons come from a book or a phone
    **dict.fromkeys(("33", "34"), 1.3),
    **dict.fromkeys(("3413", "3421", "3423"), 0.2),  # parishes, rings and courts
    "321": 0.8,  # results of wards are written on one
    **dict.fromkeys(("3431", "3118"), 3.0),  # pictures are edited, and plans drawn
    "7422": 2.6,  # phones are unlocked, and lines set up, from one
    "3434": 0.0,  # chefs
    **dict.fromkeys(("334", "41", "421", "43", "44"), 1.1),  # the office has the computer
    "8350": 1.0,  # months on ships, with films and courses on it
    **_ON_FOOT,
}
_VILLAGES = "1113"  # ISCO-08: whose heads live from a farm and an honorarium
# Of mid-range phones, what who works on the land has where nearly all phones are cheap, and log-odds by which those of
# Low have a flat screen more seldom there: money comes with the harvest, and goes to school and roof (estimates).
_MID_RANGE_ON_FARMS, _TV_ON_FARMS = 0.35, 0.9
# Of who made a firm without schooling past upper secondary and has people for letters (estimate).
_LEADS_UNSCHOOLED = -0.9
_SMALL_HOUSES = -0.4  # the same of who keeps an eatery or a salon, whose phone takes orders and payments (estimate)
# Of that, in low-income countries and where lessons and books are mostly written by hand (estimate).
_DESKS_OF_THE_POOR = 0.36
_BY_HAND_THERE = ("south asia", "sub-saharan africa", "west asia and north africa")
# ISCO-08: engineers, architects and drafters, whose plans are drawn by hand nowhere, nor pictures by photographers.
_DRAWN = ("214", "215", "216", "3118", "3431")
# ISCO-08 major groups, crews of ships, whose phones call home, who sells online, whose phone is the shop, and guides,
# who take pictures of their guests; cheap phones over other people's (estimates).
_DESKS, _CHEAP_AT_ANY_DESK = (*"1234", "8350", "5249", "5111", "5113"), 0.42
# The same at some desks: the parents of a class write to a teacher's phone (estimates).
_CHEAP_AT_A_DESK = {"23": 0.25, "5111": 0.25, "5113": 0.3}
# Log-odds that work by hand needs no computer, where somebody at home may study on one and elsewhere (estimates).
_BY_HAND_ODDS, _BY_HAND_ALONE = 1.2, 2.2
# The same where incomes are high, where a home has one for forms, bills and school (estimate).
_BY_HAND_RICH = 0.35
_OWN_FARMS = "61"  # ISCO-08 group of farmers, who where incomes are high keep the books of a firm
# From what age on, and by how many log-odds a decade, people have what stands beside phone and television, and the
# dearest phones, more seldom than the tilt over all ages says (estimate after Pew 2021 and Eurostat 2023: tablets and
# computers past 75).
_OLD_FROM, _OLD_ODDS = 62, 0.6
_VERY_OLD_FROM, _VERY_OLD_ODDS = 72, 1.2
_OLD_ELSEWHERE = 56, 0.9  # the same of both outside rich countries (estimate)
# Log-odds by which a third of such things is rarer there in Low and Middle, but in homes that have this much over
# others of the class, in logs (estimates).
_THIRD, _THIRD_PURSE = 1.0, 0.35
_AT_COLLEGE = 0.5  # of dear phones outside rich countries, among students: a laptop comes first (estimate)
_FLAGSHIPS_UNTIL = 50  # years; dear phones get rarer from then on where many have them
_CONSOLES_UNTIL, _CONSOLES_OLD = 58, 1.5  # years, log-odds: those at home of the old are the young's (estimate)
_CONSOLES_WITHOUT_A_SCREEN = 2.0  # the same of homes with neither a smart TV nor a desktop (estimate)
# Years from which the same holds where no child is at home, outside rich countries and in them.
_CONSOLES_CHILDLESS = {False: 42, True: 47}
_GRADUATES, _DEGREES = 0.9, SCHOOLING[5:]  # log-odds on a laptop of a graduate away from desks (estimate)
_UNSCHOOLED = 4.0  # log-odds that who left school early has no computer (estimate)
# The same of pupils outside rich countries, young as they are (estimate after BPS Susenas 2023 and DICT 2024: a fifth
# to a quarter of homes have one).
_AT_SCHOOL = 0.7
# How far what a head has over the usual of the class bends, in log-odds a log: who has a device, and the dear and the
# cheap phone (estimates).
_PURSE_DEVICE, _PURSE_PHONE = 0.8, 0.9
# Log-odds on a games console of men and women (estimate after DataReportal: about six owners in ten are men).
# Log-odds a year by which who works with the hands has no smartwatch past an age (estimate).
_WATCH_BY_HAND, _WATCH_UNTIL = 0.08, 40
_CONSOLES_OF_HOMES: dict[Gender, float] = {"Male": 0.25, "Female": -0.3}
_OFTENER_USED = 1.5  # flagships of the young where used ones are usual, over others (estimate)
# By what power flagships get rarer with own pay below the price of one: money of others at home is theirs (estimate).
_OWN_DEAR = 2.0
_SHOWS_GOODS = 4.0  # flagships of who films goods for a living, over others of the same purse (estimate)
# ISCO-08: who mends phones, and who leads a shop or a house of guests; cheap phones over others' (estimate).
_AMONG_GOODS, _CHEAP_AMONG_GOODS = ("7422", "14"), 0.3
# Log-odds on what is of a home where several of the Gulf's workers from abroad share a room (estimates).
_IN_SHARED_ROOMS = {"smart TV": -1.7, "laptop": -1.4, "desktop computer": -2.5, "games console": -3.0, "tablet": -1.0}
_CHEAP_AT_A_DESK_OF_THE_POOR = 0.8  # cheap phones at desks where nearly all phones are cheap (estimate)
# How far a purse bends what is dear outside rich countries: money goes first to what all at home need (estimate).
_PURSE_DEAR_MOST = 0.5
# Log-odds on a student's laptop before the third year and from it on, outside rich countries (estimate).
_STUDENT_YEARS = -0.3, 0.4


@cache
def device_shares(country_code: str, income_level: IncomeLevel) -> tuple[tuple[str, float], ...]:
    """(device, share 0..1 of internet users from 16 up) for a country's people of one income level."""
    column = income_level.lower()
    return tuple(
        (row["device"], float(row[column]) / 100) for slot in ("phone", "extra") for row in _rows(country_code, slot)
    )


def draw_devices(rng: np.random.Generator, user: User) -> tuple[str, ...]:
    """A phone and what stands beside it.

    Who leads or deals in phones has no cheap phone, who cannot pay for it no flagship, who lives near the poverty line
    nothing but a cheap phone; who writes or draws all day has a computer; what is worn or held beside a cheap phone is
    rare.
    """
    devices = [_draw_phone(rng, user)]
    for bend in _device_bends(user.country_code, user.income_level):
        if rng.random() < _chance(bend, user, devices):
            devices.append(bend.name)
    if user.works_online and not set(COMPUTERS) & set(devices):
        devices.insert(1, "laptop")
    well_off = user.income_level == "High" or (user.is_in_a_rich_country and user.income_level == "Middle")
    if well_off and not _SCREENS & set(devices) and not user.lives_in_a_room and rng.random() < _SOME_SCREEN:
        devices.append("smart TV")
    if user.is_at_university and not set(COMPUTERS) & set(devices):  # who has money for a watch has a computer first
        devices = [each for each in devices if each not in ("games console", "smartwatch")]
    return tuple(devices)


def _draw_phone(rng: np.random.Generator, user: User) -> str:
    """The class of the phone that somebody has."""
    if user.is_near_poverty:
        return CHEAP_PHONE
    phones = {}
    for name, weight, tilt in _phones(user.country_code, user.income_level):
        phones[name] = weight * exp(tilt * decades(user.age))
    phones[FLAGSHIP] *= exp(_PURSE_PHONE * user.purse) * (_OFTENER_USED if user.buys_used else 1.0)
    phones[FLAGSHIP] *= user.own_reach_of_a_flagship**_OWN_DEAR * (_SHOWS_GOODS if user.lives_from_posts else 1.0)
    phones[MID_RANGE] *= user.own_reach_of_mid_range
    if not user.is_in_a_rich_country:
        phones[FLAGSHIP] *= by_code(_FLAGSHIPS_OF_WORK, user.isco08, 1.0)
        phones[FLAGSHIP] *= _AT_COLLEGE if user.is_at_university else 1.0
    else:
        phones[FLAGSHIP] *= exp(-_OLD_ODDS * max(user.age - _FLAGSHIPS_UNTIL, 0) / 10)
    phones[FLAGSHIP] *= exp(-_VERY_OLD_ODDS * max(user.age - _VERY_OLD_FROM, 0) / 10)
    phones[CHEAP_PHONE] *= exp(-_PURSE_PHONE * user.purse)
    if not user.affords_mid_range:
        phones[MID_RANGE] *= _BEYOND_A_MONTH
    if not user.affords_a_flagship:
        phones[FLAGSHIP] = 0.0
    if user.is_on_a_farm and user.income_level != "High" and _buys_cheap(user.country_code):
        phones[MID_RANGE] *= _MID_RANGE_ON_FARMS
    leads = user.isco08.startswith("1") and not (user.keeps_a_small_house or user.isco08.startswith(_VILLAGES))
    if leads or user.deals_in_phones:
        phones[CHEAP_PHONE] *= _CHEAP_AMONG_GOODS if user.isco08.startswith(_AMONG_GOODS) else 0.0
    elif user.isco08.startswith(_DESKS) and not user.keeps_a_small_house:
        at_a_desk = by_code(_CHEAP_AT_A_DESK, user.isco08, _CHEAP_AT_ANY_DESK)
        phones[CHEAP_PHONE] *= _CHEAP_AT_A_DESK_OF_THE_POOR if _buys_cheap(user.country_code) else at_a_desk
    return Weighted.of(phones.items()).draw(rng)


def _chance(bend: Bend, user: User, has: list[str]) -> float:
    """The probability that a person with a phone, and maybe more, has a device beside it."""
    if (bend.name in _LUXURIES and not user.affords_a_luxury) or (bend.name in _OF_A_HOME and user.lives_in_a_room):
        return 0.0
    if bend.name == "smart TV" and not user.affords_a_smart_tv:
        return 0.0
    odds = bend.odds(user.age, user.income_level, user.urban) + _PURSE_DEVICE * _purse(bend, user)
    if bend.name == "smart TV" and user.is_on_a_farm and user.income_level == "Low" and _buys_cheap(user.country_code):
        odds -= _TV_ON_FARMS
    odds += _IN_SHARED_ROOMS.get(bend.name, 0.0) if user.is_a_stranger_in_the_gulf else 0.0
    if bend.name != "smart TV":
        since, odds_a_decade = (_OLD_FROM, _OLD_ODDS) if user.is_in_a_rich_country else _OLD_ELSEWHERE
        odds -= odds_a_decade * max(user.age - since, 0) / 10
    has_two = len({FLAGSHIP, *_LUXURIES, *COMPUTERS}.intersection(has)) > 1
    if has_two and user.income_level != "High" and user.purse < _THIRD_PURSE and not user.is_in_a_rich_country:
        odds -= _THIRD
    childless = not user.pupils and user.youngest_child is None
    without = _CONSOLES_CHILDLESS[user.is_in_a_rich_country]
    if bend.name == "games console" and user.age >= (without if childless else _CONSOLES_UNTIL):
        odds -= _CONSOLES_OLD
    if bend.name == "laptop":
        if user.is_at_university and not user.is_in_a_rich_country:
            share = _student_laptops(user.country_code)[user.income_level]
            return 1 / (1 + (1 - share) / share * exp(-_STUDENT_YEARS[user.is_in_third_year]))
        at_a_desk = _AT_A_DESK["2"] if user.is_at_university else by_code(_AT_A_DESK, user.isco08, 0.0)
        if user.keeps_a_small_house:
            at_a_desk = _SMALL_HOUSES
        elif user.leads_unschooled:
            at_a_desk = min(at_a_desk, _LEADS_UNSCHOOLED)
        if user.is_near_poverty and at_a_desk < _AT_A_DESK["2"]:
            return 0.0
        if user.education in _DEGREES and user.household_monthly is not None:
            at_a_desk = max(at_a_desk, _GRADUATES)
        odds += at_a_desk * (1.0 if user.isco08.startswith(_DRAWN) else _desks(user.country_code))
    if bend.name == "games console":
        odds += _CONSOLES_OF_HOMES[user.gender]
        odds -= 0.0 if {"smart TV", "desktop computer"} & set(has) else _CONSOLES_WITHOUT_A_SCREEN
    if bend.name == "smartwatch" and user.works_by_hand:
        odds -= _WATCH_BY_HAND * max(user.age - _WATCH_UNTIL, 0)
    if bend.name in COMPUTERS:
        alone = user.household_size is not None and not user.pupils and not user.is_in_a_rich_country
        keeps_books = user.is_in_a_rich_country and user.isco08.startswith(_OWN_FARMS)
        by_hand = _BY_HAND_RICH if user.is_in_a_rich_country else _BY_HAND_ALONE if alone else _BY_HAND_ODDS
        odds -= by_hand if user.works_by_hand and not keeps_books else 0.0
        odds -= _UNSCHOOLED if user.education in LEFT_EARLY and not (user.pupils or user.studying) else 0.0
        at_school = user.studying and not user.is_at_university
        odds -= _AT_SCHOOL if at_school and not user.is_in_a_rich_country else 0.0
    if bend.name in _LUXURIES and CHEAP_PHONE in has:
        odds -= _BESIDE_A_CHEAP_PHONE
    if bend.name in _LUXURIES and user.works_by_hand and not user.pupils and not user.is_in_a_rich_country:
        odds -= _LUXURY_BY_HAND
    if bend.name in _LUXURIES and user.education in LEFT_EARLY and not user.is_in_a_rich_country:
        odds -= 0.0 if user.pupils else _LITTLE_SCHOOLED
        odds -= _SECOND_COMPUTER if bend.name in COMPUTERS and "laptop" in has else 0.0
    return 1 / (1 + exp(-odds))


@cache
def _desks(country_code: str) -> float:
    """How much of what a desk adds to the odds on a laptop it adds in a country."""
    where = country(country_code)
    by_hand = where.income_group == "low" or (where.income_group == "lower middle" and where.group in _BY_HAND_THERE)
    return _DESKS_OF_THE_POOR if by_hand else 1.0


@cache
def _buys_cheap(country_code: str) -> bool:
    """Whether nearly all phones of a country are cheap ones, those of offices too."""
    where = country(country_code)
    return where.income_group == "low" or (where.income_group, where.group) == ("lower middle", "sub-saharan africa")


@cache
def _student_laptops(country_code: str) -> dict[IncomeLevel, float]:
    """How many students of universities have a laptop, by what one costs against the class's means."""
    (row,) = _rows(country_code, "student")
    return {level: float(row[level.lower()]) / 100 for level in LEVELS}


def _purse(bend: Bend, user: User) -> float:
    """What a head has over the usual of the class, in logs, as far as it tells of a device."""
    dear = bend.name in _LUXURIES and not user.is_in_a_rich_country
    return min(user.purse, _PURSE_DEAR_MOST) if dear else user.purse


@cache
def _device_bends(country_code: str, income_level: IncomeLevel) -> tuple[Bend, ...]:
    """Every device beside the phone; the level's own share is the mean, so that none bends with income again."""
    bends = []
    for row in _rows(country_code, "extra"):
        age, urban = float(row["age_tilt"]), float(row["urban_tilt"])
        offsets, weights = crossed(*users_by_place(country_code, age, urban))
        share = float(row[income_level.lower()]) / 100
        bends.append(Bend(row["device"], solve_base(share, offsets, weights), age, 0.0, urban))
    return tuple(sorted(bends, key=lambda bend: bend.name == "games console"))  # beside a screen: after all others


@cache
def _phones(country_code: str, income_level: IncomeLevel) -> tuple[tuple[str, float, float], ...]:
    """(phone, weight at 35, age tilt) of an income level."""
    column = income_level.lower()
    rows = _rows(country_code, "phone")
    return tuple((row["device"], float(row[column]), float(row["age_tilt"])) for row in rows)


def _rows(country_code: str, slot: str) -> list[dict[str, str]]:
    """The rows of a slot: a country may have one device of its own and all else like others."""
    return each_row_for("market/digital_devices.csv", "device", country_code, slot=slot)
