"""A sentence about a person, as that person says it.

Records speak of "she" and "he", and in the tables that their notes come from nobody else is called that. So the pronoun
becomes "I", its verbs lose their ending, and what could be read in two ways is not told at all.
"""

import re

from boses_engine.domain.persona import Gender
from boses_engine.pipeline.likeness import words

_SUBJECT: dict[Gender, str] = {"Female": "she", "Male": "he"}
_OTHERS: dict[Gender, frozenset[str]] = {
    "Female": frozenset(
        "mother grandmother sister aunt wife daughter niece girl woman lady mother-in-law sister-in-law granddaughter "
        "daughter-in-law mum mom stepmother girlfriend midwife widow".split()
    ),
    "Male": frozenset(
        "father grandfather brother uncle husband son nephew boy man father-in-law brother-in-law grandson dad "
        "son-in-law stepfather boyfriend priest widower".split()
    ),
}
_VERBS = {"is": "am", "has": "have", "does": "do", "goes": "go", "isn't": "am not", "hasn't": "haven't"} | {
    "doesn't": "don't",
    "was": "was",
    "wasn't": "wasn't",
}
_ADVERBS = frozenset(
    "also always almost at last never not no longer often only once seldom sometimes soon still then there "
    "therefore too just even already first now again both either rather hardly ever all quite instead".split()
)
_JOINS = frozenset("and or but then nor".split())
_CLAUSES = frozenset(
    "after although as because before if in-order since so than that though unless until what when where whether "
    "which while who whom whose".split()
)
# After a verb that was taken for one: a noun would not be followed by these.
_AFTER_VERB = frozenset(
    "a an the it them him her his my me its what how each every one two three no only if whether nothing "
    "something everything nobody somebody everybody back on off up down out away home over there together".split()
)
_NO_VERBS = frozenset("as its this his was always yes perhaps sometimes besides towards afterwards upstairs".split())
_PLAIN_VERBS = frozenset(
    "asks goes comes waits walks stays leaves takes keeps gives buys pays puts reads writes says tells thinks "
    "knows wants fears hopes likes loves finds gets makes does has is lets sends sees hears feels tries carries "
    "brings begins starts stops chooses opens closes saves spends sells teaches learns lives sleeps eats sits "
    "stands throws moves compares".split()
)
_LEND = frozenset(  # what "her" after it is a whole object: "lets her pay", "told her when"
    "let lets make makes made help helps helped saw see sees hear hears heard watch watched ask asks asked tell "
    "tells told for to with from at on by of about than behind before after beside like".split()
)
_GIVE = frozenset(  # "lent her money" and "spent her money" look the same
    "lent lend lends gave give gives sent send sends taught teach teaches showed show shows brought bring brings "
    "offered offers cost costs paid pays saved saves granted sold".split()
)
_AFTER_ME = frozenset(
    "a an the and or but to for from in on at of by with without when while if because so that as than how what "
    "where who which just again about awake asleep alive well much nothing something everything this these those "
    "no it before until away out up down through".split()
)
_UNTOLD = frozenset(  # "her back hurts"
    "back home more less only later once over most faster better longer easier cheaper dearer sooner earlier "
    "quicker".split()
)
_LEAVE = frozenset("let lets make makes made keep keeps kept leave leaves left get gets got".split())
_BASES = frozenset("buy wait feel see hear go come take use find know think choose speak try".split())


def first_person(text: str, gender: Gender, *names: str) -> str | None:
    """The text in the first person; None where that could go wrong. `names` are the person's own."""
    told = [_one(sentence, gender, names) for sentence in re.split(r"(?<=[.!?])\s+", text.strip())]
    return None if None in told else " ".join(filter(None, told))


def _one(sentence: str, gender: Gender, names: tuple[str, ...]) -> str | None:
    """A sentence in the first person; None where it is not sure whom its pronouns mean."""
    subject = _SUBJECT[gender]
    said = words(sentence)
    own = {word for name in names for word in words(name)}
    possessive = {f"{word}'s" for word in own}
    if own & set(said) or possessive & set(said):
        return None
    speaking = {subject, "her", "hers", "herself"} if gender == "Female" else {subject, "him", "his", "himself"}
    if not speaking & set(said):
        return sentence
    if {word.removesuffix("'s") for word in said} & _OTHERS[gender] and _unclear(said, gender):
        return None
    if any(word.startswith(f"{subject}'") for word in said):
        return None
    tokens = re.findall(r"[\w'’-]+|[^\w\s]|\s+", sentence)
    return _converted(tokens, subject)


