"""The text of a brief: what is refused at sight, tidied words, and which languages it is written in."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, get_args

from boses_engine.briefs.data import any_of, listed, pattern, refusal, rows
from boses_engine.grounding.words import word_of
from boses_engine.grounding.work.tables import tables

Language = Literal["en", "fil", "id", "vi"]

CHARACTERS_MOST = 2_000
_LATIN_LEAST = 0.6  # share of a brief's letters
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SENTENCE = re.compile(r"[^.!?;\n]*(?:[.!?;\n]+(?=\s|$)|[.!?;]|\n|$)")
_BREAK = re.compile(r"[,.;:!?()\[\]{}\n\"“”|•]|\s[-–—]\s")

# Words that tell a language; a word is counted once wherever it stands.
_MAY_BE_MISSPELT = re.compile(r"[A-Za-z]{5,}")
_SURE = 5  # letters: a word with more of them tells its language alone
_MANY = 2  # telling words that make a language one of the brief's, where English ones stand beside them
_EUROPEAN = 0x17F  # the last letter of the European languages in Unicode


@dataclass(frozen=True)
class Token:
    """A word or figure of a brief: where it stands in `Brief.plain`, as it is compared, and what stands before it."""

    start: int
    end: int
    word: str  # lower case
    stem: str  # without marks and English plural
    opens: bool  # whether a clause begins with it: punctuation stands before it


@dataclass(frozen=True)
class Brief:
    """A brief that can be read: its text without instructions to a reader; `plain` has number words as digits.

    All spans of the rules are of `plain`.
    """

    text: str
    plain: str
    languages: frozenset[Language]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words and figures of `plain`."""
        return tuple(tokens_of(self.plain))

    @cached_property
    def low(self) -> str:
        """`plain` in lower case, letter for letter."""
        return lower(self.plain)

    def blanked(self, spans: Sequence[tuple[int, int]]) -> "Brief":
        """The brief without what stands in the spans; a bar in place of each keeps words on both sides apart."""
        plain = self.plain
        for start, end in spans:
            if end > start:
                plain = plain[:start] + "|" + " " * (end - start - 1) + plain[end:]
        return Brief(self.text, plain, self.languages)


def read_text(text: str) -> Brief:
    """The brief of a text.

    :raises BriefError: it is empty, too long, no text, or in another script.
    """
    if len(text) > CHARACTERS_MOST:
        raise refusal("too long", n=len(text), most=CHARACTERS_MOST)
    if any(c == "\ufffd" or (unicodedata.category(c) in ("Cc", "Cs", "Co") and c not in "\t\n\r") for c in text):
        raise refusal("not text")
    text = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    tidy = "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    letters = [c for c in tidy if c.isalpha()]
    if not letters:
        raise refusal("empty")
    if sum(unicodedata.name(c, "").startswith("LATIN") for c in letters) < _LATIN_LEAST * len(letters):
        raise refusal("unknown language")
    languages, tidy = _languages(tidy), _without_commands(tidy)
    return Brief(tidy, with_digits(_corrected(tidy), languages), languages)


def lower(text: str) -> str:
    """Lower case that keeps every position."""
    return "".join(small if len(small := c.lower()) == 1 else c for c in text)


def tokens_of(plain: str) -> Iterator[Token]:
    """The words and figures of a text, in order."""
    end = 0
    for match in _TOKEN.finditer(plain):
        word = lower(match.group())
        opens = end == 0 or bool(_BREAK.search(plain, end, match.start()))
        yield Token(match.start(), match.end(), word, word_of(match.group()), opens)
        end = match.end()


@cache
def _telling() -> dict[Language, frozenset[str]]:
    """Words that tell a language; each is counted once, wherever it stands."""
    lists = [(row["language"], row["phrases"].split("|")) for row in (*rows("words"), *rows("stages"))]
    return {
        language: listed(f"telling {language}").union(*(words for of, words in lists if of == language))
        for language in get_args(Language)
    }


def _languages(text: str) -> frozenset[Language]:
    """The languages of the brief: English always, the others where enough of their words stand in it."""
    words = {token.word for token in tokens_of(text)}
    found: set[Language] = {"en"}
    counts = {language: len(words & telling) for language, telling in _telling().items()}
    marked = sum(
        c in "ăđơưĂĐƠƯ" or unicodedata.name(c, "").endswith(("DOT BELOW", "HOOK ABOVE", "ACUTE")) and ord(c) > _EUROPEAN
        for c in text
    )
    if marked >= _MANY or (marked and counts["vi"]) or len(words & listed("telling bare vi")) > _MANY:
        found.add("vi")
    for language in ("fil", "id"):
        sure = {word for word in words & _telling()[language] - _telling()["en"] if len(word) > _SURE}
        enough = _MANY if counts["en"] and not sure else 1
        if counts[language] >= enough and counts[language] >= 0.4 * max(counts["fil"], counts["id"]):
            found.add(language)
    return frozenset(found)


