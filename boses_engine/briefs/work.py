"""The occupation: the words that the model reads, else what the tables of occupations know and "working in …" tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from boses_engine.briefs.data import listed, pattern, rows, single_words
from boses_engine.briefs.text import Brief, Token
from boses_engine.briefs.words import find, may_be_work
from boses_engine.grounding.phrases.terms import read_wishes
from boses_engine.grounding.text import singular
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.tables import Wish, tables

ANY = "Any occupation"
_WORDS_MOST = 6
_JOINED_MOST = 8  # words of alternatives that are named together
# What says little of work: taken where nothing else is said, or not at all.
_NO_WORK = frozenset(("any", "any worker", "not working"))
_LITTLE = frozenset(("overseas worker", "professional", "blue collar", "self-employed", "student", "looking for work"))


@dataclass(frozen=True)
class Work:
    """An occupation that the brief names: a short title in the brief's own words.

    `weak` where it says little of what people do ("professionals", "migrant workers"), `phrased` where it is worded by
    a rule ("who run bakeries": "Bakery owner"); spans are of `Brief.plain`.
    """

    title: str
    start: int
    end: int
    weak: bool = False
    phrased: bool = False


def read_work(brief: Brief) -> tuple[Work, ...]:
    """The occupations that the rules find, in the order of the brief; alternatives that stand side by side are one."""
    found: list[Work] = []
    for source in (_cued, _listed, _known):
        for work in sorted(source(brief), key=lambda each: each.start - each.end):
            theirs = not pattern("not theirs").search(brief.low[: work.start])
            if theirs and work.title and all(work.end <= other.start or other.end <= work.start for other in found):
                found.append(work)
    joined: list[Work] = []
    for work in sorted(found, key=lambda each: each.start):
        held = joined[-1] if joined else work
        link = pattern("alternatives").fullmatch(brief.low[held.end : work.start])
        if link and len(f"{held.title} {work.title}".split()) <= _JOINED_MOST:
            second = work.title if work.title[:2].isupper() else work.title[:1].lower() + work.title[1:]
            weak, phrased = held.weak and work.weak, held.phrased or work.phrased
            joined[-1] = Work(f"{held.title} or {second}", held.start, work.end, weak, phrased)
        else:
            joined.append(work)
    return tuple(joined)


def chosen(found: Sequence[Work]) -> Work | None:
    """The first of those that say most."""
    return next(iter([work for work in found if not work.weak] or found), None)


def is_pastime(title: str) -> bool:
    """Whether the last word of a title is as often no work: "home buyer", "amateur cyclist"."""
    at_home = any(row.job.status != "working" for row in read_wishes(title)[0].rows)
    return not at_home and f"{title.split()[-1].lower()}s" in listed("people beside work")


def title_read(words: str, *, likely: bool) -> str:
    """A title of the words that the model reads for work; "" where they are none by the tables and by their form.

    `likely` is that the model calls the people by their work, and the words are not those of a place.
    """
    if _is_field(words):
        return _of_field(words)
    wish = read_wishes(words)[0]
    known = wish.match != "as asked" and wish.category not in _NO_WORK | {"retired", "homemaker"}
    title = "" if wish.category in _NO_WORK else title_of(words)
    if title and is_pastime(title):
        return title if known and likely else ""
    named = known or (likely and not pattern("no field").search(words))
    return title if named or any(map(may_be_work, words.lower().split())) else ""


def title_of(words: str) -> str:
    """Words of a brief as an occupation: short, singular, capital first; abbreviations keep their capitals."""
    tokens = [word.strip(".,;:!?\"'“”‘’()[]|") for word in words.replace("&", " and ").split()]
    tokens = [word for word in tokens if word]
    while tokens and tokens[0].lower() in _leading() and not _is_title(tokens):
        tokens = tokens[1:]
    tokens = tokens[: _WORDS_MOST + 2]
    while tokens and tokens[-1].lower() in listed("stop") and tokens[-1].lower() != "may":
        tokens = tokens[:-1]
    kept = [word if re.fullmatch("[A-Z]{2,4}|[A-Z][a-z]*[A-Z]+[a-z]*", word) else word.lower() for word in tokens]
    parts = re.split(r"(\s(?:or|and)\s)", " ".join(kept))
    text = "".join(part if i % 2 else _single(part) for i, part in enumerate(parts))
    return text[:1].upper() + text[1:]


def _is_title(tokens: Sequence[str]) -> bool:
    """Whether the tables know exactly these words, an adjective at their beginning included: "high school student"."""
    words = words_of(" ".join(tokens))
    return (
        len(words) > 1 and words[0] not in ("mga", "young") and (words in tables().english or words in tables().local)
    )


def _single(part: str) -> str:
    """The words with the last of them, in English, without its plural."""
    head, _, last = part.rpartition(" ")
    plain = singular(last) if last.isascii() and last.islower() else last
    local = (plain,) in tables().local and (plain,) not in tables().english
    return f"{head} {last if local else plain}".strip()


@cache
def _leading() -> frozenset[str]:
    """What may stand before an occupation and is none of it."""
    filler = tables().words["filler"] - listed("part of a title")
    return filler | single_words("demonym", "income", "size") | listed("before work")


def _listed(brief: Brief) -> Iterator[Work]:
    """Work that the tables of occupations do not know, from the list of the rules."""
    for each in find(brief, "work"):
        title = each.value or title_of(brief.plain[each.start : each.end])
        yield Work(title, each.start, each.end, phrased=bool(each.value))


def _known(brief: Brief) -> Iterator[Work]:
    """What the tables know, the longest at each place, in English with the words before it that belong to it."""
    tokens, at = brief.tokens, 0
    relatives = {(each.first, each.last) for each in find(brief, "relative")}
    while at < len(tokens):
        for last in range(min(at + _WORDS_MOST, len(tokens)), at, -1):
            here = tokens[at:last]
            wish = None if _is_cut(brief, here) or (at, last) in relatives else _wish(here)
            verb = last == at + 1 and pattern("telling verb").search(brief.low[: here[0].start])  # "who cook every day"
            if wish and not verb:
                work = _extended(brief, at, last, wish)
                if read_wishes(work.title or ANY)[0].category not in _NO_WORK:  # "dog owners"
                    yield work
                at = last - 1
                break
        at += 1


def _is_cut(brief: Brief, here: Sequence[Token]) -> bool:
    """Whether a clause ends, or something is blanked, inside a run of tokens."""
    inside = brief.plain[here[0].start : here[-1].end]
    return "|" in inside or any(token.opens and brief.plain[token.start - 1] != "." for token in here[1:])


def _wish(here: Sequence[Token]) -> Wish | None:
    """What the tables make of exactly these words; None for words that name no work."""
    stems, text = tuple(token.stem for token in here), " ".join(token.word for token in here)
    if {text, " ".join(stems)} & (listed("old") | listed("no occupation")) or here[0].word in listed("pastimes"):
        return None
    if len(text) < 4 and text not in listed("short work"):
        return None
    for key in (stems, tuple(map(_unlinked, stems))):
        wish = tables().english.get(key) or tables().local.get(key)
        if wish and wish.category not in _NO_WORK:
            return wish
    return tables().fields.get(stems[:-1]) if len(here) > 1 and stems[-1] in tables().words["generic head"] else None


def _unlinked(word: str) -> str:
    """A Filipino word without its linker: "retiradong" → "retirado"."""
    return word.removesuffix("ng") if word.endswith(("ang", "ing", "ong", "ung", "eng")) and len(word) > 5 else word


def _extended(brief: Brief, first: int, last: int, wish: Wish) -> Work:
    """The known words with those before them that belong to an English title: "call center" to "agents"."""
    tokens, start = brief.tokens, first
    stems = tuple(token.stem for token in tokens[first:last])
    english = stems in tables().english or stems not in tables().local
    while english and start and last - start < _WORDS_MOST and _is_modifier(brief, start - 1):
        start -= 1
    words = brief.plain[tokens[start].start : tokens[last - 1].end]
    title = title_of(words if stems in tables().english or stems in tables().local else _unlinked(words))
    weak = (wish.category in _LITTLE and len(title.split()) < 3 and not wish.rows) or title.lower() in listed("abroad")
    return Work(title, tokens[start].start, tokens[last - 1].end, weak)


def _is_modifier(brief: Brief, at: int) -> bool:
    """Whether a word belongs to the title that begins with the next."""
    token, following = brief.tokens[at : at + 2]
    forms = {token.word, token.stem, _unlinked(token.word), token.word.removesuffix("ng")}
    people = single_words("gender", "demonym", "crowd", "stages") - listed("also work")
    apart = following.opens or "|" in brief.plain[token.end : following.start] or token.word.isdigit()
    return not apart and not forms & (people | listed("stop") | _leading())


def _cued(brief: Brief) -> Iterator[Work]:
    """What "working as", "bekerja sebagai" and the like lead to."""
    for row in rows("cues"):
        for m in re.finditer(row["pattern"], brief.low):
            ends = pattern("work ends").search(brief.low, m.end())
            words = brief.plain[m.end() : ends.start() if ends else None].strip(" |")
            while (last := words.rpartition(" ")[2]) and last.lower() in listed("stop"):
                words = words[: -len(last)].rstrip(" |")
            title = _of_cue(words, row["becomes"]) if 0 < len(words.split()) <= _WORDS_MOST + 2 else ""
            weak = all(wish.category in _LITTLE | _NO_WORK for wish in read_wishes(title or ANY))
            yield Work(title, m.start(), m.end() + len(words), weak, phrased=True)


def _of_cue(words: str, form: str) -> str:
    """A title in the form of a cue; "" where the words after it are no work: "working from home", "own a car"."""
    bare = pattern("field tail").sub("", words)
    if pattern("no field").search(words) or (form == "in {}" and not _is_field(bare)):
        return ""
    if form in ("in {}", "{} worker"):
        return _of_field(bare)
    parts = re.split(r"(\s+(?:or|and)\s+)", bare) if "owner" in form else [words if form == "{}" else bare]
    title = title_of(form.replace("{}", "".join(map(_single, parts)) if "owner" in form else parts[0]))
    return "" if read_wishes(title or ANY)[0].category in _NO_WORK else title


def _is_field(words: str) -> bool:
    """Whether words are fields of work and not titles: "finance or marketing"."""
    parts = [words_of(part) for part in re.split(r"\s+(?:or|and|&)\s+", words)]
    return all(part in tables().fields and part not in tables().english for part in parts)


def _of_field(field: str) -> str:
    """ "finance or marketing" → "Finance or marketing professional"; "a factory" → "Factory worker"."""
    field = _single(field)
    parts = re.split(r"\s*(?:,|/|&|\bor\b|\band\b)\s*", field.lower())
    categories = [wish.category for part in parts if (wish := tables().fields.get(words_of(part)))]
    professional = any("professional" in each for each in categories) or field.lower() in ("it", "tech", "law", "media")
    wish = read_wishes(field)[0]
    known = not categories and (wish.rows or (wish.category and wish.match != "as asked"))
    if known and re.search(r"(?:er|or|ist|ian|ant|ent|man|woman|person)s?$", field.lower()):
        return title_of(field)
    return title_of(f"{field} {'professional' if professional else 'worker'}")
