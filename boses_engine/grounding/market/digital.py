"""Devices, hours online and platforms, from published shares bent by age, income, place and temper.

Every share is one of internet users from 16 years up, not of the population, and everybody drawn with a smartphone is
taken to be one (`feature_phones` has the others). A share s bends as log-odds: logit(p) = a + age tilt · (age - 35) /
10 + income tilt · level + urban tilt + 0.15 · extraversion in standard deviations, where a is solved for, so that the
mean of p over the country's people from 16 up (40 % low, 40 % middle, 20 % high income, as the income classes are cut)
is the published share. The tilts are own estimates, except where the table names a source for them.

What comes on top moves the mean and is solved for in part only, as so much of an income class: less schooling than a
platform's people, work by hand or on the land, a low income with little schooling, and students, who have shares of
their own where the table gives them (`students`). The people drawn have rarer platforms less than the table says.
Nobody older than `age_most` uses a platform that has one. A platform of nine in ten is an anchor: what everybody is
reached on. Nobody lacks all of several anchors, nor any of them beside a platform of fewer people.
"""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import exp, log

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Digital
from boses_engine.grounding.market.bends import (
    LEVELS,
    RICH_MARKET,
    Array,
    Bend,
    crossed,
    rows_for,
    solve_base,
    users,
    users_by_place,
)
from boses_engine.grounding.market.digital_devices import draw_devices
from boses_engine.grounding.market.digital_hours import OLD_FROM, draw_hours
from boses_engine.grounding.market.feature_phones import FEATURE_PHONE, share_without_a_smartphone
from boses_engine.grounding.market.users import User
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, level_of
from boses_engine.grounding.people.newcomers_at_work import tongues_at_home
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.places.gazetteer import great_cities
from boses_engine.grounding.text import by_code, slug

PLATFORM_EVIDENCE = "grounding:platforms/"
# An online panel says 7 to 8 a month (Digital 2024 Indonesia: 7.8), those looked at once counted; estimates below it.
PLATFORMS_LEAST, PLATFORMS_MOST, _PLATFORMS_FEW, _FEW_WHERE_RICH = 2, 7, 5, 6
_FEW_ABOVE = 50  # years; past it there are few, and outside rich countries with a low income
_LIVED_FROM = 6.0  # log-odds of the platform that somebody's work is named for
_SURE = log(0.88 / 0.12)  # log-odds from which a platform is not given up for another (estimate)
_GIVEN_UP = 0.5  # how much less than on use it rests on reach which one is given up where there are too many (estimate)
_ANCHOR = 0.9  # share of internet users from which a platform is what everybody is reached on
# Names of platforms that are words as well, but where they have their capitals: a line leader is not on LINE.
_ALSO_WORDS = frozenset(("line", "band", "messenger", "signal", "max", "threads", "x"))
# Where who lives from posts has to be, and their buyers write to them.
_POSTED_ON_SELDOM, _FEW_POSTED = 0.3, 0.8  # share under which buyers are elsewhere, and log-odds then (estimates)
_POSTED_ON = {**dict.fromkeys(("TikTok", "Instagram", "Facebook", "YouTube"), 3.0), "Messenger": 1.0}
_WITH_PEOPLE, _REACHED = tuple("12345"), 0.8  # ISCO-08 major groups; log-odds on an anchor (estimate)

