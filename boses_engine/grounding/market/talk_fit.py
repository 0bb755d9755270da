"""Which sentences about brands, habits and prices can be told of a person: what men in their fifties seldom do with
creams, who went to no university with books, and the old without much school with carts and codes, is told of others;
so are trains where none run, buses of who drives and ride apps in villages. Who reviews in shops online is mostly
young.

Every bound is an estimate.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from boses_engine.grounding.lives.facts import is_far_from_apps
from boses_engine.grounding.market.users import User
from boses_engine.grounding.people.demographics import LEFT_EARLY, SCHOOLING

_Conditions = tuple[Callable[[User], bool], ...]
_AT_SCHOOL = frozenset(SCHOOLING[:4])
_LEAST_SCHOOL, _GRADUATE = frozenset(LEFT_EARLY), frozenset(SCHOOLING[5:])
_TRAVELS_FROM = 20  # years: who is younger books no room and pays for no subscription
_WOMEN_PLAY_TO, _MADE_UP_TO, _POOR_MADE_UP_TO, _RIDES_FROM, _RIDES_TO = 28, 60, 45, 17, 64  # years
_CHILD_OF_BRANDS = 55  # years: who is older grew up without the makes of today
_CREAMS_TO, _MEN_CREAMS_FROM, _MEN_CREAMS_TO = 70, 17, 25  # years
_SIGNED_UP_TO = 45  # years until which nearly everybody in town has an account in some shop online
_DRIVERS = "83"  # ISCO-08
# ISCO-08 and words of titles of who is paid by the day or by customers, and waits for no payday.
_WITHOUT_PAYDAY = ("6", "92", "5211", "5212", "5221", "832", "95", "9621")
# ISCO-08 of who sews, of who reads contracts and accounts for a living, and of who sells goods.
_SEWERS = ("7531", "7532", "7533", "8152", "8153")
_READERS = ("1211", "1346", "241", "261", "2631", "331", "431")
_SELLERS = ("521", "522", "9520")
_SEWS = re.compile(r"\b(sew\w*|tailor|dressmaker|seamstress|garment)\b")
_BANK = re.compile(r"\bbanks?\b")
_OWN_WORK = re.compile(r"\b(owner|freelance\w*|seller|vendor|rider|trader|shopkeeper|pedlar|hawker|day)\b")
_ONLINE = re.compile(
    r"\b(apps?|online|reviews?|carts?|checkout|vouchers?|coins|orders?|ordered|ordering|parcels?|unbox\w*|screens?hots?"
    r"|ratings?|buyers|listings?|ships|shipping|refunds?|returns?|live selling|flash sale|double-date|public post"
    r"|screen pictures?|links?|chats?|groups?|sellers?|tickets?|log(s|ged|in|ins)?|codes?|accounts?|transfers?|wallets?"
    r"|updat\w+|e-?mails?|support|agents?|pages?|directions|live sales?|films?|seal|measurements"
    r"|loans?|pay-later|instal?ments?|booking|pop-ups?|notices|couriers?|postage|deliver(y|ies)|service centre"
    r"|automatic reply|face check|search|gadgets?|devices?|videos?|dented box|credit line|refurbished|wireless"
    r"|power bank|display|camera|hotels?|bathroom pictures|few (taps|touches)|drivers?|books? a ride"
    r"|photo\w*|pictures?|comments?|posts?|posted|on (the|a|\{their\}) phone)\b"
)


def _goes_by_bus(user: User) -> bool:
    """Whether somebody takes buses: outside rich countries neither the rich nor who rides or drives."""
    return user.is_in_a_rich_country or not (user.drives or user.income_level == "High")


def _sews(user: User) -> bool:
    """Whether somebody sews for a living."""
    return user.isco08.startswith(_SEWERS) or bool(_SEWS.search(user.title))


def _is_of_a_bank(user: User) -> bool:
    """Whether somebody works at a bank."""
    return bool(_BANK.search(f"{user.title} {user.workplace}"))


def _has_payday(user: User) -> bool:
    """Whether somebody else pays a wage on a day that is known before."""
    return bool(user.isco08) and not user.isco08.startswith(_WITHOUT_PAYDAY) and not _OWN_WORK.search(user.title)


_ONCE = tuple(  # matters of which a person is told once
    re.compile(rf"\b({words})\b")
    for words in (
        *("on delivery|courier at the door", "couriers?|riders?", "receipts?"),
        "partial refund|part of the (money|price)",
        *("reviews?|ratings?", "hotels?|rooms?", "pay-later|instal?ments?", "updates?"),
    )
)
_HOURS = tuple(  # of morning, midday and evening
    re.compile(rf"\b({words})\b")
    for words in (
        "mornings?|breakfast|before work",
        "noon|midday|lunch|sunny",
        "evenings?|nights?|way home|supper|dinner|before (bed|sleep\\w*)|dark|dim light",
    )
)
_SALES = re.compile(
    r"\b(sales?|promos?|vouchers?|coupons?|coins|missions?|cashback|cheapest|lowest|discounts?|minimum|twin[- ]dates?"
    r"|prices (really )?(fall|differ)|better buy|lower price|part of the money|partial refund|haggl\w*"
    r"|often asks more|old prices?)\b"
)
_OF_SOME: tuple[tuple[re.Pattern[str], Callable[[User], bool]], ...] = (
    (
        re.compile(r"\b(games?|ranked|a (quick )?match|play while|team battle|faster phone|stronger chip|hardware)\b"),
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
    (re.compile(r"\bpayday\b(?! sale)"), _has_payday),
    (
        re.compile(r"\b(registration|sign-up)\b.*\b(stops halfway|fails|get through)|\bdiscount for newcomers\b"),
        lambda user: not user.signed_up and (user.age > _SIGNED_UP_TO or not user.urban),
    ),
    (re.compile(r"\bearphones\b"), lambda user: user.age <= 45),
    (
        re.compile(r"\b(fans?|rice cookers?|kitchen tools?|glassware|glass|mirrors?|pots?|washing liquid|detergent)\b"),
        lambda user: user.age >= 24,
    ),
    (
        re.compile(r"\b(mixed fuel|petrol|filling station|riders name)\b"),
        lambda user: _RIDES_FROM <= user.age <= _RIDES_TO,
    ),
    (re.compile(r"\bplates\b"), lambda user: user.age >= 20),
    (re.compile(r"\bfabric softener\b"), lambda user: not user.is_on_a_farm),
    (re.compile(r"\bselfies?\b"), lambda user: not user.is_on_a_farm and (user.gender == "Female" or user.age <= 30)),
    (
        re.compile(r"\b(loans?|refusal|for the credit|payday|in instalments|limit|sews it by hand)\b"),
        lambda user: user.income_level != "High",
    ),
    (re.compile(r"\b(cards? (payments?|details)|dearer car ride)\b"), lambda user: user.income_level != "Low"),
    (re.compile(r"\bcat litter\b"), lambda user: user.income_level != "Low"),
    (re.compile(r"\b(edition|limited flavour)\b"), lambda user: user.age <= 45 and not user.is_on_a_farm),
    (re.compile(r"\bfree cards\b"), lambda user: not user.is_in_a_rich_country),
    (re.compile(r"\bsecond-hand shop\b"), lambda user: user.income_level != "High"),
    (re.compile(r"\bcredit (on \{brand\}|\{they\} had bought)"), lambda user: not user.is_in_a_rich_country),
    (re.compile(r"\b(mending video|same-day delivery|video on gluing)\b"), lambda user: user.age <= 45),
    (re.compile(r"\bsimilar skin\b"), lambda user: user.age <= _POOR_MADE_UP_TO),
    (re.compile(r"\bkitchen tools?\b"), lambda user: user.gender == "Female" or user.household_size == 1),
    (re.compile(r"\b(by the pack|cancel other things)\b"), lambda user: user.age >= _TRAVELS_FROM),
    (re.compile(r"\bby the case\b"), lambda user: user.income_level != "Low"),
    (re.compile(r"\bto make it last\b"), lambda user: user.minds_prices and user.income_level != "High"),
    (re.compile(r"\b(selfies?|dim light|in the dark|ring light|memory card|bass)\b"), lambda user: user.age <= 45),
    (re.compile(r"\b(speakers?|heats? up|serial number|battery|camera)\b"), lambda user: user.age <= 60),
    (
        re.compile(r"\b(lip|lipsticks?|shades?|swatch\w*|tints?)\b"),
        lambda user: user.age <= (_POOR_MADE_UP_TO if user.income_level == "Low" else _MADE_UP_TO),
    ),
    (
        re.compile(r"\b(creams?|toners?|serum|lip|lipsticks?|foundation|make-up|shades?|swatch\w*|tints?|blouse)\b"),
        lambda user: user.gender == "Female" and user.age <= _CREAMS_TO,
    ),
    (
        re.compile(r"\b(skin|moisturi[sz]ers?|sunscreen|on the face|face wash|pimples)\b"),
        lambda user: (
            user.age <= _CREAMS_TO if user.gender == "Female" else _MEN_CREAMS_FROM <= user.age <= _MEN_CREAMS_TO
        ),
    ),
    (
        re.compile(r"\b(hotels?|guest house|check-in|front desk|budget room|cheap rooms?|on a trip)\b"),
        lambda user: user.income_level != "Low" and _TRAVELS_FROM <= user.age <= 64,
    ),
    (re.compile(r"\bhotel rooms?\b"), lambda user: not user.is_at_home or user.income_level == "High"),
    (
        re.compile(r"\bbarangay ID\b"),
        lambda user: user.income_level != "High" and user.education not in _GRADUATE,
    ),
    (re.compile(r"\bsocket nearby\b"), lambda user: not user.is_at_home and user.age <= 64),
    (
        re.compile(
            r"\b(loans?|instal?lments?|pay[- ]later|penalty|funds?|interest|credit (score|line)|bills?|electric)\b"
        ),
        lambda user: user.age >= 18,
    ),
    (re.compile(r"\b(bills?|electric)\b"), lambda user: not user.studying),
    (re.compile(r"\bpay-later\b"), lambda user: user.age <= 60),
    (
        re.compile(
            r"\b(credit line|pay-later limit|loan offers|missions?|single iced coffee|from the gate|budget room"
            r"|cheap (hotel|room))\b"
        ),
        lambda user: user.income_level != "High",
    ),
    (
        re.compile(r"\b(flash sale|twin[- ]date|double-date|voucher hour|reward games?|missions?)\b"),
        lambda user: user.age <= 60,
    ),
    (
        re.compile(r"\b(cafés?|friendly staff|wide room|room for everybody|cool room|tip box)\b"),
        lambda user: user.income_level != "Low" and user.age <= 64,
    ),
    (re.compile(r"\bperfumes?\b"), lambda user: user.age <= 45 and not user.is_on_a_farm),
    (re.compile(r"\bmirror photo\b"), lambda user: user.age <= 40),
    (
        re.compile(r"\b(good view|nice view|coffee places?|coffee shop|dear(er)? coffee)\b"),
        lambda user: user.income_level != "Low" and user.age <= 60,
    ),
    (re.compile(r"\bfull graphics\b"), lambda user: user.income_level != "Low"),
    (re.compile(r"\bone charge\b"), lambda user: user.age <= 60),
    (
        re.compile(r"\b(bus|traffic|mirror photo|fitting room|coffee|cafés?|tailors?|tailor's|bass|dim light)\b"),
        lambda user: not user.is_on_a_farm,
    ),
    (
        re.compile(r"\b(funds?|invest\w*)\b"),
        lambda user: user.income_level != "Low" and user.education not in _LEAST_SCHOOL,
    ),
    # What they speak of, a complaint, a chat or an app, was never told.
    (
        re.compile(
            r"\b(each agent's name|gives only templates|understand the problem|each step in the app"
            r"|shop that ignores complaints|machine for the first time)\b"
        ),
        lambda user: False,
    ),
    (
        re.compile(r"\b(tailors?|alterations?|shorten\w*|mending|to sew|sewn (again|by)|sews? it)\b"),
        lambda user: not _sews(user),
    ),
    (
        re.compile(
            r"\b(queue machine|until noon|all morning|first savings|idea of the rate|other banks offer|adviser)\b"
        ),
        lambda user: not _is_of_a_bank(user),
    ),
    (
        re.compile(r"\b(could not understand|made no sense|puzzle[sd]|confused|still did not know)\b"),
        lambda user: user.education not in _GRADUATE,
    ),
    (
        re.compile(r"\b(what is covered|unread|past page one|in a drawer|name one condition|of the rate)\b"),
        lambda user: not user.isco08.startswith(_READERS),
    ),
    (
        re.compile(
            r"\b(detergent online|fare to the mall|shops nowhere else|melons?|(buys?|bought|pays for) vegetables)\b"
        ),
        lambda user: not user.isco08.startswith(_SELLERS),
    ),
    (re.compile(r"\bboil(s|ed)( and cools)? water\b"), lambda user: not user.is_in_a_rich_country),
    (re.compile(r"\btester\b"), lambda user: not user.is_on_a_farm),
    (re.compile(r"\bfor no discount\b"), lambda user: not user.minds_prices),
    (re.compile(r"\b(dearer shop|ready to ride)\b"), lambda user: user.income_level != "Low"),
    (re.compile(r"\bsame-day delivery\b"), lambda user: user.urban and not user.is_on_a_farm),
    (
        re.compile(r"\b(shared (dinners?|meals?)|big dinner everybody)\b"),
        lambda user: user.income_level != "Low" and not user.is_on_a_farm,
    ),
    (re.compile(r"\blong talks\b"), lambda user: "coffee shop" not in user.title),
    (
        re.compile(r"\b(shiny hair|praised the shine|tangle[sd]?|comb (caught|stuck)|not enough for a wash)\b"),
        lambda user: user.gender == "Female",
    ),
    (
        re.compile(r"\b(humid|prickly heat|hottest weeks|weeks of (great )?heat|hot (weather|weeks|months))\b"),
        lambda user: not user.is_in_the_cool,
    ),
    (re.compile(r"\bstalls?\b"), lambda user: not user.is_in_a_rich_country),
    (
        re.compile(r"\b(minibus|angkot|fare (money|to))\b|\b(the|by|no|last) bus\b|\bbus (stop|ride|journey)\b"),
        _goes_by_bus,
    ),
    (re.compile(r"\b(trains?|railway|the platform|the station)\b"), lambda user: user.has_trains),
    (
        re.compile(
            r"\b(ride apps?|ride at|motorbike ride|motorbike taxi|drivers?|driver's|delivery rider|food orders?"
            r"|orders? (\w+ and )?(food|meals?)|motorbikes cannot be found|eating house|rider on the map)\b"
        ),
        lambda user: user.urban or user.is_in_a_rich_country,
    ),
    (re.compile(r"\bchildhood\b"), lambda user: user.age <= _CHILD_OF_BRANDS),
    (re.compile(r"\b(lonely|brought something warm)\b"), lambda user: user.household_size in (None, 1)),
    (
        re.compile(r"\b(on (a|the) bus|minibus|commute|fares?|drivers?)\b"),
        lambda user: not user.isco08.startswith(_DRIVERS),
    ),
)


def suited(told: Sequence[str], user: User, *, habits: bool) -> tuple[str, ...]:
    """The sentences that can be told of such a person; `habits` are theirs, other things happened with a brand.

    Whom prices hardly move has no habit of hunting for sales.
    """
    spends = habits and not user.minds_prices
    offline = not user.online or (habits and is_far_from_apps(user.age, user.isco08, user.education))
    return tuple(
        [
            each
            for each, (online, hunts, conditions) in zip(told, _conditions(tuple(told)), strict=True)
            if not (offline and online) and not (spends and hunts) and (not conditions or _all_fit(conditions, user))
        ]
    )


def _all_fit(conditions: _Conditions, user: User) -> bool:
    return all(fits(user) for fits in conditions)


def apart(told: Sequence[str], said: Sequence[str]) -> Sequence[str]:
    """The sentences without a matter that is told of already, such as how a parcel is paid; all where each has it."""
    had = frozenset().union(*map(_matters_of, said))
    return [each for each in told if had.isdisjoint(_matters_of(each))] or told


@cache
def _matters_of(told: str) -> frozenset[int]:
    """The matters of `_ONCE` that a sentence tells of."""
    return frozenset(at for at, words in enumerate(_ONCE) if words.search(told))


def at_hour(told: Sequence[str], part: int) -> tuple[str, ...]:
    """The sentences that can be told of a morning (0), a midday (1) or an evening (2)."""
    return tuple(each for each in told if not (hours := _hours_of(each)) or part in hours)


@cache
def _hours_of(told: str) -> frozenset[int]:
    """The hours of `_HOURS` that a sentence names."""
    return frozenset(at for at, words in enumerate(_HOURS) if words.search(told))


@lru_cache(maxsize=4096)
def _conditions(told: tuple[str, ...]) -> tuple[tuple[bool, bool, _Conditions], ...]:
    """What `_condition` says of each of some sentences, most of which are asked for together again and again."""
    return tuple(map(_condition, told))


@cache
def _condition(told: str) -> tuple[bool, bool, _Conditions]:
    """Whether a sentence is about apps, whether about sales, and what holds of the people whom it can be told of."""
    said = told.lower()
    return (
        bool(_ONLINE.search(said)),
        bool(_SALES.search(said)),
        tuple(fits for words, fits in _OF_SOME if words.search(said)),
    )
