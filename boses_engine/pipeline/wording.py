"""A person's facts as English words: pronouns, household, work, and the small notes filled in."""

import re
from collections import Counter
from functools import cache

from boses_engine.domain.persona import PARTNERS, BrandFact, Life, Slot
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import plural, with_article

_PRONOUNS = {
    "Female": {"they": "she", "them": "her", "their": "her", "themself": "herself"},
    "Male": {"they": "he", "them": "him", "their": "his", "themself": "himself"},
}
_COUNT_WORDS = ("no", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# Relations of which a person may well have more elsewhere; all others take "her" or "his".
_ONE_OF_SOME = frozenset({"roommate", "cousin", "nephew", "niece"})
_PAIRS = {"son": "daughter", "daughter": "son", "grandson": "granddaughter", "granddaughter": "grandson"}
# Last words of workplaces that one does not work "at".
_PREPOSITIONS = {
    word: preposition
    for preposition, words in (
        (
            "on",
            "street route line road ship tanker carrier boat vessel ferry rig pontoon app farm platform corner round "
            "plantation website page plot smallholding land pasture mudflat shore beach pavement project hacienda",
        ),
        (
            "in",
            "household households home village district kitchen quarter subdivision garden mall room greenhouse field "
            "paddy orchard grove garage stockroom cellar alley neighbourhood camp band orchestra team brigade",
        ),
        (
            "for",
            "contractor developer supplier provider exporter wholesaler distributor utility insurer operator airline "
            "maker manufacturer consultancy forwarder corporation courier integrator publisher railway tramway "
            "authority government conglomerate federation chain network association service brand",
        ),
    )
    for word in words.split()
}
_OWNED = re.compile(r"(?!product)(.+) owner")  # a product owner of a software house owns nothing
_AWAY = frozenset({"ship", "tanker", "carrier", "abroad"})  # last words of workplaces that are not in the person's town


def pronouns(slot: Slot) -> dict[str, str]:
    """The placeholders `{they} {them} {their} {themself}` and their capitalised forms."""
    words = _PRONOUNS[slot.gender]
    return words | {key.capitalize(): word.capitalize() for key, word in words.items()}


def known_words(slot: Slot) -> dict[str, str]:
    """Every placeholder of a note with what stands for it."""
    home = slot.household
    spouse = next((member for member in home.members if member in PARTNERS), "")
    children = [member for member in home.members if member in ("son", "daughter")] or [""]
    return pronouns(slot) | {
        "name": slot.called,
        "town": slot.location.city,
        "a_job": with_article(slot.work.title) if slot.work.title else "",
        "workplace": slot.work.workplace,
        "spouse": spouse,
        "eldest": children[0],
        "youngest": children[-1],
    }


def fill(note: str, slot: Slot) -> str:
    """A note with its placeholders replaced by what is known of the person, in the English of the country; braces of a
    title as asked stay."""
    note = spell(note, slot.location.country_code)
    if "{" not in note:
        return note
    words = known_words(slot)
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), note)


def spell(text: str, country_code: str) -> str:
    """Notes are in the English of Britain; for people of the United States they have its words. What is capitalised
    inside a sentence may be a name, and stays."""
    if country_code != "US":
        return text
    words, pattern = _american()

    def other(found: re.Match[str]) -> str:
        word = words[found[0].lower()]
        if found[0][0].islower():
            return word
        begins = not found.start() or text[found.start() - 2 : found.start()] in (". ", "! ", "? ")
        return word[0].upper() + word[1:] if begins else found[0]

    return pattern.sub(other, text)


@cache
def _american() -> tuple[dict[str, str], re.Pattern[str]]:
    """What words and phrases of the notes are in the United States, and what finds them, the longest first."""
    words = {row["word"]: row["american"] for row in table("lives/american.csv")}
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return words, re.compile(rf"\b(?:{longest_first})\b", re.IGNORECASE)


def sentences(note: str, slot: Slot, opening: str = "") -> str:
    """A note as whole sentences: one that begins with its verb gets the person as its subject, after `opening`."""
    told = re.sub(r"([!?])\.", r"\1", fill(note, slot).strip())  # a name, "Lucky Me!", ends its sentence itself
    if told[:1].islower():
        they = pronouns(slot)["they"]
        told = f"{opening}{they} {told}" if opening else f"{they.capitalize()} {told}"
    return told if told[-1:] in ".!?" else f"{told}."