_RESTS_ON = {"Threads": "Instagram", "Messenger": "Facebook"}  # platforms that ask for an account of another
# Log-odds on LinkedIn by work, and what they fall by while people stop working, between two ages in years (estimates).
_LINKEDIN = {
    **dict.fromkeys(("1", "21", "24", "25"), 1.5),
    **dict.fromkeys("56789", -3.5),
    "23": -1.5,
    "231": 0.3,
    "22": -1.0,
    "226": -0.3,  # of wards not alone
    **{"131": -0.8, "14": 0.0},  # farms, and houses of guests
}
_LINKEDIN_SELDOM = 0.05  # share of a rich country under which firms of all kinds of work hire otherwise (estimate)
# The same outside rich countries, of whose graduates at desks the share among all says little (estimate).
_LINKEDIN_ELSEWHERE = _LINKEDIN | {
    "1": 1.7,
    "131": -1.0,
    "1321": 0.6,
    "1324": 0.4,
    "312": 0.2,
    "14": 0.5,
    "24": 1.6,
    "243": 2.3,
    "26": 1.0,
    "3": 0.9,
    "4": 1.3,
    "421": 0.6,
    "231": 0.9,
    "1221": 2.4,
    "1222": 2.4,
    "1212": 2.4,
    "21": 1.9,
    **dict.fromkeys(("214", "2161", "2163", "2165"), 0.7),  # sites, plants and workshops
    "25": 2.6,
}
_LINKEDIN_IN_TOWNS = -0.8  # the same there outside great cities, where the firms are that hire by it (estimate)
_LINKEDIN_OF_SHOPS = -3.0  # the same of who keeps a workshop or an eatery, or made a firm without schooling (estimate)
_LINKEDIN_OF_THE_STATE = -1.6  # the same of who is at an office of the state, which hires by examinations (estimate)
_LINKEDIN_AT_HOME = -1.5  # the same of adults who neither work nor study (estimate)
_LINKEDIN_OF_OWNERS = -1.2  # the same of who keeps a shop or a house of guests (estimate)
_OF_SCHOOLS_AND_WARDS = ("22", "23")  # ISCO-08 groups that have figures of their own, mostly of the state
_KEPT_HOUSES = ("14", "52")  # ISCO-08, with "owner" in the title
_LINKEDIN_PAST_WORK, _PAST_WORK = -2.5, (57, 67)
# Log-odds on Viber by work where at least some have it: groups of offices and wards (estimate).
_SOME = 0.1
_VIBER = {**dict.fromkeys(("1", "2", "4"), 0.6), "23": 0.0, "3": 0.5}
# From an age on every platform gets rarer by at least so much log-odds a year, what everybody has by more, and what the
# young have first (estimates after Pew 2025 and IBGE PNAD TIC 2024: of those of 65 and over who are online one in five
# is on Instagram, one in eight on TikTok, nine in ten on WhatsApp where everybody is).
_OLD_AGE_FROM, _OLD_AGE_YEAR, _OLD_AGE_ANCHOR, _OLD_AGE_YOUNG, _OLD_AGE_MOST = 61, 0.03, 0.14, 0.16, 4.0
_OF_THE_YOUNG, _OF_ALL_AGES = -0.25, "YouTube"  # age tilt; whatever its own
_YOUNG_UNSCHOOLED = 0.8  # log-odds that the old with little schooling lack what the young have first (estimate)
_FITTED_BY_AGE = ("US",)  # markets whose tilts by age are fitted to a survey's shares by age (Pew)
# A platform that few of a country use, a minor one, is lacked by more of those who work by hand and, outside rich
# countries, on the land, with a low income and little schooling, and of those past 40 (log-odds; estimates).
_MINOR, _MINOR_BY_HAND, _MINOR_ON_THE_LAND, _MINOR_LOW = 0.35, 1.0, 2.5, 1.0
_MINOR_LEFT_EARLY = 0.7  # the same of others who left before upper secondary school (estimate)
# What all that comes to in the mean of an income class (estimate).
_MINOR_LACKING: dict[IncomeLevel, float] = {"Low": -0.6, "Middle": -0.3, "High": 0.0}
_MINOR_OLD_FROM, _MINOR_OLD_YEAR, _MINOR_OLD_MOST = 40, 0.1, 1.5
# And one that the young use though it is no minor one, such as Instagram, of those who work by hand and on the land, by
# age, and past 45 with little schooling (estimates).
_YOUNG_TILT, _YOUNG_BY_HAND, _YOUNG_ON_THE_LAND, _YOUNG_OLD = -0.5, (0.5, 1.5), (1.0, 3.0), 1.5
# The same of others of Low without schooling past upper secondary, between which ages it grows to that, and what it
# is at least, since the income tilt is of all ages.
_YOUNG_LOW, _YOUNG_LOW_FROM, _YOUNG_LOW_TO, _YOUNG_LOW_LEAST = 0.7, 28, 36, -0.6
# The same of what is no sooner of the better off, such as TikTok (estimates).
_WATCHED_ON_THE_LAND, _WATCHED_OLD = (0.2, 0.6), 0.5
_IN_VILLAGES_TOO = 0.7, 0.3  # share from which villages have it too, and what is left of that on the land (estimate)
_LAND_OLD_FROM, _BY_HAND_OLD_FROM, _OLD_AND_UNSCHOOLED_FROM = 33, 40, 46  # years
_SECOND_ANCHOR_OLD = 1.6  # of what nearly all have beside the first, of the same on the land (estimate)
# Log-odds in the leading cities of China and outside them on what began in them, or in the small towns (estimates).
_BY_TOWN = {"Xiaohongshu": (0.5, -0.35), "Weibo": (0.35, -0.25), "Bilibili": (0.35, -0.25), "Kuaishou": (-0.6, 0.3)}
_LEADING = frozenset(
    (
        *("Beijing", "Shanghai", "Guangzhou", "Shenzhen", "Chengdu", "Hangzhou", "Chongqing", "Wuhan", "Suzhou"),
        *("Xi’an", "Nanjing", "Changsha", "Tianjin", "Zhengzhou", "Dongguan", "Wuxi", "Ningbo", "Qingdao"),
        *("Hefei", "Foshan"),
    )
)
# The same on WeChat outside China, where some have it: who speaks Chinese at home writes to kin there, of who speaks
# neither that nor English hardly anybody has it (estimate).
_CHINESE_ELSEWHERE, _OTHERS_ELSEWHERE = 1.4, -1.0
_CHINESE = ("Mandarin", "Cantonese", "Hokkien", "Hakka", "Teochew", "Hainanese", "Foochow", "Chinese")
# The same in rich countries where few others have it: most who grew up with the tongue of an app's own country do, so
# that they reach those at home (estimate after Pew 2023 and ABS).
_OF_ITS_TONGUE, _OF_OTHER_TONGUES = 6.2, -3.0
_TONGUES_OF = {"WeChat": _CHINESE, "KakaoTalk": ("Korean",), "Zalo": ("Vietnamese",)}
# Log-odds where people write on several: on what kin at home write on, for who grew up with the tongue of another
# country (estimates after Pew 2024: half of Hispanic and Asian Americans are on WhatsApp, a fifth of white ones).
_KIN_ON_WHATSAPP, _KIN_ON_FACEBOOK = 1.7, 1.5
_ON_FACEBOOK = ("Vietnamese", "Tagalog", "Ilocano", "Hmong", "Khmer", "Thai", "Burmese", "Nepali")
# The same on Telegram, where nearly all at home are on it (estimate).
_KIN_ON_TELEGRAM, _ON_TELEGRAM = 2.6, ("Ukrainian", "Belarusian", "Russian")
_NOT_ON_WHATSAPP = (*_CHINESE, "Vietnamese", "Korean", "Japanese", "Hmong", "Thai")
_FEW_ON_WHATSAPP = 0.6  # of the online, under which others there mostly write elsewhere
# Log-odds on a platform that is for calls abroad, with relatives elsewhere and without (estimate: with 5 to 10 % of the
# Philippines' people WhatsApp is for kin abroad).
_ABROAD = {("PH", "WhatsApp"): (2.5, -1.0)}
# Log-odds on Discord by work: who makes software or pictures is there with others of the trade (estimates).
_DISCORD = {"25": 1.9, "2166": 0.8}
# On Reddit and YouTube who makes software looks for answers, and on YouTube who teaches for lessons (estimates).
_REDDIT, _YOUTUBE = {"25": 1.8, "2166": 0.6}, {"25": 1.0, "23": 0.9}
# The same on Instagram: outside rich countries of who works at a desk, mostly the young with schooling; and of who
# sells and advertises for others and has to be there (estimates).
_INSTAGRAM_AT_A_DESK = dict.fromkeys(("1", "2", "3", "4"), 0.5)
_INSTAGRAM = {"1221": 1.6, "1222": 1.6, "2431": 1.6, "2432": 1.4, "2166": 1.0, "514": 0.8, "513": 1.0}
# Who makes software writes on Telegram rather than on Messenger, unless Messenger is what everybody is reached on.
_TELEGRAM, _MESSENGER = {"25": 0.9}, {"25": -1.2}
# What remains of that, and of what visitors do, where incomes are high: they write as they do at home (estimate).
_BY_WORK_WHERE_RICH = {"Telegram": 0.3, "WhatsApp": 0.2}
# Who leads, books or lodges visitors from abroad writes to them where they are (estimates).
_VISITORS = {"5113": 3.6, "4221": 2.2, "4224": 1.2, "1411": 1.2}
# On TikTok professions past their youth are less than others of the class (estimate).
_TIKTOK = {"11": -0.5, "12": -0.3, "221": -0.4, "231": -0.8, "261": -0.5}
_BY_WORK = {
    **dict.fromkeys(("WhatsApp", "KakaoTalk", "LINE"), _VISITORS),
    **{"Instagram": _INSTAGRAM, "Discord": _DISCORD, "Reddit": _REDDIT, "YouTube": _YOUTUBE},
    **{"Telegram": _TELEGRAM, "Messenger": _MESSENGER, "TikTok": _TIKTOK},
}
# In countries of the Gulf that are mostly of their own people, log-odds of who speaks no Arabic at home: they write to
# kin at home, from rooms that are shared (estimates).
_OF_THEIR_OWN = ("SA", "KW", "OM", "BH")
_AMONG_STRANGERS = {"Facebook": 1.8, "imo": 1.9, "Messenger": 0.6, "Snapchat": -2.4, "Telegram": -1.9, "X": -1.5}
# Platforms of those who read in no other language, and log-odds on them of the schooled (estimates).
_OF_PLAIN_WORDS = ("ShareChat", "Moj", "Kwai", "Likee")
_READ_IN_PLAIN_WORDS = {"vocational diploma": -0.7, "bachelor's degree": -2.0, "master's degree": -2.5}
# What nearly all people of some ages in rich countries have one of, and platforms beside which, outside rich countries,
# nobody lacks YouTube where most have it (estimates after Pew 2025: five adults in six watch it).
_MOST_LOOK_AT, _LOOKED_AT_AGES = ("YouTube", "Facebook", "Instagram"), (25, 69)
_OF_READERS, _YOUTUBE_OF_READERS = frozenset(("X", "Reddit", "Discord")), 0.8
_MOST_WATCH = 0.65  # share from which most in a rich country look at YouTube: not where it is slowed (estimate)
# The same past an age: who learnt one of the young's has the older one (estimate).
_OF_THE_YOUNG_TOO, _LEARNT_FROM = _OF_READERS | {"Instagram", "Threads", "Snapchat"}, 40
# What somebody may have beside one anchor without the others; who has any platform more is reached on all of them.
_BESIDE_ONE_ANCHOR = ("YouTube", "TikTok")
_FEEDS, _HOURS_FOR_A_FEED = ("YouTube", "Facebook", "TikTok", "Instagram", "WeChat", "Douyin"), 2.0
_PLATFORMS_FREE, _HOURS_A_PLATFORM = 2, 0.6  # how many platforms the hours have room for (estimate)
_UNSCHOOLED = 4.0  # log-odds that who has less schooling than a platform's people lacks (estimate)
_LITTLE_SCHOOLING = EDUCATION_LEVELS.index("upper secondary school")
_NEVER = -30.0  # log-odds of who is too old for a platform
_OUTGOING = 0.15  # log-odds a standard deviation of extraversion, estimate


