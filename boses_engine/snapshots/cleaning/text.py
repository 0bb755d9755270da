"""The text of a row put in order: broken encodings mended, NFC, one line, nothing left of crawler and page."""

import re
import unicodedata

import ftfy

_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\[([^\]\[]{1,200})\]\([^)\s]{1,500}\)")
_PREFIX = re.compile(r"^\s*\[(?:post|comment|komentar)\]\s*", re.IGNORECASE)
_LEFT_BEHIND = re.compile(
    r"(?:\bloading\.{3}|\[(?:deleted|removed|dihapus|đã xóa|image|gif)\]|"
    r"(?:\.{3}|…)\s*(?:read more|see more|selengkapnya|lihat selengkapnya|xem thêm|basahin pa))\s*$",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"^\W*the review has been hidden\b.{0,80}$", re.IGNORECASE)
_LETTERLIKE = re.compile("[\U0001d400-\U0001d7ff]+")  # mathematical alphabets, typed for their looks
_STRETCHED_END = re.compile(r"([^\W\d_])\1{2,}(?!\w)")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_REPEATED_SIGN = re.compile(r"([^\w\s])(?:\s?\1){2,}")


def mend(text: str) -> str:
    """The text as it was meant: mojibake and entities mended, NFC, invisible signs gone, one line, no page remains.

    Gives "" where the crawler's own words were all there was ("loading...", "[deleted]").
    """
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not text.isascii() or "&" in text or "\x1b" in text:
        text = _LETTERLIKE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), ftfy.fix_text(text))
        visible = (sign for sign in text if unicodedata.category(sign) not in ("Cf", "Co", "Cs"))
        text = unicodedata.normalize("NFC", "".join(visible))
    if "](" in text:
        text = _MARKDOWN_LINK.sub(r"\1", text)
    text = " ".join(_HIDDEN.sub("", _PREFIX.sub("", text)).split())
    while (left := _LEFT_BEHIND.sub("", text).rstrip()) != text:
        text = left
    half, odd = divmod(len(text), 2)
    if odd and text[half] == " " and text[:half] == text[half + 1 :]:  # a body that repeats its title
        text = text[:half]
    return "".join(sign for sign in text if sign >= " ")


def calm(text: str) -> str:
    """The text with stretched letters and runs of one sign shortened: "gandaaaa!!!!" becomes "ganda!"."""
    text = _STRETCHED_END.sub(r"\1", text)
    text = _STRETCHED.sub(r"\1\1", text)
    return _REPEATED_SIGN.sub(r"\1", text)
