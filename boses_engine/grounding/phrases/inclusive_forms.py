"""Names of people written for both sexes at once, as one form: "Lehrer*innen", "infirmier·ères", "profesores/as".

They are read where their language is spoken: "corn/rice farmers" of the Philippines grow both.
"""

import re

from boses_engine.grounding.places.countries import country

_GERMAN_ENDS = r"(?<=[^\W\d_]{3})(?:[*:_·/]-?(?=innen\b)|[*:_·](?=in\b)|/(?=in\s*(?:$|[,(])))"
_GERMAN = re.compile(_GERMAN_ENDS, re.IGNORECASE)
_CAPITAL = re.compile(r"(?<=[a-zäöüß]{3})Innen\b")  # "LehrerInnen"
_ENDINGS = re.compile(rf"{_GERMAN_ENDS}in(?:nen)?\b|{_CAPITAL.pattern}")  # with what they begin with
_ENDS = r"(?:e|ère|euse|trice|ne|le|ive|a|ora|as|es|o|os)"
_WHOLE = r"(?![\w&-])"
# Behind a middle dot or in brackets, of one word or many: "étudiant·e·s", "vendeur(euse)s", "professor(a)".
_DOTTED = re.compile(
    rf"(?<=[^\W\d_]{{3}})(?:[·•∙](?:{_ENDS}|rice)(?:[·•∙]?s)?|\((?:{_ENDS}|rice)s?\)(s?)){_WHOLE}", re.IGNORECASE
)
# Behind a slash, and between full stops, which end other things too: "profesores/as", "infirmier.ère.s".
_CUT = re.compile(rf"(?<=[^\W\d_]{{3}})(?:\.(?:{_ENDS}|rice)\.s|/-?(?:{_ENDS}s?|se)){_WHOLE}", re.IGNORECASE)
# "Alumn@s", "profesor@s"; with hers first "profesoras/es" and "enfermeras/os".
_BOTH = tuple(
    re.compile(rf"(?<=[^\W\d_]{{2}}){form}{_WHOLE}", re.IGNORECASE)
    for form in (r"(or|[^\W\d_])@(s?)", r"(or)a(s?)/-?es?", r"([^\W\d_])a(s?)/-?os?")
)
_ROMANCE_TONGUES = frozenset(("French", "Spanish", "Portuguese", "Italian", "Catalan", "Romanian"))
_SPOKEN = 0.1  # of a country, from which on its texts may be in a tongue


def in_one_form(text: str, country_code: str) -> str:
    """The text with the women's form of German, where it ends like it, and the men's of Romance languages."""
    spoken = _spoken(country_code)
    if "German" in spoken:
        text = _CAPITAL.sub("innen", _GERMAN.sub("", text))
    text = _DOTTED.sub(lambda told: told[1] or "", text)
    return _in_mens_form(text) if spoken & _ROMANCE_TONGUES else text


def without_form(text: str, country_code: str) -> str:
    """The same with no woman's form of German: what says a sex in it was said of its own."""
    return in_one_form(_ENDINGS.sub("", text) if "German" in _spoken(country_code) else text, country_code)


def _in_mens_form(text: str) -> str:
    for both in _BOTH:
        text = both.sub(_in_mens_ending, text)
    return _CUT.sub("", text)


def _in_mens_ending(told: re.Match[str]) -> str:
    stem, many = told[1], told[2]
    return f"{stem}{'es' if many else ''}" if stem.casefold() == "or" else f"{stem}o{many}"


def _spoken(country_code: str) -> frozenset[str]:
    return frozenset(tongue for tongue, share in country(country_code).languages if share >= _SPOKEN)