def draw_digital(rng: np.random.Generator, user: User) -> Digital:
    """A person's devices, daily hours online (one decimal) and platforms, most used first; who has no smartphone has
    none of the latter."""
    without = share_without_a_smartphone(user)
    if without and rng.random() < without:
        return Digital(devices=(FEATURE_PHONE,), hours_online=0.0, platforms=())
    hours = draw_hours(rng, user)
    return Digital(
        devices=draw_devices(rng, user),
        hours_online=hours,
        platforms=_draw_platforms(rng, user, hours),
    )


@cache
def platform_shares(country_code: str) -> tuple[tuple[str, float], ...]:
    """(platform, share 0..1 of internet users from 16 up) of a country, worldwide figures where it has none."""
    return tuple((row["platform"], float(row["share"]) / 100) for row in rows_for("market/platforms.csv", country_code))


@dataclass(frozen=True)
class PlatformRow:
    """One row of platforms.csv: the share, 0..1, of internet users from 16 up who use a platform in a market."""

    id: str  # "grounding:platforms/PH/tiktok"
    market: str  # ISO 3166-1 alpha-2, "high" or "any"
    name: str
    share: float
    source: str
    year: str


def platform_evidence(evidence_id: str) -> PlatformRow | None:
    """The row that an evidence id names, if there is one."""
    return _platform_rows().get(evidence_id)


