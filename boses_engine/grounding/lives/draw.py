"""The life that a person is told of: a storyline with its open places filled, and habits of the tables beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, Unpack

import numpy as np

from boses_engine.domain.persona import Life
from boses_engine.grounding.drawing import Weighted, pick
from boses_engine.grounding.lives.facts import LifeFacts, at_the_coast, country_parts, is_far_from_apps, region_words
from boses_engine.grounding.lives.notes import SHOPS, alike, all_notes, fitting, of_kind, of_markets, shops
from boses_engine.grounding.lives.spread import Entries, some
from boses_engine.grounding.lives.stances import of_person, shown_by
from boses_engine.grounding.lives.storylines import (
    ANY_ROAD,
    FROM_SCHOOL,
    HOMELAND,
    HOMETOWN,
    TELLS_OF_SCHOOL,
    Storyline,
    kinds_of_work,
    parts_of,
    world_words,
)
from boses_engine.grounding.lives.storylines import fitting as fitting_storylines
from boses_engine.grounding.people.demographics import NO_SCHOOLING
from boses_engine.grounding.people.students import in_lodgings
from boses_engine.grounding.places.countries import languages, table
from boses_engine.grounding.places.country_names import in_a_sentence
from boses_engine.grounding.places.gazetteer import Place, distance_km, geonames_towns, own_towns

DAY = ("morning", "midday", "evening")
# Shares of people whose spoken sentence opens with a word of their market, or with an English one; own estimates.
LOCAL_INTERJECTIONS, ENGLISH_INTERJECTIONS = 1 / 3, 1 / 6
_WEIGHED = 6  # notes compared for the last choice: enough to choose well, few enough to be quick
_CONTRARY = 0.05  # how much rarer a storyline is for who buys in a way that it speaks against
_FILLINGS = 5  # of a storyline's open places, of which the one is taken that the group has least of
_TAKEN = 30.0  # how much rarer each person of a group who has a storyline makes it for the others
_BOLD = 50  # openness and extraversion less neuroticism, T-scores, from which somebody is bold
_MIDDLE = 50  # of price consciousness and social reliance
_AROUND = "around "  # opens the words of `places.csv` for a great city and the regions in its reach
_AWAY = 50.0  # kilometres from which somebody has moved to another place; an estimate
_NEAR = 300.0  # kilometres by which a town of one's childhood is a good deal less likely; an estimate
_SPOKEN_AT_HOME = 0.15  # share of a division's people who speak a tongue, from which its speakers may come from there
_STATES = re.compile(  # how a sentence that tells something opens, as "To be fair, hang it up" or "I will come" do not
    r"(I(?! (will|can)\b)|We|My|Our|Mine|You|Your|He|She|It|They|Her|His|Their|That|This|There|Those|These|The|A|An"
    r"|One|Two|Three"
    r"|Nobody|Somebody|Everybody|People|Some|Nothing|Everything|What|Who|When|If|Where|As|In|At|On|With|From|Only"
    r"|Even|Every|Each|No|Half|Here|After|Before|Today|Tomorrow|Last|Next|Once|Good|More|Cheap|All)\b"
)
_IN_APPS = re.compile(r"\b(apps?|online|vouchers?|cart|cashback|e-wallet|QRIS|podcast|screenshots?|ongkir)\b")
# What who has no smartphone does nothing with.
_ON_A_SCREEN = re.compile(
    r"\b(apps?|online|internet|websites?|vouchers?|carts?|cashback|e-wallets?|QRIS|QR|podcasts?|screens?|screenshots?"
    r"|ongkir|chats?|videos?|clips?|films?|stream\w*|livestreams?|scroll\w*|photo\w*|pictures?|selfies?|maps?|games?"
    r"|chess|cờ|ludo|mobile data|data pack|data|emails?|links?|posts?|posted|feeds?|profiles?|follows?|followers?"
    r"|headlines|news|audiobook|novel|puzzle|solitaire|fingerprint|translates|search\w*|looks? up|reviews?|adverts?"
    r"|voice messages|poem|crossword|statement|bills on|how many hours|records|concerts|match|replay|highlights|show"
    r"|drama|comed\w+|sinetron|teleserye|step\w*|calendar|weather|air quality"
    r"|GCash|YouTube|Facebook|TikTok|WhatsApp|Zalo|Messenger|Google|playlist|list of slow songs|ringtone|bank balance"
    r"|draws|typ(es|ing|e)|to-do|work messages?|storage|update|flash card|vacancy|application|live selling)\b",
    re.IGNORECASE,
)
# The same of lives, which tell of photos, matches and news without it.
_ONLINE_LIFE = re.compile(
    r"\b(apps?|online|internet|websites?|e-wallets?|GCash|QR|QRIS|chats?|videos?|livestreams?|followers?|Facebook|TikTok"
    r"|WhatsApp|Zalo|YouTube|Instagram|Messenger|stream\w*|screens?|screenshots?|group chats?|emails?|laptop"
    r"|false news|on (the|\{their\}) phone)\b"
)
_ASKS = re.compile(r"\bask|friend|neighbour|sister|mother|queue|seller|chat|opinion", re.IGNORECASE)


def draw_life(rng: np.random.Generator, *, used: Entries, **facts: Unpack[LifeFacts]) -> Life:
    """A life that fits the facts, for the newest person of `used`, which is updated.

    Of what fits the storylines and notes come that are least used in the group; notes leave any two people little in
    common. `{name}`, the pronouns and what else is known of the person stay open in the texts.
    """
    used.hold(stances_of(facts))
    told = _storyline(rng, used, facts)
    asks = _asks(facts)
    decides = told.variants["decides"]["asks" if asks else "alone"]
    money_habit = told.variants["money"]["minds" if _counts(facts) else "easy"]
    for note in (decides, money_habit, *told.notes.values(), *told.story.phone.values()):
        used.hold(shown_by(note))
    draw = _Draw(rng, used, _told_of(facts))
    moments = list(_moments(draw))
    at = DAY.index(pick(rng, sorted(told.story.phone)))
    if facts["platforms"] or not _ON_A_SCREEN.search(told.phone(DAY[at])):
        moments[at] = told.phone(DAY[at])
    interjection = draw.interjection()
    answers = [said for said in told.says if not said.endswith("?")]  # "Honestly, is there a paper?" asks nothing
    statements = tuple(said for said in answers if _STATES.match(said)) or tuple(answers)
    return Life(
        storyline=told.story.id,
        grew_up=told.notes["home"],
        turning_point=told.notes["turn"],
        road=told.notes["road"],
        weekday=told.notes["now"],
        wish=told.variants["wish"]["bold" if _is_bold(facts) else "quiet"],
        worry=told.notes["worry"],
        value=told.notes["value"],
        decision_habit=draw.note("decision_habit", without=None if asks else _ASKS),
        decides=decides,
        money_habit=money_habit,
        price_signals=(draw.note("price_signals"), draw.note("price_signals")),
        phone_moments=(moments[0], moments[1], moments[2]),
        opinion=least_said(rng, statements if interjection else told.says, used),
        interjection=interjection,
    )


def stances_of(facts: LifeFacts) -> frozenset[str]:
    """How somebody buys by themselves, whatever they are told of."""
    return of_person(facts["decision_style"], facts["price_level"], _asks(facts))


def draw_moments(rng: np.random.Generator, *, used: Entries, **facts: Unpack[LifeFacts]) -> tuple[str, str, str]:
    """Moments with the phone of the morning, midday and evening."""
    morning, midday, evening = _moments(_Draw(rng, used, _told_of(facts)))
    return morning, midday, evening


def _told_of(facts: LifeFacts) -> int:
    """The notes that fit a person, as bits, without apps for who keeps from them, without what takes a smartphone for
    who has none, and without people from school for who was at none."""
    found = fitting(facts)
    if facts["education"] == NO_SCHOOLING:
        found &= ~_with(FROM_SCHOOL)
    if not facts["platforms"]:
        return found & ~_with(_ON_A_SCREEN)
    away = is_far_from_apps(facts["age"], facts["isco08"], facts["education"])
    return found & ~_with(_IN_APPS) if away else found


def least_said(rng: np.random.Generator, texts: tuple[str, ...], used: Entries) -> str:
    """One of the texts that the group has least."""
    fewest = min(used.get(text, 0) for text in texts)
    chosen = pick(rng, [text for text in texts if used.get(text, 0) == fewest])
    used.take(chosen)
    return chosen


def _moments(draw: "_Draw") -> Iterator[str]:
    """Moments of morning, midday and evening, at most one of them of shopping."""
    shopped = False
    for part in DAY:
        moment = draw.note("phone_moments", part, without=SHOPS if shopped else None)
        shopped = shopped or shops(moment)
        yield moment


def _counts(facts: LifeFacts) -> bool:
    """Whether somebody minds what things cost; who decides by price does."""
    return facts["mind"].price_consciousness >= _MIDDLE or facts["decision_style"] == "price and value conscious"


def _asks(facts: LifeFacts) -> bool:
    """Whether somebody asks others before a decision; whom many goods confuse does."""
    return facts["mind"].social_reliance >= _MIDDLE or facts["decision_style"] == "confused by overchoice"


def _is_bold(facts: LifeFacts) -> bool:
    mind = facts["mind"]
    return mind.openness + mind.extraversion - mind.neuroticism >= _BOLD


@dataclass(frozen=True)
class _Told:
    """A storyline with its open places filled."""

    story: Storyline
    chosen: dict[str, tuple[str, ...]]
    notes: dict[str, str]
    variants: dict[str, dict[str, str]]

    @classmethod
    def of(cls, story: Storyline, chosen: dict[str, tuple[str, ...]]) -> "_Told":
        fill = story.fill
        return cls(
            story,
            chosen,
            {name: fill(text, chosen) for name, text in story.notes.items()},
            {name: {who: fill(text, chosen) for who, text in each.items()} for name, each in story.variants.items()},
        )

    @property
    def says(self) -> tuple[str, ...]:
        return tuple(self.story.fill(text, self.chosen) for text in self.story.says)

    def phone(self, part_of_day: str) -> str:
        return self.story.fill(self.story.phone[part_of_day], self.chosen)

    def texts(self) -> Iterator[str]:
        yield from self.notes.values()
        for each in self.variants.values():
            yield from each.values()


def _storyline(rng: np.random.Generator, used: Entries, facts: LifeFacts) -> _Told:
    """A storyline that fits, the likelier the closer it is cut to the person, with the filling least met so far."""
    fit = fitting_storylines(facts)
    lodges = in_lodgings(facts["household"], facts["age"], facts["work_status"])
    parents = not {"mother", "father"}.isdisjoint(facts["household"].members)  # who did not move away from them
    impossible = {"here": lodges, "elsewhere": parents or not _hometowns(facts).options}
    found = [story for story in fit if not impossible.get(story.origin)] or fit
    offline = not facts["platforms"]
    if offline:
        found = [story for story in found if not _is_on_a_screen(story)] or found
    contrary = used.contrary()
    variants = "asks" if _asks(facts) else "alone", "minds" if _counts(facts) else "easy"
    weights = [
        (1.0 if _stances(story, *variants).isdisjoint(contrary) else _CONTRARY)
        * story.nearness**2
        / (1 + _TAKEN * used.get(f"storyline:{story.id}", 0)) ** 2
        for story in found
    ]
    story = pick(rng, found, weights)
    used[f"storyline:{story.id}"] += 1
    away = story.origin == "elsewhere"
    towns = _hometowns(facts) if away else None
    town = towns.draw(rng) if towns and towns.options else facts["city"]
    home = {}
    if away:
        land = in_a_sentence(facts["grew_up_in"] or facts["country_code"])
        home = {HOMETOWN: _with_near(facts["country_code"], town), HOMELAND: (land,)}
    at = {"coast"} if at_the_coast((away and facts["grew_up_in"]) or facts["country_code"], town) else set()
    if away or not facts["urban"] or (story.origin == "either" and not parents):
        at.add("village")
    options = {name: story.options(name, at) for name in story.open}
    tried = []
    for nth in range(_FILLINGS):
        told = _Told.of(story, home | {name: parts_of(pick(rng, each)) for name, each in options.items()})
        on_a_screen = offline and sum(bool(_ONLINE_LIFE.search(text)) for text in told.texts())
        tried.append((100 * on_a_screen + sum(used.get(text, 0) for text in told.texts()), nth, told))
    *_, told = min(tried, key=lambda each: each[:2])
    used.update(told.texts())
    if told.notes["road"] == ANY_ROAD:  # which counts by itself
        told.notes["road"] = _road(rng, used, facts)
    return told


@cache
def _is_on_a_screen(story: Storyline) -> bool:
    """Whether a storyline tells of what takes a smartphone."""
    told = (*story.notes.values(), *story.says, *(text for each in story.variants.values() for text in each.values()))
    return any(_ONLINE_LIFE.search(text) for text in told)


@cache
def _stances(story: Storyline, decides: str, money: str) -> frozenset[str]:
    """What a storyline shows of how somebody buys, told to who decides and minds money so."""
    told = (story.variants["decides"][decides], story.variants["money"][money], *story.notes.values())
    return frozenset().union(*map(shown_by, told))


def _road(rng: np.random.Generator, used: Entries, facts: LifeFacts) -> str:
    """How somebody came to today's work, for whom the storyline leaves it open; "" for who does not work."""
    if facts["work_status"] == "working":
        kinds = kinds_of_work(facts["isco08"], facts["workplace"])
        for market in (facts["country_code"], *world_words(facts["country_code"]), "any"):
            roads = _roads(market, kinds, facts["gender"], facts["workplace"])
            texts = tuple(road for age_min, road in roads if age_min <= facts["age"])
            if facts["education"] == NO_SCHOOLING:
                texts = tuple(text for text in texts if not TELLS_OF_SCHOOL.search(text))
            if texts:
                return least_said(rng, texts, used)
    return ""