def happened(brand: BrandFact, slot: Slot) -> str:
    """What happened with a brand, as a sentence that names it."""
    named = _article_of_name(brand.brand)
    told = re.sub(r"\ba \{brand\}", named, brand.incident)
    told = with_brand(re.sub(r"\bA \{brand\}", named[0].upper() + named[1:], told), brand.brand)
    return sentences(told if brand.brand.casefold() in told.casefold() else f"With {brand.brand}, {told}", slot)


def with_brand(note: str, brand: str) -> str:
    """A note with the brand put in, "adidas" with a capital where it begins; a noun with which the name ends already,
    as of "Marikina Shoes", comes once."""
    told = re.sub(rf"\{{brand\}}(?: {re.escape(brand.split()[-1].lower())}\b)?", lambda _: brand, note)
    return told[:1].upper() + told[1:] if note.startswith("{brand}") else told


def told_life(slot: Slot) -> Life:
    """The person's small things with all placeholders filled, as records show them."""
    told = {
        key: fill(value, slot) if isinstance(value, str) else tuple(fill(note, slot) for note in value)
        for key, value in slot.life.model_dump().items()
    }
    return Life(**told)


def _article_of_name(brand: str) -> str:
    """A make with "a" or "an": "LG" and "H&M" are spelt out, what is longer is said as a word."""
    spelt = re.match(r"[A-Z&]{2,3}(?![A-Za-z])", brand)
    said = spelt[0].replace("&", "") if spelt else brand.capitalize()
    return f"{with_article(said).split()[0]} {brand}"


def join(items: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def counted(noun: str, n: int) -> str:
    """Several of a noun: "two wives", "three sisters-in-law"."""
    return f"{_COUNT_WORDS[n] if n < len(_COUNT_WORDS) else n} {plural(noun)}"


def household(slot: Slot) -> str:
    """The others at home: "her husband, two daughters and a son"; empty when the person lives alone."""
    their = pronouns(slot)["their"]
    home = Counter(slot.household.members)
    if home["mother"] == home["father"] == 1:
        home = Counter({{"mother": "parents"}.get(relation, relation): n for relation, n in home.items()})
        del home["father"]

    said: list[str] = []
    of_theirs = False  # whether "her" of the one before holds: "her husband and mother"
    for relation, n in (+home).items():
        some = relation in _ONE_OF_SOME or n > 1 or home[_PAIRS.get(relation, "")]
        noun = relation if n == 1 else counted(relation, n)
        if some and (n == 1 or said or relation in _ONE_OF_SOME):
            said.append(with_article(noun) if n == 1 else noun)
        else:
            said.append(noun if of_theirs else f"{their} {noun}")
        of_theirs = not some
    return join(said) if said else ""


def work(slot: Slot) -> str:
    """The job as a predicate: "works as a credit analyst at a commercial bank", "runs a bakery"."""
    if slot.work.status == "working" and (owned := _OWNED.fullmatch(slot.work.title)):
        return f"runs {with_article(owned[1])}"
    verb = "works as" if slot.work.status == "working" else "is"
    place = slot.work.workplace if not _is_named(slot.work.workplace, slot.work.title) else ""
    place = f" {_preposition(place)} {place}" if place else ""
    title = with_article(slot.work.title) if slot.work.title else slot.work.status
    return f"{verb} {title}{place}"


def _is_named(workplace: str, title: str) -> bool:
    """Whether the title says the place already: "rice mill worker" that of a rice mill."""
    return workplace.removeprefix("a ").removeprefix("an ") in title


def _preposition(workplace: str) -> str:
    """How one works there: on a ship, in a household in Hong Kong, for a railway, at a bank."""
    last = re.sub(r" (?:abroad|in (?:the )?[A-Z].*)$", "", workplace).split()[-1]
    return _PREPOSITIONS.get(last, "at")


def situation(slot: Slot) -> str:
    """Work and home in a sentence or two."""
    home = household(slot)
    living = f"lives with {home}" if home else "lives alone"
    if slot.work.lives_in and not home:
        living = "lives with the family there"
    place, who = slot.location.city, pronouns(slot)["They"]
    told: tuple[str, ...] = (
        f"{slot.called} {work(slot)} in {place}. {who} {living}.",
        f"{slot.called} {living} in {place} and {work(slot)}.",
        f"{slot.called}, {slot.age}, {work(slot)}. {who} {living} in {place}.",
        f"In {place}, {slot.called} {living}. {who} {work(slot)}.",
    )
    if not _AWAY.isdisjoint(slot.work.workplace.split()[-1:]):
        told = told[1:]  # the first would put a ship into the town
    elif slot.work.lives_in:
        told = told[:1]  # the work first, for it is where the home is
    return told[slot.index % len(told)]