def is_published(evidence_id: str) -> bool:
    """Whether the row that an evidence id names is a published figure, no estimate of ours."""
    row = platform_evidence(evidence_id)
    return row is not None and "estimate" not in row.source.lower()


def platform_id(country_code: str, platform: str) -> str:
    """The evidence id of a platform's share in a country, or of the worldwide share where it has none of its own."""
    return f"{PLATFORM_EVIDENCE}{rows_for('market/platforms.csv', country_code)[0]['market']}/{slug(platform)}"


@cache
def _platform_rows() -> dict[str, PlatformRow]:
    """The rows of platforms.csv by evidence id."""
    rows = (
        PlatformRow(
            f"{PLATFORM_EVIDENCE}{row['market']}/{slug(row['platform'])}",
            row["market"],
            row["platform"],
            float(row["share"]) / 100,
            row["source"],
            row["year"],
        )
        for row in table("market/platforms.csv")
    )
    return {row.id: row for row in rows}


@cache
def anchors(country_code: str) -> tuple[str, ...]:
    """What everybody in a country is reached on, most common first; there may be none."""
    shares = sorted(platform_shares(country_code), key=lambda pair: -pair[1])
    return tuple(name for name, share in shares if share >= _ANCHOR)


def most_platforms(user: User) -> int:
    """How many platforms a person uses at most."""
    if user.is_in_a_rich_country:
        return _FEW_WHERE_RICH if user.age > _FEW_ABOVE else PLATFORMS_MOST
    return _PLATFORMS_FEW if user.age > _FEW_ABOVE or user.income_level == "Low" else PLATFORMS_MOST