@cache
def _roads(market: str, kinds: frozenset[str], gender: str, workplace: str) -> tuple[tuple[int, str], ...]:
    """The roads into work of these kinds, each with the age from which it is told; those into such a workplace, where
    there are any, instead of the others."""
    rows = [
        row
        for row in table("lives/roads.csv")
        if market in row["market"].split("|") and row["kind"] in kinds and row["sex"] in ("", gender)
    ]
    there = [row for row in rows if row["workplace"] and any(word in workplace for word in row["workplace"].split("|"))]
    told = there or [row for row in rows if not row["workplace"]]
    return tuple((int(row["age_min"] or 0), row["road"]) for row in told)


@cache
def _with_near(code: str, town: str) -> tuple[str, str]:
    """A town, and where a village about it lies: near a town, but in a regency."""
    regency = any(each.place.city == town and each.place.urban is not None for each in own_towns(code))
    return town, f"{'in' if regency else 'near'} {town}"


def _hometowns(facts: LifeFacts) -> Weighted[str]:
    """Towns a journey away where the person's tongue is spoken; none for a tongue of one region of a small country."""
    if facts["grew_up_in"]:
        return _towns_from(facts["grew_up_in"], None, "", facts["mother_tongue"])
    return _towns_from(facts["country_code"], facts["region"], facts["city"], facts["mother_tongue"])