def _without_commands(text: str) -> str:
    """The text with the sentences blanked that speak to whoever reads it, not of an audience."""
    kept = ""
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        found = pattern("command").search(sentence)
        before = sentence[: found.start()] if found else sentence
        cut = max(map(before.rfind, ",(-–—:")) + 1 if found else len(sentence)
        kept += sentence[:cut].ljust(len(sentence))
    return kept


@cache
def _known_words() -> frozenset[str]:
    """Words that are right as they stand: of the tables of occupations, folded and singular, and of the lists."""
    known = tables()
    words = {word for index in (known.english, known.local, known.fields) for phrase in index for word in phrase}
    return frozenset(words).union(*known.words.values(), *_telling().values())


def _corrected(text: str) -> str:
    """The text with slips of the keyboard put right ("wmoen", "asistants") in words that are otherwise unknown."""

    def put_right(match: re.Match[str]) -> str:
        word, small = match.group(), match.group().lower()
        inside = match.start() > 0 and not re.search(r"[.!?:;\n]\s*$", text[: match.start()])
        if {small, word_of(word)} & _known_words() or (word[0].isupper() and inside):  # a capital inside is a name
            return word
        near = [each for each in listed("often misspelt") if _is_slip(small, each)]
        return word if len(near) != 1 else near[0].capitalize() if word[0].isupper() else near[0]

    return _MAY_BE_MISSPELT.sub(put_right, text)


def _is_slip(typed: str, meant: str) -> bool:
    """Whether neighbours are swapped, or a letter inside is doubled or missing."""
    if len(typed) == len(meant):
        return sorted(typed) == sorted(meant) and sum(map(str.__ne__, typed, meant)) == 2
    short, long = sorted((typed, meant), key=len)
    lost = [i for i in range(1, len(long) - 1) if long[:i] + long[i + 1 :] == short]
    return any(long == meant or long[i] == long[i - 1] for i in lost)


def with_digits(text: str, languages: Collection[str]) -> str:
    """The text with its number words as digits: "early thirties" → "early 30s", "tiga puluhan" → "30s"."""
    for language in ("en", *sorted({"fil", "id", "vi"} & set(languages))):
        words, run = _words(language)
        text = run.sub(lambda m, words=words, language=language: _digits(m, words, language), text)  # type: ignore[misc]
    return text


@cache
def _words(language: str) -> tuple[dict[str, tuple[str, int]], re.Pattern[str]]:
    """Number word → its kind and value, and a pattern of runs of them, which a figure may open: "2 dozen"."""
    table = {
        word: (row["kind"], int(row["value"]))
        for row in rows("numbers")
        if row["language"] == language
        for word in row["phrases"].split("|")
    }
    times = any_of([word for word, (kind, _) in table.items() if kind == "times"])
    word, gap = any_of(table), r"(?:'?t\s+|\s+(?:y|at)\s+|[\s-]+)" if language == "fil" else r"[\s-]+"
    run = rf"\b(?:\d+(?=\s+{times}\b)|{word})\b(?:{gap}{word}\b)*"
    return table, re.compile(run, re.IGNORECASE)


def _digits(run: re.Match[str], table: dict[str, tuple[str, int]], language: str) -> str:
    """A run of number words as figures; what is no number here stays: "one", "năm" before what nobody counts."""
    parts = re.findall(rf"\d+|{any_of(table)}(?![^\W\d_])", run.group(), re.IGNORECASE)
    numbers, kinds = [0], [""]
    for part in parts:
        kind, value = table.get(part.lower(), ("one", int(part) if part.isdigit() else 0))
        if kind in ("times", "decades"):
            numbers[-1] = max(numbers[-1], 1) * value
        elif kind == "plus" or (kind == "one" and kinds[-1] in ("ten", "times", "decades")):
            numbers[-1] += value
        elif kinds[1:]:
            numbers.append(value)
        else:
            numbers[-1] = value
        kinds.append(kind)
    if set(kinds) == {"", "one"} and not pattern(f"counted {language}").search(_around(run)):
        return run.group()
    return " ".join(map(str, numbers)) + ("s" if kinds[-1] in ("decade", "decades") else "")


def _around(run: re.Match[str]) -> str:
    """The run between bars, with what stands around it."""
    text, (start, end) = run.string, run.span()
    return f"{text[max(start - 12, 0) : start]}|{text[start:end]}|{text[end : end + 24]}".lower()