@dataclass(frozen=True)
class PlatformBend(Bend):
    """A platform of a country, its base solved for the share."""

    share: float = 0.0  # 0..1
    students: float | None = None  # log-odds of students of middle income, where they are known
    age_most: int | None = None  # years
    in_a_rich_country: bool = False
    ages_known: bool = False  # whether the age tilt is fitted to a survey's shares by age

    @property
    def is_minor(self) -> bool:
        """Whether few of the country use it; outside rich countries not what the better off have more seldom, such as
        TikTok and Kwai."""
        return self.share < _MINOR and (self.income_tilt >= 0 or self.in_a_rich_country)

    @property
    def is_of_the_young(self) -> bool:
        """Whether many use it, and mostly the young."""
        return self.age_tilt <= _YOUNG_TILT and not self.is_minor

    def odds(self, age: int, income_level: IncomeLevel, urban: bool) -> float:
        """Log-odds of people of this age, class and place, in the mean of their schooling and work."""
        return self.unlacking(age, income_level, urban) + self.lacking(income_level)

    def unlacking(self, age: int, income_level: IncomeLevel, urban: bool) -> float:
        """Log-odds for a person, before what schooling, work and temper take."""
        return super().odds(age, income_level, urban) + float(self.by_age(np.array([float(age)]))[0])

    def lacking(self, income_level: IncomeLevel) -> float:
        """What schooling and work take in the mean of an income class, in log-odds."""
        return _MINOR_LACKING[income_level] if self.is_minor and not self.in_a_rich_country else 0.0

    def by_age(self, ages: Array) -> Array:
        """Log-odds of people of these ages beyond the age tilt."""
        young = self.age_tilt <= _OF_THE_YOUNG and self.name != _OF_ALL_AGES
        slope = _OLD_AGE_YOUNG if young else _OLD_AGE_ANCHOR if self.share >= _ANCHOR else _OLD_AGE_YEAR
        over = 0.0 if self.ages_known else max(slope + self.age_tilt / 10, 0.0)  # what the tilt does not do
        fewer: Array = -np.clip((ages - _OLD_AGE_FROM) * over, 0, _OLD_AGE_MOST)
        if self.name == "LinkedIn" and not self.ages_known:
            fewer += _LINKEDIN_PAST_WORK * np.clip((ages - _PAST_WORK[0]) / (_PAST_WORK[1] - _PAST_WORK[0]), 0, 1)
        if self.is_minor and not self.in_a_rich_country:
            fewer -= np.clip((ages - _MINOR_OLD_FROM) * _MINOR_OLD_YEAR, 0, _MINOR_OLD_MOST)
        return fewer if self.age_most is None else np.where(ages > self.age_most, _NEVER, fewer)


@cache
def _platform_bends(country_code: str) -> tuple[PlatformBend, ...]:
    """How the share of each platform bends by who somebody is."""
    steps, classes = np.array(list(LEVELS.values())).T
    # Gauss-Hermite nodes for the normal distribution of extraversion.
    nodes, node_weights = np.polynomial.hermite_e.hermegauss(5)
    rich, bends = country(country_code).income_group == RICH_MARKET, []
    for row in rows_for("market/platforms.csv", country_code):
        age, income, urban, women = (
            float(row[column]) for column in ("age_tilt", "income_tilt", "urban_tilt", "women_tilt")
        )
        share, students = float(row["share"]) / 100, _log_odds(row["students"]) if row["students"] else None
        most = int(row["age_most"]) if row["age_most"] else None
        bend = PlatformBend(
            row["platform"], 0.0, age, income, urban, row["schooling"], women, share, students, most, rich
        )
        bend = replace(bend, ages_known=row["market"] in _FITTED_BY_AGE)
        (tilted, ages), places = users_by_place(country_code, age, urban)
        offsets, weights = crossed(
            (tilted + bend.by_age(users(country_code)[0]), ages),
            places,
            (income * steps + [bend.lacking(level) for level in LEVELS], classes),
            (_OUTGOING * nodes, node_weights / node_weights.sum()),
            (np.array([women, -women]), np.array([0.5, 0.5])),
        )
        bends.append(replace(bend, base=solve_base(share, offsets, weights)))
    return tuple(bends)


