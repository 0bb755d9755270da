"""Names of people written for both sexes at once, as one form: "Lehrer*innen", "infirmier·ères", "profesores/as"."""

import re

_GERMAN = re.compile(r"(?<=[^\W\d_]{3})(?:[*:_·/]-?(?=innen\b)|[*:_·](?=in\b)|/(?=in\s*(?:$|[,(])))", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<=[a-zäöüß]{3})Innen\b")  # "LehrerInnen"
_ENDS = r"(?:e|ère|euse|trice|rice|ne|le|ive|a|ora|as|es|o|os)"
# Behind a middle dot or in brackets, of one word or many: "étudiant·e·s", "vendeur(euse)s", "professor(a)".
_ROMANCE = re.compile(
    rf"(?<=[^\W\d_]{{3}})(?:[·•∙]{_ENDS}(?:[·•∙]?s)?|\({_ENDS}s?\)(s?)|/-?(?:{_ENDS}s?))(?!\w)", re.IGNORECASE
)
_AT = re.compile(r"(?<=[^\W\d_]{3})@(s?)(?!\w)")  # "alumn@s"


def in_one_form(text: str) -> str:
    """The text with the women's form of German, where it ends like it, and the men's of Romance languages."""
    text = _CAPITAL.sub("innen", _GERMAN.sub("", text))
    return _AT.sub(r"o\1", _ROMANCE.sub(lambda told: told[1] or "", text))