def _unclear(said: list[str], gender: Gender) -> bool:
    """Whether a pronoun could be a relative's: it stands after one."""
    at = min(place for place, word in enumerate(said) if word.removesuffix("'s") in _OTHERS[gender])
    return any(word in ("she", "he", "her", "his", "him", "hers") for word in said[at + 1 :])


def _converted(tokens: list[str], subject: str) -> str | None:
    """The words with the subject as I and its verbs to match; None where a clause cannot be read surely."""
    out = list(tokens)
    places = [at for at, token in enumerate(tokens) if re.match(r"[\w'’-]", token)]
    low = {at: tokens[at].lower() for at in places}
    ours = told = False  # whether the clause's subject is the person, and whether they were named at all
    for number, at in enumerate(places):
        word = low[at]
        before = low[places[number - 1]] if number else ""
        after = low[places[number + 1]] if number + 1 < len(places) else ""
        apart = "".join(tokens[places[number - 1] + 1 : at]).strip() if number else ""
        joined = number + 1 < len(places) and not "".join(tokens[at + 1 : places[number + 1]]).strip()
        if word == subject:
            out[at] = "I"
            if before in ("does", "is", "has") and not apart:
                out[places[number - 1]] = _cased(_VERBS[before], tokens[places[number - 1]])
            else:
                verb = _verb_after(places, low, number)
                if verb is None:
                    return None
                out[verb] = _base(low[verb]) if low[verb].endswith("s") or low[verb] in _VERBS else tokens[verb]
            ours = told = True
        elif word in ("hers", "herself", "himself"):
            out[at] = "mine" if word == "hers" else "myself"
        elif word == "him":
            out[at] = "me"
        elif word == "his":
            out[at] = _cased("my", tokens[at])
        elif word == "her":
            whole = not joined or after in _AFTER_ME or (before in _LEND and after in _BASES)
            if not whole and (before in _GIVE or after in _UNTOLD or before in _LEAVE):
                return None
            out[at] = _cased("me" if whole else "my", tokens[at])
        elif word in _CLAUSES:
            ours = False
        elif told and _looks_like_a_verb(word) and _is_coordinated(places, low, number, apart):
            sure = word in _PLAIN_VERBS or after in _AFTER_VERB
            if (
                not ours
                or (apart and after in _JOINS)
                or (not sure and (_before_the_join(places, low, number).endswith("s") or not joined))
            ):
                return None
            if sure or not apart:
                out[at] = _base(word)
    text = "".join(out)
    return text[:1].upper() + text[1:]


def _verb_after(places: list[int], low: dict[int, str], number: int) -> int | None:
    """The place of the verb after the subject, past adverbs."""
    for at in places[number + 1 : number + 5]:
        if low[at] not in _ADVERBS and not (low[at].endswith("ly") and low[at] not in ("apply", "reply", "rely")):
            return at
    return None


def _looks_like_a_verb(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "'s")) and word not in _NO_VERBS


def _is_coordinated(places: list[int], low: dict[int, str], number: int, apart: str) -> bool:
    """Whether a word comes after "and", "or", a comma, or an adverb behind these."""
    back = _before_adverbs(places, low, number)
    return low[places[back]] in _JOINS or apart == ","


def _before_the_join(places: list[int], low: dict[int, str], number: int) -> str:
    back = _before_adverbs(places, low, number)
    return low[places[back - 1]] if low[places[back]] in _JOINS and back else ""


def _before_adverbs(places: list[int], low: dict[int, str], number: int) -> int:
    back = number - 1
    while back > 0 and (low[places[back]] in _ADVERBS or low[places[back]].endswith("ly")):
        back -= 1
    return back


def _base(verb: str) -> str:
    if verb in _VERBS:
        return _VERBS[verb]
    if verb.endswith("ies") and len(verb) > 4:
        return f"{verb[:-3]}y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return verb[:-2]
    return verb[:-1]


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word