def _log_odds(per_cent: str) -> float:
    share = float(per_cent) / 100
    return log(share / (1 - share))


def platform_odds(user: User) -> dict[str, float]:
    """Log-odds that a person uses each platform of the country's table."""
    outgoing, woman = _OUTGOING * (user.extraversion - 50) / 10, 1 if user.gender == "Female" else -1
    at_university, found = user.is_at_university, {}
    written, words = user.title.split(), set(user.title.lower().split()) - _ALSO_WORDS
    of_trade = _of_trade(user.country_code, user.region, user.title)
    for bend, unlacking in _unlacking(user.country_code, user.age, user.income_level, user.urban):
        if bend.students is not None and at_university:
            odds = bend.students + bend.income_tilt * LEVELS[user.income_level][0]
            odds += _NEVER if bend.age_most is not None and user.age > bend.age_most else 0.0
        else:
            odds = unlacking - _lacking(bend, user)
        if bend.name == "LinkedIn":
            by_work = by_code(_LINKEDIN if user.is_in_a_rich_country else _LINKEDIN_ELSEWHERE, user.isco08, 0.0)
            seldom = user.is_in_a_rich_country and bend.share < _LINKEDIN_SELDOM
            odds += min(by_work, 0.0) if seldom else by_work
            if user.city and not user.is_in_a_rich_country and user.city not in great_cities(user.country_code):
                odds += _LINKEDIN_IN_TOWNS
            odds += _linkedin_by_employer(user)
        if user.country_code == "CN" and user.city and (by_town := _BY_TOWN.get(bend.name)):
            odds += by_town[user.city not in _LEADING]
        if bend.name == "Viber" and bend.share >= _SOME:
            odds += by_code(_VIBER, user.isco08, 0.0)
        by_work = by_code(_BY_WORK.get(bend.name, {}), user.isco08, 0.0)
        if bend.name == "Instagram" and not user.is_in_a_rich_country:
            by_work = max(by_work, by_code(_INSTAGRAM_AT_A_DESK, user.isco08, 0.0))
        if user.is_in_a_rich_country:
            by_work *= _BY_WORK_WHERE_RICH.get(bend.name, 1.0)
        needed = bend.share >= _ANCHOR or _RESTS_ON.get(bend.name) in anchors(user.country_code)
        odds += max(by_work, 0.0) if needed else by_work
        odds += _READ_IN_PLAIN_WORDS.get(user.education, 0.0) if bend.name in _OF_PLAIN_WORDS else 0.0
        if bend.share >= _ANCHOR and user.isco08.startswith(_WITH_PEOPLE):
            odds += _REACHED
        if user.kin_elsewhere is not None:
            with_kin, without = _ABROAD.get((user.country_code, bend.name), (0.0, 0.0))
            odds += with_kin if user.kin_elsewhere else without
        if bend.name == "WeChat" and _SOME <= bend.share < _ANCHOR:
            odds += _wechat_elsewhere(user.mother_tongue)
        elif user.is_in_a_rich_country:
            odds += _to_kin_at_home(bend, user)
        if user.lives_from_posts:
            posted = _POSTED_ON.get(bend.name, 0.0)
            odds += posted if bend.share >= _POSTED_ON_SELDOM else min(posted, _FEW_POSTED)
        if user.is_a_stranger_in_the_gulf and user.country_code in _OF_THEIR_OWN:
            odds += _AMONG_STRANGERS.get(bend.name, 0.0)
        odds += outgoing + woman * bend.women_tilt
        odds = max(odds, of_trade.get(bend.name, odds))
        named = bend.name in written or bend.name.lower() in words  # "TikTok Shop seller"
        found[bend.name] = max(odds, _LIVED_FROM) if named else odds
    return found


def _linkedin_by_employer(user: User) -> float:
    """Log-odds on LinkedIn by whose the work is, outside rich countries."""
    if user.keeps_a_small_house or user.leads_unschooled:
        return _LINKEDIN_OF_SHOPS
    if user.is_in_a_rich_country:
        return 0.0
    if user.is_at_home and user.title:  # known to be
        return _LINKEDIN_AT_HOME
    if user.title.endswith("owner") and user.isco08.startswith(_KEPT_HOUSES):
        return _LINKEDIN_OF_OWNERS
    elsewhere = user.isco08.startswith(_OF_SCHOOLS_AND_WARDS)
    return _LINKEDIN_OF_THE_STATE if user.serves_the_state and not elsewhere else 0.0


