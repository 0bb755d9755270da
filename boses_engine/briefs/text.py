"""The text of a brief: what is refused at sight, tidied words, and which languages it is written in."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, get_args

from boses_engine.briefs.lists import listed, rows
from boses_engine.briefs.numbers import with_digits
from boses_engine.briefs.spelling import corrected, known_words
from boses_engine.errors import BriefError
from boses_engine.grounding.work.tables import word_of

Language = Literal["en", "fil", "id", "vi"]

CHARACTERS_MOST = 2_000
_LATIN_LEAST = 0.6  # share of a brief's letters
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SENTENCE = re.compile(r"[^.!?;\n]*(?:[.!?;\n]+(?=\s|$)|[.!?;]|\n|$)")
_BREAK = re.compile(r"[,.;:!?()\[\]{}\n\"“”|•]|\s[-–—]\s")

# Words that tell a language; a word is counted once wherever it stands.
_MANY = 2  # telling words that make a language one of the brief's, where English ones stand beside them
_EUROPEAN = 0x17F  # the last letter of the European languages in Unicode
_AT_COMMAND = re.compile(
    r"\b(?:ignor(?:e|ing)|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|prompt|rule|above|previous|"
    r"prior|"
    r"everything|system|brief|said|guideline|schema|constraint)"
    r"|\bsystem\s*(?:prompt|message|:)|\bsystem prompt\b|\byou are (?:now|an?)\b|\bact as\b|\bpretend\b|\bjailbreak\b"
    r"|\b(?:output|return|print|reply|respond|answer|say|write)\b(?:\s+\w+){0,3}\s+(?:only|exactly|with|"
    r"the word|json)\b"
    r"|\b(?:set|change|make)\b.{0,20}\b(?:persona_count|persona count|age_min|age_max|income_level|gender|location|"
    r"occupation|every field|all fields|the name)\b"
    r"|\b(?:reveal|show me|print|output|leak)\b.{0,30}\b(?:prompt|instruction|password|key|secret|weights)"
    r"|\b(?:persona_count|age_min|age_max|income_level)\b"  # nobody writes a brief in names of fields
    r"|\bassistant\s*:|<\|?[a-z_]+\|?>|\[/?inst\]|\bdrop table\b|\brm -rf\b|\bdelete (?:all|the|every)\b.{0,20}"
    r"(?:file|table|group|persona|store|database)"
    r"|huwag (?:mong )?(?:pansinin|sundin)"
    r"|(?:kalimutan|balewalain).{0,30}(?:tagubilin|utos|instruction|nauna|lahat|nasa itaas)"
    r"|(?:abaikan|lupakan|hiraukan).{0,30}(?:instruksi|perintah|aturan|semua|sebelumnya)"
    r"|(?:bỏ qua|quên|lờ đi|phớt lờ).{0,30}(?:hướng dẫn|chỉ dẫn|lệnh|yêu cầu|chỉ thị|quy tắc|trên|trước)",
    re.IGNORECASE,
)


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
    """A brief that can be read. `plain` is its text with number words as digits and instructions to a reader blanked.

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
        raise BriefError(
            "too long", f"the brief has {len(text):,} characters: describe one audience in at most {CHARACTERS_MOST:,}."
        )
    if any(c == "\ufffd" or (unicodedata.category(c) in ("Cc", "Cs", "Co") and c not in "\t\n\r") for c in text):
        raise BriefError("not text", "the brief holds bytes that are no text: give plain words in UTF-8.")
    text = unicodedata.normalize("NFC", text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    tidy = "\n".join(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)
    letters = [c for c in tidy if c.isalpha()]
    if not letters:
        raise BriefError(
            "empty", "the brief has no words: describe an audience, for example: young nurses in Cebu City."
        )
    if sum(unicodedata.name(c, "").startswith("LATIN") for c in letters) < _LATIN_LEAST * len(letters):
        raise BriefError(
            "unknown language",
            "the brief is in a script that is not read: write English, Filipino, Indonesian or Vietnamese.",
        )
    languages = _languages(tidy)
    plain = corrected(_without_commands(tidy), known_words().union(*_telling().values()))
    return Brief(tidy, with_digits(plain, languages), languages)


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
    languages: tuple[Language, ...] = get_args(Language)
    return {
        language: listed(f"telling {language}")
        | {
            phrase
            for row in (*rows("words"), *rows("stages"))
            for phrase in row["phrases"].split("|")
            if row["language"] == language and " " not in phrase
        }
        for language in languages
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
        enough = _MANY if counts["en"] else 1
        if counts[language] >= enough and counts[language] >= 0.4 * max(counts["fil"], counts["id"]):
            found.add(language)
    return frozenset(found)


def _without_commands(text: str) -> str:
    """The text with the sentences blanked that speak to whoever reads it, not of an audience."""
    kept = []
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        if found := _AT_COMMAND.search(sentence):
            before = sentence[: found.start()]
            cut = max(before.rfind(mark) for mark in (",", "(", "-", "–", "—", ":")) + 1
            kept.append(sentence[:cut] + " " * (len(sentence) - cut))
        else:
            kept.append(sentence)
    return "".join(kept)
