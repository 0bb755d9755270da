"""Personal data: e-mail, links, handles, phones, order and account numbers.

`scrub` takes it out of a consumer's text before anything is stored, rather than masking it: a mask would become a word
of the themes. Figures that only look like it (a date, a price of eight digits and more, a run of ratings) go as well; a
theme loses nothing by them. `personal_kinds` looks for the same in what is to be shipped.
"""

import re
import unicodedata

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?\.\s?[a-z]{2,})+", re.IGNORECASE)
_LINK = re.compile(r"(?:\w{2,10}://|www\.)\S+", re.IGNORECASE)
_DOMAIN = re.compile(  # a path behind it makes any domain a link; without one only the usual endings do
    r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.)+(?:(?:(?:com|net|org)(?:\.[a-z]{2})?|co\.[a-z]{2})"
    r"(?![\w-])(?:/\S*)?|[a-z]{2,6}/\S+|(?:id|vn|ph)(?![\w-]))",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@])@\s?[^\W\d][\w.-]+|(?<![\w/])/?u/[\w-]+|\buser[-_][0-9a-f]{6,}\b", re.IGNORECASE)
# Digits with at most three other signs between two of them; a letter o or l among digits stands for 0 or 1.
_DIGITS = re.compile(r"[+(]?\d(?:[\s().\-–—/_*:,+]{0,3}(?:\d|(?<=\d)[oOlI](?=\d))){7,}")
_LANDLINE = re.compile(r"(?<![\d.,])\d{3,4}-\d{4}(?![\d.,])")
_CODE = re.compile(r"(?<![\w])(?=[\w/-]*\d)[a-z0-9]+(?:[/_-][a-z0-9]+)*(?!\w)", re.IGNORECASE)
_PRICE = re.compile(
    r"(?:rp|idr|php|p|vnd|usd)?\d{1,8}(?:k|rb|jt|ribu|juta|đ|d|vnd|tr|pesos?|rupiah|mah|gb|tb)?", re.IGNORECASE
)
_CONTEXT = re.compile(
    r"\b(?:order|orders|pesanan|invoice|resi|awb|tracking|ref(?:erence)?|ticket|tiket|account|acct|acc|akun|rekening|norek|"
    r"rek|stk|mã đơn(?: hàng)?|đơn hàng|mã vận đơn|tài khoản|số tk|gcash|wa|whatsapp|zalo|sđt|sdt|hp|cp|tel)"
    r"(?:\s*(?:no|nomor|number|num|id|số|:|#|\.|is|ko|saya|của tôi))*\s*[:#]?\s*((?=[\w-]*\d{4})[\w-]{5,})",
    re.IGNORECASE,
)
_CODE_LEAST = 8  # characters of a code of letters and digits
_CODE_DIGITS = 5
_HEX = re.compile(r"(?=[0-9a-f-]*\d)(?=[0-9a-f-]*[a-f])[0-9a-f-]{12,}", re.IGNORECASE)


def scrub(text: str) -> str:
    """The text without personal data; blanks are closed up. Scrubbing twice gives the same as once."""
    while (left := _once(text)) != text:  # taking one thing out can bring the parts of another together
        text = left
    return text


def personal_kinds(text: str) -> list[str]:
    """The kinds of personal data that a text seems to hold; written in full-width characters they count too.

    Only kinds, so that a message about them repeats nothing.
    """
    plain = unicodedata.normalize("NFKC", text)
    kinds = [kind for kind, patterns in _KINDS.items() if any(pattern.search(plain) for pattern in patterns)]
    numbered = _CONTEXT.search(plain) or any(_is_code(match[0]) for match in _CODE.finditer(plain))
    return [*kinds, _NUMBER] if numbered else kinds


_WRITTEN = {"e-mail address": (_EMAIL,), "link": (_LINK, _DOMAIN), "handle": (_HANDLE,)}
_PHONES = (_DIGITS, _LANDLINE)  # looked for only where there are digits, as codes are
_KINDS = {**_WRITTEN, "phone number": _PHONES}
_NUMBER = "order or account number"


def _once(text: str) -> str:
    for patterns in _WRITTEN.values():
        for pattern in patterns:
            text = pattern.sub(" ", text)
    if any(sign.isdigit() for sign in text):
        for pattern in _PHONES:
            text = pattern.sub(" ", text)
        text = _CONTEXT.sub(lambda match: match[0][: match.start(1) - match.start()] + " ", text)
        text = _CODE.sub(lambda match: " " if _is_code(match[0]) else match[0], text)
    return " ".join(text.split())


def _is_code(word: str) -> bool:
    """A word of letters and digits that names one order, parcel or account, not a model or a price."""
    if len(word) < _CODE_LEAST or _PRICE.fullmatch(word):
        return False
    digits = sum(sign.isdigit() for sign in word)
    run = max(map(len, re.findall(r"\d+", word)), default=0)
    return run >= _CODE_DIGITS or (digits >= 6 and len(word) >= 10) or bool(_HEX.fullmatch(word))