@lru_cache(maxsize=1 << 12)
def _of_trade(country_code: str, region: str | None, title: str) -> dict[str, float]:
    """Log-odds on platforms that a trade is done on in a place, by the first row that names both."""
    found: dict[str, float] = {}
    for row in table("market/platforms_trades.csv"):
        there = not row["regions"] or region in row["regions"].split("|")
        if row["market"] == country_code and there and title.endswith(tuple(row["titles"].split("|"))):
            found.setdefault(row["platform"], _log_odds(row["share"]))
    return found


def _to_kin_at_home(bend: PlatformBend, user: User) -> float:
    """Log-odds in a rich country on what those write on who are in the country that a mother tongue came from."""
    tongue = user.mother_tongue
    if bend.name in _TONGUES_OF and bend.share < _SOME:
        return _OF_ITS_TONGUE if tongue.endswith(_TONGUES_OF[bend.name]) else _OF_OTHER_TONGUES
    if bend.name == "Facebook" and tongue in _ON_FACEBOOK:
        return _KIN_ON_FACEBOOK
    if bend.name == "Telegram" and tongue in _ON_TELEGRAM:
        kin = _KIN_ON_TELEGRAM
    elif bend.name == "WhatsApp" and bend.share < _FEW_ON_WHATSAPP and not tongue.endswith(_NOT_ON_WHATSAPP):
        kin = _KIN_ON_WHATSAPP
    else:
        return 0.0
    at_home = tongues_at_home(user.country_code)
    return kin if tongue and at_home and tongue not in at_home else 0.0


def _wechat_elsewhere(tongue: str) -> float:
    if tongue.endswith(_CHINESE):
        return _CHINESE_ELSEWHERE
    return _OTHERS_ELSEWHERE if tongue not in ("", "English") else 0.0


@cache
def _unlacking(
    country_code: str, age: int, income_level: IncomeLevel, urban: bool
) -> tuple[tuple[PlatformBend, float], ...]:
    """Each platform of a country with `PlatformBend.unlacking` of such people."""
    return tuple((bend, bend.unlacking(age, income_level, urban)) for bend in _platform_bends(country_code))


def _lacking(bend: PlatformBend, user: User) -> float:
    """Log-odds that the person lacks a platform for their schooling, work and purse."""
    schooled, asked = level_of(user.education), bend.schooling
    lacking = _UNSCHOOLED if asked and EDUCATION_LEVELS.index(asked) > schooled else 0.0
    by_hand, poor_country = user.works_by_hand, not user.is_in_a_rich_country
    if bend.is_minor:
        lacking += _MINOR_BY_HAND if by_hand else 0.0
        if poor_country and user.is_on_a_farm:
            lacking += _MINOR_ON_THE_LAND
        if poor_country and user.income_level == "Low" and schooled <= _LITTLE_SCHOOLING and not user.studying:
            lacking += _MINOR_LOW
        elif poor_country and schooled < _LITTLE_SCHOOLING and not user.studying:
            lacking += _MINOR_LEFT_EARLY
    elif bend.is_of_the_young and poor_country:
        of_all = bend.income_tilt <= 0
        unschooled = user.income_level == "Low" and schooled <= _LITTLE_SCHOOLING and not user.studying
        grown = (user.age - _YOUNG_LOW_FROM) / (_YOUNG_LOW_TO - _YOUNG_LOW_FROM)
        poor = _YOUNG_LOW * min(max(grown, _YOUNG_LOW_LEAST), 1.0) if unschooled else 0.0
        by_hands = _YOUNG_BY_HAND[user.age >= _BY_HAND_OLD_FROM] if by_hand else 0.0
        lacking += 0.0 if of_all else max(by_hands, poor)
        on_the_land = (_WATCHED_ON_THE_LAND if of_all else _YOUNG_ON_THE_LAND)[user.age >= _LAND_OLD_FROM]
        on_the_land *= _IN_VILLAGES_TOO[1] if bend.share >= _IN_VILLAGES_TOO[0] else 1.0
        lacking += on_the_land if user.is_on_a_farm else 0.0
        old = user.age >= _OLD_AND_UNSCHOOLED_FROM and schooled < _LITTLE_SCHOOLING
        lacking += (_WATCHED_OLD if of_all else _YOUNG_OLD) if old else 0.0
    elif user.is_on_a_farm and poor_country and bend.name in anchors(user.country_code)[1:]:
        old = user.age >= _OLD_AND_UNSCHOOLED_FROM and schooled < _LITTLE_SCHOOLING
        lacking += _SECOND_ANCHOR_OLD if old else 0.0
    if user.age >= _OLD_AGE_FROM and bend.age_tilt <= _OF_THE_YOUNG and schooled < _LITTLE_SCHOOLING:
        lacking += _YOUNG_UNSCHOOLED
    return lacking


