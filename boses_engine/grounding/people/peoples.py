"""A people of the country before a job or after it: "Khmer rice farmer", "cassava farmer, Ba Na", "nông dân Khmer"; or
several peoples by one word, "ethnic minority women", "masyarakat adat", "Lumad farmers".

Who is asked for by a people of the country has its mother tongue, and the faith and the name that go with that; a title
says so by "ethnic" before the tongue that stands for the people. Sources: peoples.csv, where `seldom` has names that
are other words too: they count only before a job, in brackets or behind a word for people; before the words of
`not_before` a name is none of a people ("Cham Islands fisherman"). A people that is not called by its tongue
("Pashtun"), or a word of several ("minority", "Lumad"), has its tongues in `tongues`; of these people speak what those
of their place do.
Whom faiths tell from others of the tongue ("Indian" in South Africa) has them in peoples_faiths.csv.
How long people were at school, women of 45 and over beside all, and how many children they have, is in
peoples_figures.csv where a people differs from the others of its country.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from boses_engine.grounding.people.nations import (
    before_a_place,
    either,
    is_of_things,
    names_nation,
    one_of,
    said,
)
from boses_engine.grounding.people.newcomers_at_work import tongues_at_home
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import listed

_ETHNIC, _MINORITY = "ethnic", "minority"
_IMMIGRANT = "immigrant"
FROM_ABROAD = (_IMMIGRANT, "refugee")  # who came to the country, or whose parents did
_SPEAKING = "-speaking"  # ends what those are called who are told by their mother tongue: "Russian-speaking"
_WHO_SPEAK = re.compile(rf"(?<!\S)[A-Z][^\s-]*(?: [A-Z][^\s-]*)*{_SPEAKING}(?=\s)")
_ANYBODY = "people"  # of whom nothing but their people is told
# "Chinese-Filipino grocery owner", no grocery of the Chinese; "Tamil tea pluckers".
_WHO_HAVE = ("owner", "owners", "plucker", "pluckers", "picker", "pickers", "grower", "growers", "farmer", "farmers")
_WOMEN_KEPT_FROM = 20, 45  # years of age of women, between which fewer and fewer were sent to school
_ROLE = "role "  # begins what stands for the words of a role in origin_words.csv
_FOR_OTHERS = frozenset(("of", "for", "to", "with"))
_MOST = 3  # words for a people before its name


def read_people(text: str, country_code: str) -> tuple[str, str]:
    """The tongue of the people that a text names people by, and the text without it; none and the text where it names
    no people of the country or things of theirs ("Thai massage therapist")."""
    code = country_code.upper()
    if _rows(code) and (alone := _alone(code).fullmatch(text.strip())):
        return _tongues(code)[" ".join(alone["word"].casefold().split())], _ANYBODY
    for pattern in _patterns(code):
        if found := pattern.fullmatch(text.strip()):
            name, said_first = " ".join(found["word"].casefold().split()), found.groupdict().get("who")
            rest = " ".join(part for part in (said_first, found["rest"].strip(" ,()")) if part)
            words = rest.casefold().split()
            is_first = found.end("word") < found.start("rest")
            behind = set(found["rest"].casefold().split()[:1]) if is_first else set()
            is_sold = not is_first and rest.casefold() in said("sells", code)
            of_things = is_of_things(before_a_place(words[1:] if names_nation(words[:1]) else words, code))
            of_things = of_things and not (name in _surely(code) and words[-1] in _WHO_HAVE)
            if not words or is_sold or behind & _not_before(code)[name] or of_things:
                return "", text
            people = _tongues(code)[name]
            narrower = read_people(rest, code) if people in _of_several() else ("", text)
            return narrower if narrower[0] else (people, rest)  # "người dân tộc Dao"
    return "", text


def of_people(title: str, tongue: str) -> str:
    """A title of those of a people, told by its tongue; as it is where there is none."""
    return f"{_said_of(tongue)} {title}" if tongue else title


def _said_of(people: str) -> str:
    """How a title tells of a people: "ethnic Khmer", "ethnic minority", "indigenous", "Lumad"."""
    is_whole = people.endswith(_SPEAKING) or (people in _of_several() and people != _MINORITY)
    return people if is_whole else f"{_ETHNIC} {people}"


def who_speak(tongue: str) -> str:
    """What those are called whose mother tongue is told, as of no people: "Russian-speaking"."""
    return f"{tongue}{_SPEAKING}"


@cache
def people_of(title: str, code: str) -> str:
    """The people that a title names, by its tongue or the word for several, or nothing; none for whom somebody works:
    "teacher of immigrant children"."""
    words = f" {title} "
    told = ((each, words.find(f" {_said_of(each)} ")) for each in _tongues(code).values())
    named = next((each for each, at in told if at >= 0 and _FOR_OTHERS.isdisjoint(words[:at].split())), "")
    speak = None if named else _WHO_SPEAK.search(words)
    return speak[0] if speak else named


def tongue_named(word: str, country_code: str) -> str:
    """The tongue of a people of a country by its own name or one of the people's; none where no table has it."""
    named, tongues = word.casefold(), _tongues(country_code.upper())
    return tongues.get(named) or next((each for each in tongues.values() if each.casefold() == named), "")