@lru_cache(maxsize=1024)
def _towns_from(code: str, region: str | None, city: str, tongue: str) -> Weighted[str]:
    own, known = own_towns(code), _known_towns(code)
    here = next((town.at for town in known if (town.place.region, town.place.city) == (region, city)), None)
    far = [distance_km(here, town.at) if here and town.at else _AWAY for town in known]
    towns = [each for each, kilometres in enumerate(far) if kilometres >= _AWAY]
    around = _around(code, region, city)
    away = [  # roads lead to a great city, not from one to a smaller place
        each
        for each in towns
        if (known[each].place.region != region or not own)
        and not (around & known[each].near if around else known[each].near)
    ]
    found = [each for each in away if _speaks(code, known[each].place.region, tongue)]
    part = _parts(code, region)
    if not around and part:  # far roads lead to the great cities
        found = [each for each in found if part & _parts(code, known[each].place.region)] or found
    if not found and not _speaks(code, region, tongue):  # of a few people, more of whom live here than there
        shares = [_spoken(code, known[each].place.region, tongue) for each in away]
        most = max(shares, default=0.0)
        found = [each for each, share in zip(away, shares, strict=True) if share >= most / 2] or towns
    places = [known[each].place for each in found]
    return Weighted.of(
        (place.city, place.population**0.5 / (1 + far[each] / _NEAR) ** 2)
        for each, place in zip(found, places, strict=True)
    )


