"""Occupations that the tables know, with the words of the brief that belong to the title."""

from collections.abc import Iterator, Sequence

from boses_engine.briefs.lists import listed
from boses_engine.briefs.text import Brief, Token
from boses_engine.briefs.titles import (
    LITTLE,
    NO_WORK,
    NOT_THEIRS,
    WORDS_MOST,
    Work,
    leading,
    people_words,
    title_of,
    unlinked,
)
from boses_engine.briefs.words import find
from boses_engine.grounding.work.tables import Wish, tables


def known(brief: Brief) -> Iterator[Work]:
    """What the tables know, the longest at each place, with the words that belong to it."""
    tokens, at = brief.tokens, 0
    relatives = {(each.first, each.last) for each in find(brief, "relative")}
    held: Work | None = None
    while at < len(tokens):
        for last in range(min(at + WORDS_MOST, len(tokens)), at, -1):
            here = tokens[at:last]
            if _is_cut(brief, at, last) or not (wish := _wish(here)):
                continue
            if at and tokens[at - 1].word in ("who", "that", "to", "they", "usually", "often") and last == at + 1:
                continue  # "who cook every day"
            if (
                here[0].word in listed("pastimes")
                or NOT_THEIRS.search(brief.low[: here[0].start])
                or (at, last) in relatives
            ):
                continue
            work, last = _extended(brief, at, last, wish)
            if held is not None and not (work and work.start <= held.start):
                yield held
            held = work or held
            at = last
            break
        else:
            at += 1
    if held is not None:
        yield held


def _is_cut(brief: Brief, first: int, last: int) -> bool:
    """Whether a clause ends, or something is blanked, inside a run of tokens."""
    tokens = brief.tokens[first:last]
    if "|" in brief.plain[tokens[0].start : tokens[-1].end]:
        return True
    return any(token.opens and brief.plain[token.start - 1] != "." for token in tokens[1:])


def _wish(here: Sequence[Token]) -> Wish | None:
    """What the tables make of exactly these words; None for words that name no work."""
    stems = tuple(token.stem for token in here)
    words = tuple(token.word for token in here)
    text = " ".join(words)
    if {text, " ".join(stems)} & (listed("old") | listed("no occupation")):
        return None
    for key in dict.fromkeys((stems, tuple(unlinked(word) for word in stems))):
        wish = tables().english.get(key) or tables().local.get(key)
        if (
            wish
            and len(here) == 1
            and len(text) < 4
            and text
            not in (
                "ofw",
                "pns",
                "asn",
                "tni",
                "tkw",
                "tki",
                "irt",
                "ojol",
                "vet",
                "chef",
                "dj",
                "ceo",
                "ob",
                "spg",
                "bpo",
            )
        ):
            return None
        if wish and (wish.category not in NO_WORK):
            return wish
    if len(here) > 1 and stems[-1] in tables().words["generic head"]:
        return tables().fields.get(stems[:-1])
    return None


def _extended(brief: Brief, first: int, last: int, wish: Wish) -> tuple[Work | None, int]:
    """The known words with those before (English) or after them (the other languages) that belong to the title."""
    tokens = brief.tokens
    stems = tuple(token.stem for token in tokens[first:last])
    local = stems not in tables().english and stems in tables().local or tokens[first].word in ("magsasaka", "driver")
    start, end = first, last
    if not local or tokens[first].word == "driver":
        while start > 0 and last - start < WORDS_MOST and is_modifier(brief, start - 1, start):
            start -= 1
    if local:
        while end < len(tokens) and end - first < WORDS_MOST + 1 and _follows(brief, end):
            end += 1
        if (
            end + 1 < len(tokens)
            and tokens[end].word == "ng"
            and not tokens[end].opens
            and "|" not in brief.plain[tokens[end].start : tokens[end + 1].end]
        ):
            end += 2
    while start < first and title_of(brief.plain[tokens[start].start : tokens[start].end]) == "":
        start += 1
    linked = _is_linked(tokens[end - 1])
    if linked and end < len(tokens) and _follows(brief, end):
        end, linked = end + 1, False
    words = brief.plain[tokens[start].start : tokens[end - 1].end]
    words = unlinked(words) if linked else words
    title = title_of(words, core=start == first)
    if not title:
        return None, last
    weak = (wish.category in LITTLE and len(title.split()) < 3 and not wish.rows) or title.lower() in listed("abroad")
    return Work(title, tokens[start].start, tokens[end - 1].end, weak), end


def _is_linked(token: Token) -> bool:
    """Whether a Filipino linker ends a word that the tables know without it: "retiradong", "negosyanteng"."""
    bare = unlinked(token.stem)
    return (
        bare != token.stem
        and any((bare,) in index for index in (tables().local, tables().english))
        and (token.stem,) not in tables().local
    )


def is_modifier(brief: Brief, at: int, before: int) -> bool:
    """Whether the word `at` belongs to the title that begins with the word `before`: "call center" to "agents"."""
    token, following = brief.tokens[at], brief.tokens[before]
    between = brief.plain[token.end : following.start]
    if following.opens or "|" in between or token.word.isdigit():
        return False
    if token.word in listed("stop") or token.word in leading() or token.stem in leading():
        return False
    return not {token.word, token.stem, unlinked(token.word), token.word.removesuffix("ng")} & people_words()


def _follows(brief: Brief, at: int) -> bool:
    token, before = brief.tokens[at], brief.tokens[at - 1]
    if token.opens or "|" in brief.plain[before.end : token.start] or token.word.isdigit():
        return False
    if token.word in listed("stop") and not (token.word == "may" and "vi" in brief.languages):  # here: sewing
        return False
    return (
        token.word not in people_words()
        and token.word not in leading()
        and token.word not in ("muda", "trẻ", "nam", "nữ", "tetap", "baru", "khusus", "việt")
    )
