"""Names of jobs in other languages, in the forms that they have of several people and of a woman."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import Words, listed, word_of, words_of

# By language, how names of one person end, and as what `words_of` reads them of several; no shorter words than this
# change. "ru" are all that write Cyrillic letters.
_SHORT = 3
_TELLING = 3  # letters of an ending that no language has by chance
_Ends = tuple[tuple[str, str], ...]
_SEVERAL: dict[str, _Ends] = {
    "es": (("r", "re"), ("l", "le"), ("n", "ne"), ("z", "ce")),
    "pt": (("r", "re"), ("ao", "oe"), ("l", "i")),
    "de": (("in", "innen"), ("e", "en")),
    "nl": (("e", "en"),),
    "sv": (("ska", "skor"),),
    "fr": (("al", "aux"),),
    "it": (("io", "i"), ("o", "i"), ("a", "e"), ("e", "i")),
    "pl": (("ka", "ki"), ("ca", "cy"), ("rz", "rze"), ("ik", "icy"), ("el", "ele")),
    "cs": (("ka", "ky"), ("ice", "ice"), ("el", "ele"), ("ik", "ici")),
    "ru": (("ь", "и"), ("а", "ы"), ("к", "ки"), ("р", "ры")),
    "hr": (("ica", "ice"), ("ka", "ke"), ("ar", "ari"), ("nik", "nici"), ("or", "ori"), ("telj", "telji")),
}
# By language, how names of a man end, and as what of a woman: "Busfahrerin", "soldadora", "fryzjerka".
_OF_A_WOMAN: dict[str, _Ends] = {
    "de": (("er", "erin"), ("or", "orin"), ("eur", "eurin"), ("ist", "istin")),
    "fr": (("ier", "iere"), ("eur", "euse"), ("ien", "ienne"), ("ant", "ante"), ("e", "ee"), ("teur", "trice")),
    "it": (("tore", "trice"), ("o", "a"), ("iere", "iera")),
    "es": (("or", "ora"), ("o", "a"), ("iente", "ienta")),
    "pt": (("or", "ora"), ("o", "a"), ("ao", "a")),
    "ro": (("tor", "toare"), ("ar", "areasa")),
    "pl": (
        *(("rz", "rka"), ("el", "elka"), ("ca", "czyni"), ("ant", "antka"), ("k", "czka"), ("er", "erka")),
        *(("cownik", "cownica"), ("botnik", "botnica")),
    ),
    "cs": (("c", "ckyne"), ("er", "erka"), ("ar", "arka"), ("nik", "nice"), ("el", "elka"), ("ant", "antka")),
    "hr": (("nik", "nica"), ("ac", "kinja"), ("or", "orica"), ("telj", "teljica"), ("ar", "arka"), ("er", "erka")),
    "ru": (("ник", "ница"), ("тель", "тельница"), ("ец", "ка"), ("ст", "стка"), ("ер", "ерка"), ("ор", "орка")),
}


def names_of_languages(
    english: Collection[Words], local: Collection[Words], kept: Collection[str]
) -> tuple[dict[Words, Words], dict[str, dict[Words, Words]], frozenset[Words]]:
    """Names of other languages and the English ones that mean the same, those of all countries and by country, and
    which of them are said of women alone; no form of them is a name that is English or local, nor one of the words
    `kept`."""
    abroad, abroad_in = _names_abroad()
    women_abroad: set[Words] = set()
    for of_country in (abroad, *abroad_in.values()):
        written = _of_languages(of_country)
        women = _forms(written, _of_a_woman, english, kept)
        several = _forms(written | women, _of_several, english, kept)
        told = set(of_country.values())  # names that mean themselves would never come to an end
        for form, (base, _) in (women | several).items():
            meant = of_country.get(base) or of_country.get(women[base][0] if base in women else base)
            if meant and form not in local and form not in told:
                of_country.setdefault(form, meant)
        women_abroad |= set(women)
    known = {*abroad, *local, *(name for of_country in abroad_in.values() for name in of_country)}
    return abroad, abroad_in, frozenset(women_abroad | _women_of_pairs(known))


def _women_of_pairs(known: Collection[Words]) -> set[Words]:
    """The names of women among known ones, by the name of a man that is known too: "Inhaberin" and "Inhaber"."""
    heads = {name[0] for name in known if name}
    men = {head: [man for man in _men_of(head) if man in heads] for head in heads}
    return {name for name in known if name and any((man, *name[1:]) in known for man in men[name[0]])}


def _men_of(head: str) -> Iterator[str]:
    """How a man may be called where a name of a woman begins with that word."""
    for language, ends in _OF_A_WOMAN.items():
        for man, woman in ends:
            if not head.endswith(woman):
                continue
            his = head.removesuffix(woman) + man
            is_told = len(woman) >= _TELLING or language in heads_abroad().get(his, ())
            if len(his) > _SHORT and is_told and _may_be_of(head, language):
                yield his


def _of_several(phrase: Words, language: str) -> Iterator[Words]:
    """A name of one person in another language as it is said of several, its first word alone and all that agree:
    "auxiliares de enfermería", "impiegati comunali", "Verkäuferinnen"."""
    ends = _SEVERAL.get(language, ())
    if (head := _of_many(phrase[0], ends)) != phrase[0]:
        yield head, *phrase[1:]
        yield head, *(_of_many(each, ends) for each in phrase[1:])


def _of_a_woman(phrase: Words, language: str) -> Iterator[Words]:
    """A name of a man in another language as it may be said of a woman, its first word alone and all that agree."""
    for end in _OF_A_WOMAN.get(language, ()):
        head = _of_many(phrase[0], (end,))
        if head != phrase[0] and _may_be_of(head, language):
            yield head, *phrase[1:]
            yield head, *(_of_many(each, (end,)) for each in phrase[1:])


def _may_be_of(head: str, language: str) -> bool:
    """Whether a first word may be of a language, which one that others alone are known to have is not: a "barbiere" is
    a barber of Italy, no woman of France."""
    return language in heads_abroad().get(head, (language,))


def _of_many(word: str, ends: _Ends) -> str:
    """A word with the first of these endings that fits turned into that of several."""
    if len(word) > _SHORT:
        for one, many in ends:
            if word.endswith(one):
                return word.removesuffix(one) + many
    return word


def _of_languages(names: Iterable[Words]) -> dict[Words, tuple[Words, frozenset[str]]]:
    """Each name, itself and the languages that its first word is of, as far as they are known."""
    return {name: (name, heads_abroad().get(name[0], frozenset())) for name in names}


@cache
def heads_abroad() -> dict[str, frozenset[str]]:
    """The first words of names of jobs in other languages, and their languages."""
    found: dict[str, frozenset[str]] = {}
    for line in table("work/heads_abroad.csv"):
        for word in map(word_of, listed(line["words"])):
            found[word] = found.get(word, frozenset()) | {line["language"]}
    return found


def _forms(
    names: Mapping[Words, tuple[Words, frozenset[str]]],
    forms: Callable[[Words, str], Iterator[Words]],
    english: Collection[Words],
    kept: Collection[str],
) -> dict[Words, tuple[Words, frozenset[str]]]:
    """Forms that names have in their languages, with the name of each, without those that are English too."""
    found: dict[Words, tuple[Words, frozenset[str]]] = {}
    for name, (_, languages) in names.items():
        for language in sorted(languages):
            for form in forms(name, language):
                if form not in english and not (len(form) == 1 and form[0] in kept):
                    found.setdefault(form, (name, languages))
    return found


def _names_abroad() -> tuple[dict[Words, Words], dict[str, dict[Words, Words]]]:
    """Names of other languages and the English ones that mean the same: those of all countries, and by country those
    that mean this there: of a row with countries, or of a title that the country has for its own."""
    everywhere: dict[Words, Words] = {}
    there: dict[str, dict[Words, Words]] = {}
    for line in table("work/names_abroad.csv"):
        meant = dict.fromkeys(map(words_of, listed(line["names"])), words_of(line["english"]))
        for index in [there.setdefault(code, {}) for code in listed(line["countries"])] or [everywhere]:
            index.update(meant)
    for line in table("work/names_east_asia.csv"):
        names = [name for language in ("japanese", "korean", "chinese", "malay") for name in listed(line[language])]
        everywhere.update((words_of(name), words_of(line["english"])) for name in names if name.isascii())
    for index in (everywhere, *there.values()):
        for same in [name for name, english in index.items() if name == english]:  # "hôtel"
            del index[same]
    for line in table("work/titles.csv"):
        local = map(words_of, listed(line["local_names"]))
        own = {name: words_of(line["title"]) for name in local if name in everywhere}
        for code in listed(line["markets"]) if own else ():
            if code not in ("any", "asked"):
                there[code] = own | there.get(code, {})
    return everywhere, there
