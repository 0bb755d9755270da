"""What personal data looks like in a text: the patterns that no shipped text may hold."""

import re
import unicodedata

_PATTERNS = {
    "e-mail address": r"[\w.+-]+@[\w-]+\.\w{2,}",
    "link": r"(?:https?://|\bwww\.|\b(?:t|wa)\.me/|\bbit\.ly/)\S",
    "handle": r"(?<![\w.])@\w{3,}|(?<![\w/])/?u/[\w-]{3,}|\buser-[0-9a-f]{6,}\b",
    # Nine digits are the shortest number that is dialled with its area code in the three markets, fifteen the longest
    # of any country (ITU-T E.164).
    "phone number": r"(?<!\d)\+?\d(?:[ .()/-]{0,2}\d){8,14}(?!\d)",
    "long number": r"\d{6,}",  # orders, accounts, cards, one-time codes
    "order number": r"\b(?=(?:[A-Z]*\d){4})(?=\d*[A-Z])[A-Z0-9]{10,}\b",
}
PERSONAL = {kind: re.compile(pattern) for kind, pattern in _PATTERNS.items()}


def personal_kinds(text: str) -> list[str]:
    """The kinds of personal data that a text seems to hold; written in full-width characters they count too.

    Only kinds, so that a message about them repeats nothing. Prices in plain digits from 100000 on are "long numbers".
    """
    plain = unicodedata.normalize("NFKC", text)
    return [kind for kind, pattern in PERSONAL.items() if pattern.search(plain)]