class _Town(NamedTuple):
    """A town where somebody may have grown up, its position, and the great city in whose reach it lies."""

    place: Place
    at: tuple[float, float] | None
    near: frozenset[str]


@cache
def _known_towns(code: str) -> tuple[_Town, ...]:
    """The towns of a country, each once."""
    towns = {town.place: town.position for town in own_towns(code) or geonames_towns(code) if not town.part_of}
    return tuple(
        _Town(place, at, _around(code, place.region, place.province, place.city)) for place, at in towns.items()
    )


@cache
def _parts(code: str, region: str | None) -> frozenset[str]:
    """The parts of the country, such as "java", in which a region lies."""
    return region_words(code, region or "") & country_parts(code)


@cache
def _around(code: str, *names: str | None) -> frozenset[str]:
    """The great city in whose reach a place lies, from which nobody moves away by moving there."""
    words = (word for name in names if name for word in region_words(code, name))
    return frozenset(word for word in words if word.startswith(_AROUND))


@cache
def _speaks(code: str, region: str | None, tongue: str) -> bool:
    return _spoken(code, region, tongue) >= _SPOKEN_AT_HOME


@cache
def _spoken(code: str, region: str | None, tongue: str) -> float:
    """The share of a division's people whose tongue it is."""
    return dict(languages(code, region)).get(tongue, 0.0)


