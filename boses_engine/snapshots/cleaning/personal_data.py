"""Personal data out of a text before it is stored: e-mail, links, handles, phones, order and account numbers.

What is found is taken out rather than masked: a mask would become a word of the themes. Figures that only look like
it (a price of eight digits and more, a run of ratings) go as well; a theme loses nothing by them.
"""

import re

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


def traces(text: str) -> tuple[str, ...]:
    """The pieces of the text that look like personal data, for checks on what has been made of it."""
    found = [match[0].strip() for pattern in _PLAIN for match in pattern.finditer(text)]
    found += [match[1] for match in _CONTEXT.finditer(text)]
    found += [match[0] for match in _CODE.finditer(text) if _is_code(match[0])]
    return tuple(dict.fromkeys(found))


_PLAIN = (_EMAIL, _LINK, _DOMAIN, _HANDLE, _DIGITS, _LANDLINE)


def _once(text: str) -> str:
    for pattern in _PLAIN[:4]:
        text = pattern.sub(" ", text)
    if any(sign.isdigit() for sign in text):
        for pattern in _PLAIN[4:]:
            text = pattern.sub(" ", text)
        text = _CONTEXT.sub(lambda match: match[0][: match.start(1) - match.start()] + " ", text)
        text = _CODE.sub(_without_code, text)
    return " ".join(text.split())


def _without_code(match: re.Match[str]) -> str:
    return " " if _is_code(match[0]) else match[0]


def _is_code(word: str) -> bool:
    """A word of letters and digits that names one order, parcel or account, not a model or a price."""
    if len(word) < _CODE_LEAST or _PRICE.fullmatch(word):
        return False
    digits = sum(sign.isdigit() for sign in word)
    run = max(map(len, re.findall(r"\d+", word)), default=0)
    return run >= _CODE_DIGITS or (digits >= 6 and len(word) >= 10) or bool(_HEX.fullmatch(word))
