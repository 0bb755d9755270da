"""Which sentences of a market's talk can be told of a person: what men in their fifties seldom do with creams, who went
to no university with books, and the old without much school with carts and codes, is told of others. Who reviews in
shops online is mostly young.

Every bound is an estimate.
"""

import re
from collections.abc import Callable, Sequence

from boses_engine.grounding.market.users import User
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS

_AT_HOME_ONLINE_TO = 50  # years: who is older, or on a farm or at sea, and left school early does little in apps
_LITTLE_SCHOOLING, _AT_SCHOOL = frozenset(EDUCATION_LEVELS[:2]), frozenset(EDUCATION_LEVELS[:3])
_WOMEN_PLAY_TO, _MADE_UP_TO = 28, 60  # years
_DRIVERS = "83"  # ISCO-08
_ONLINE = re.compile(
    r"\b(apps?|online|reviews?|carts?|checkout|vouchers?|coins|orders?|ordered|ordering|parcels?|unbox\w*|screens?hots?"
    r"|ratings?|buyers|listings?|ships|shipping|refunds?|returns?|live selling|flash sale|double-date|public post"
    r"|screen pictures?|links?|chats?|groups?|sellers?|tickets?|log(s|ged|in|ins)?|codes?|accounts?|transfers?|wallets?"
    r"|updat\w+|e-?mails?|support|agents?|pages?|directions|live sales?|films?|seal)\b"
)
_OF_SOME: tuple[tuple[re.Pattern[str], Callable[[User], bool]], ...] = (
    (
        re.compile(r"\b(games?|ranked|a (quick )?match|team battle|faster phone|stronger chip|hardware)\b"),
        lambda user: user.age <= (45 if user.gender == "Male" or user.studying else _WOMEN_PLAY_TO),
    ),
    (
        re.compile(r"(?<!ey\} )(?<!service )(?<!to )\bbooks?\b|\b(novels?|author|publisher|translator|page touches)\b"),
        lambda user: user.studying or user.education not in _AT_SCHOOL,
    ),
    (
        re.compile(r"\b(used phone|thin cheap shirts|tired battery|pot comes dented)\b"),
        lambda user: user.income_level != "High",
    ),
    (re.compile(r"\b(fans?|rice cookers?|pots?|washing liquid|detergent)\b"), lambda user: user.age >= 24),
    (re.compile(r"\bpayday\b"), lambda user: bool(user.isco08)),
    (re.compile(r"\b(selfies?|dim light|in the dark|ring light|memory card)\b"), lambda user: user.age <= 45),
    (re.compile(r"\b(earphones|bass)\b"), lambda user: user.age <= 45),
    (re.compile(r"\b(speakers?|heats? up|serial number|battery|camera)\b"), lambda user: user.age <= 60),
    (re.compile(r"\b(lip|lipsticks?|shades?|swatch\w*|tints?)\b"), lambda user: user.age <= _MADE_UP_TO),
    (
        re.compile(
            r"\b(creams?|skin|moisturi[sz]ers?|toners?|sunscreen|serum|on the face|face wash|pimples|lip|lipsticks?"
            r"|foundation|make-up|shades?|swatch\w*|tints?|blouse)\b"
        ),
        lambda user: user.gender == "Female" or user.age <= 30,
    ),
    (
        re.compile(r"\b(hotels?|guest house|check-in|front desk|budget room|cheap rooms?|on a trip)\b"),
        lambda user: user.income_level != "Low" and user.age <= 64,
    ),
    (
        re.compile(
            r"\b(loans?|instal?lments?|pay[- ]later|penalty|funds?|interest|credit (score|line)|bills?|electric)\b"
        ),
        lambda user: user.age >= 18,
    ),
    (re.compile(r"\bpay-later\b"), lambda user: user.age <= 60),
    (
        re.compile(
            r"\b(credit line|pay-later limit|loan offers|missions?|single iced coffee|cheap (hotel|room)|budget room)\b"
        ),
        lambda user: user.income_level != "High",
    ),
    (
        re.compile(r"\b(flash sale|twin[- ]date|double-date|voucher hour|reward games?|missions?)\b"),
        lambda user: user.age <= 60,
    ),
    (re.compile(r"\bcafés?\b"), lambda user: user.income_level != "Low" and user.age <= 64),
    (re.compile(r"\bperfumes?\b"), lambda user: user.age <= 45 and not user.is_on_a_farm),
    (re.compile(r"\bmirror photo\b"), lambda user: user.age <= 40),
    (
        re.compile(r"\b(good view|nice view|coffee places?|coffee shop|dear(er)? coffee)\b"),
        lambda user: user.income_level != "Low" and user.age <= 60,
    ),
    (re.compile(r"\bfull graphics\b"), lambda user: user.income_level != "Low"),
    (re.compile(r"\bone charge\b"), lambda user: user.age <= 60),
    (
        re.compile(r"\b(bus|traffic|mirror photo|fitting room|coffee|tailors?|tailor's|bass|dim light)\b"),
        lambda user: not user.is_on_a_farm,
    ),
    (re.compile(r"\b(funds?|invest\w*)\b"), lambda user: user.income_level != "Low"),
    (re.compile(r"\b(minibus|angkot|fare money)\b"), lambda user: user.income_level != "High"),
    (re.compile(r"\b(on (a|the) bus|commute|fares?|drivers?)\b"), lambda user: not user.isco08.startswith(_DRIVERS)),
)


def suited(told: Sequence[str], user: User, *, habits: bool) -> tuple[str, ...]:
    """The sentences that can be told of such a person; `habits` are theirs, other things happened with a brand."""
    far_from_apps = user.age > _AT_HOME_ONLINE_TO or user.is_on_a_farm
    offline = habits and far_from_apps and user.education in _LITTLE_SCHOOLING
    return tuple(
        each
        for each in told
        for said in [each.lower()]
        if not (offline and _ONLINE.search(said)) and all(fits(user) for words, fits in _OF_SOME if words.search(said))
    )