def _draw_platforms(rng: np.random.Generator, user: User, hours: float) -> tuple[str, ...]:
    """Each platform by its own odds, then ordered by them with some noise; no more than the hours have room for.

    Who is online for long looks at something beside messages. The reach of a platform stands in for how much it is
    used: a person's favourite is mostly a common one. What nearly everybody alike has is not given up for others.
    """
    all_odds, sure = platform_odds(user), anchors(user.country_code)
    used: list[tuple[float, str]] = []
    unused: list[tuple[float, str]] = []
    for name, odds in all_odds.items():
        draw, taste, chance = rng.random(), float(rng.gumbel()), 1 / (1 + exp(-odds))
        if name not in sure and (base := all_odds.get(_RESTS_ON.get(name, ""))) is not None:
            chance *= 1 + exp(-base)  # among those who have the other
        (used if draw < chance else unused).append((odds + taste, name))
    names = {name for _, name in used}
    there = names | _strangers(all_odds)
    used = [each for each in used if each[1] in sure or _RESTS_ON.get(each[1], each[1]) in there]
    due = _anchors_due({name for _, name in used}, sure) | _looks_due(user, {name for _, name in used}, all_odds)
    names |= due
    used += [each for each in unused if each[1] in due]
    unused = [each for each in unused if each[1] not in due]
    used.sort(reverse=True)
    unused.sort(reverse=True)
    looks = [each for each in unused if each[1] in _FEEDS]
    if hours >= _HOURS_FOR_A_FEED and user.age < OLD_FROM[0] and looks and not names & set(_FEEDS):
        used.append(looks[0])
        unused.remove(looks[0])
    least = 1 if user.age >= OLD_FROM[0] else PLATFORMS_LEAST
    if len(used) < least:
        used += unused[: least - len(used)]
    most = max(PLATFORMS_LEAST, min(most_platforms(user), int(_PLATFORMS_FREE + hours / _HOURS_A_PLATFORM)))

    watched = max((each for each in used if each[1] in _MOST_LOOK_AT and user.is_in_a_rich_country), default=(0.0, ""))
    needed = {
        name: (name == watched[1] or all_odds[name] >= _SURE, use - _GIVEN_UP * all_odds[name]) for use, name in used
    }
    needed |= {
        name: min(needed[name], needed.get(base, needed[name])) for name, base in _RESTS_ON.items() if name in needed
    }
    first = sorted(needed, key=lambda name: (needed[name], name not in _RESTS_ON), reverse=True)
    kept = set(first[:most])
    return tuple(name for _, name in used if name in kept)


def _anchors_due(names: set[str], sure: tuple[str, ...]) -> set[str]:
    """The anchors that a person cannot lack: one of several, and all of them for who is on platforms of fewer people.

    Nobody in Bac Ninh is on X or Instagram without Facebook, nor in Bandung on Facebook without WhatsApp.
    """
    if names - set(sure) - set(_BESIDE_ONE_ANCHOR):
        return {name for name in sure if name not in _RESTS_ON}  # Messenger comes with Facebook or does not
    return {sure[0]} if len(sure) > 1 and not names & set(sure) else set()


def _looks_due(user: User, names: set[str], all_odds: dict[str, float]) -> set[str]:
    """What a person cannot lack of what most people look at: nobody in Chicago is on X and TikTok alone at 35."""
    if not user.is_in_a_rich_country:
        beside = _OF_THE_YOUNG_TOO if user.age >= _LEARNT_FROM else _OF_READERS
        watched = not names.isdisjoint(beside) and _is_watched(user.country_code)
        return {"YouTube"} if watched else set()
    known = [name for name in _MOST_LOOK_AT if name in all_odds]
    first, last = _LOOKED_AT_AGES
    alone = first <= user.age <= last and names.isdisjoint(known) and _is_watched(user.country_code, _MOST_WATCH)
    return {max(known, key=all_odds.__getitem__)} if alone and known else set()


@cache
def _is_watched(country_code: str, least: float = _YOUTUBE_OF_READERS) -> bool:
    """Whether most of a country watch YouTube."""
    return dict(platform_shares(country_code)).get("YouTube", 0.0) >= least


def _strangers(all_odds: dict[str, float]) -> set[str]:
    """Platforms that the country's table does not have: nothing is asked of who would need an account there."""
    return set(_RESTS_ON.values()) - set(all_odds)