@cache
def tongues_of(people: str, code: str) -> frozenset[str]:
    """The mother tongues of a people of a country: its own, or those of the peoples that the word is of."""
    if people == _IMMIGRANT:  # whatever is none of the country's own
        spoken = frozenset(row["name"] for row in table("places/language.csv") if row["code"] == code)
        return spoken - tongues_at_home(code)
    rows = (row for row in _rows(code) if row["language"] == people and row["tongues"])
    tongues = frozenset(tongue for row in rows for tongue in listed(row["tongues"]))
    return tongues or frozenset((people.removesuffix(_SPEAKING),))


@cache
def faiths_of_people(people: str, code: str) -> tuple[str, ...]:
    """The only faiths of those of a people of a country, where it is told from others of its tongue by them."""
    rows = (row for row in table("people/peoples_faiths.csv") if code in row["code"].split("|"))
    return next((tuple(listed(row["faiths"])) for row in rows if people in row["people"].split("|")), ())


@cache
def _of_several() -> frozenset[str]:
    """The words for several peoples or for one that has another name than its tongue, which name no tongue anywhere."""
    rows = table("people/peoples.csv")
    several, one = ({row["language"] for row in rows if bool(row["tongues"]) is each} for each in (True, False))
    return frozenset(several - one)


def schooling_of_people(title: str, code: str, gender: str = "", age: int = 0) -> float | None:
    """By how many standard deviations those of the people that a title names stand above the country's in schooling;
    None where it names none that differs."""
    return schooling_of(people_of(title, code), code, gender, age)


def schooling_of(people: str, code: str, gender: str = "", age: int = 0) -> float | None:
    """The same of a people by its tongue."""
    figures = _figures(code).get(people)
    return figures[0] + of_women(figures[2], gender, age) if figures else None


def of_women(of_the_old: float, gender: str, age: int) -> float:
    """By how much women of an age stand above all of a people or a place, where those of 45 and over do by so much:
    girls of few peoples are kept from school today."""
    young, old = _WOMEN_KEPT_FROM
    return of_the_old * min(max((age - young) / (old - young), 0.0), 1.0) * (gender == "Female")


def children_of_people(title: str, code: str) -> float:
    """How many times as common each child more is among those of the people that a title names."""
    figures = _figures(code).get(people_of(title, code))
    return figures[1] if figures else 1.0


@cache
def _figures(code: str) -> dict[str, tuple[float, float, float]]:
    """By people of a country the three figures."""
    rows = (row for row in table("people/peoples_figures.csv") if code in row["code"].split("|"))
    return {row["people"]: (float(row["schooling"]), float(row["children"]), float(row["women"] or 0)) for row in rows}


@cache
def _tongues(code: str) -> dict[str, str]:
    """By name of a people of a country the tongue that stands for it."""
    return {name: row["language"] for row in _rows(code) for name in _names(row)}


@cache
def _surely(code: str) -> frozenset[str]:
    """The names of peoples of a country that are no other words."""
    return frozenset(name for row in _rows(code) for name in listed(row["words"]))


@cache
def _not_before(code: str) -> dict[str, frozenset[str]]:
    """By name of a people of a country the words before which it means something else, with those of roles named so."""
    return {name: frozenset(_with_roles(listed(row["not_before"]))) for row in _rows(code) for name in _names(row)}


def _with_roles(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from said(word.removeprefix(_ROLE)) if word.startswith(_ROLE) else (word,)


@cache
def _rows(code: str) -> list[dict[str, str]]:
    return [row for row in table("people/peoples.csv") if code in row["code"].split("|")]


def _names(row: dict[str, str]) -> list[str]:
    return [*listed(row["words"]), *listed(row["seldom"])]


@cache
def _alone(code: str) -> re.Pattern[str]:
    """How a text names a people of a country and nothing else."""
    of_people = one_of(name for row in _rows(code) for name in listed(row["words"]))
    before, behind = (either(said(role) | said(role, code)) for role in ("people before", "people behind"))
    many = either(said("people alone"))
    return re.compile(
        rf"(?:(?:{before})\s+){{0,{_MOST}}}?{of_people}(?:\s+(?:{behind})){{0,{_MOST}}}(?:\s+(?:{many}))?",
        re.IGNORECASE,
    )


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    """How a text names a people of a country: before the work, behind it in brackets, and at the end."""
    if not _rows(code):
        return ()
    sure, name = one_of(name for row in _rows(code) for name in listed(row["words"])), one_of(_tongues(code))
    before = rf"(?:(?:{either(said('people before') | said('people before', code))})\s+)"
    behind = rf"(?:\s+(?:{either(said('people behind') | said('people behind', code))}))"
    who = rf"(?P<who>{either(said('people who') | said('people who', code))})"
    forms = (  # as few words before as there may be, for a name may begin with one
        rf"{before}{{0,{_MOST}}}?{name}{behind}{{0,{_MOST}}}\s+(?P<rest>\w.*)",
        rf"(?P<rest>\w.*?)(?:\s*[,(]|\s+who\s+(?:is|are)(?:\s+an?)?(?=\s))\s*"
        rf"{before}{{0,{_MOST}}}?{name}{behind}{{0,{_MOST}}}\s*\)?",
        rf"{who}\s+{before}{{0,{_MOST}}}?{name}\s+(?P<rest>\w.*)",
        rf"(?P<rest>\w.*?)\s+{before}{{1,{_MOST}}}?{name}",
        rf"(?P<rest>\w.*?)\s+{sure}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)