@dataclass
class _Draw:
    """One person's draws from the table of notes; sets of notes are bits, as in `lives.notes`."""

    rng: np.random.Generator
    used: Entries
    found: int  # the notes that fit the person
    taken: int = 0
    alike: int = 0  # notes with a word that the life has already: two of its sentences would sound alike

    def note(self, kind: str, part_of_day: str = "", without: re.Pattern[str] | None = None) -> str:
        """A fitting note that is not taken yet, without the words of a pattern where there is one."""
        pool = self.found & of_kind(kind, part_of_day) & ~self.taken
        if without is not None:
            pool = pool & ~_with(without) or pool
        best = self.used.open(pool)
        # Words that do not come back are a preference among equally used notes, so that a group stays balanced.
        return self._one_of(best & ~self.alike or best)

    def interjection(self) -> str:
        """A word of the market, an English one, or most often none.

        A market without words of its own has English ones; a word that would be one thing too many to have in
        common with somebody is left out.
        """
        mark = self.rng.random()
        if mark >= LOCAL_INTERJECTIONS + ENGLISH_INTERJECTIONS:
            return ""
        pool = self.found & of_kind("interjection") & ~self.taken
        wanted = pool & of_markets() if mark < LOCAL_INTERJECTIONS else pool & ~of_markets()
        pool = wanted or pool
        return "" if self.used.is_full(pool) else self._one_of(self.used.open(pool))

    def _one_of(self, best: int) -> str:
        """One of the notes, taken from what is left to the person and the group."""
        table_of = all_notes()
        candidates = some(self.rng, best, _WEIGHED)
        # A second variant of a pattern comes late: in a small group the two would be recognised.
        weights = [table_of[at].weight / (1 + 4 * self.used.get(table_of[at].pattern, 0)) for at in candidates]
        at = pick(self.rng, candidates, weights)
        note = table_of[at]
        self.taken |= 1 << at
        self.alike |= alike(note)
        self.used.take(note.text)
        if note.pattern:
            self.used[note.pattern] += 1
        return note.text


@cache
def _with(pattern: re.Pattern[str]) -> int:
    """The notes that have words of a pattern, as bits."""
    return sum(1 << at for at, note in enumerate(all_notes()) if pattern.search(note.text))
