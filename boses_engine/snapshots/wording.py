"""The statement of a signal: code says who, how often and in what mood, the language model words what about.

The model sees what happened to people by the theme's notes and what its local words mean, never a row. What it writes
is checked; after three tries the statement of the codebook stands.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from boses_engine.domain.snapshot import Market, Signal, SourceKind
from boses_engine.grounding.market.brands import market_brands
from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Completion, LanguageModel, Request, answers
from boses_engine.randomness import derive_seed
from boses_engine.snapshots.themes.known import KnownTheme
from boses_engine.snapshots.themes.matcher import Matcher
from boses_engine.snapshots.themes.words import words

if TYPE_CHECKING:
    from lingua import LanguageDetector

TRIES = 3
COUNTRIES: dict[Market, str] = {"PH": "the Philippines", "ID": "Indonesia", "VN": "Vietnam"}
_EXAMPLE = "Readers who write to a library often complain about pages that are torn out and maps with stains on them."
SYSTEM = (
    "You finish sentences of a report on what consumers talk about. Plain, concrete English in lower case; "
    "no names, no numbers, no foreign words, no country.\n"
    f'Example: they tell "a page was torn out; a jam stain covered a map". You write: {_EXAMPLE}'
)
_WHO: dict[SourceKind, str] = {
    "marketplace": "buyers who leave a review",
    "app store": "people who review an app",
    "reddit": "people in online forums",
    "service": "guests who leave a review",
    "mixed": "people who write online",
}
_OFTEN = ((0.05, "often"), (0.01, "now and then"), (0.0, "once in a while"))  # from this share of the rows on
BAD_BELOW, GOOD_ABOVE = 2.75, 3.75  # mean stars
_VERBS = {"bad": "complain about", "good": "are pleased about", "both": "talk about"}
_GAP = "(?:[a-z]+)(?: [a-z]+){4,}"
_MOST_WORDS = 20  # of the gap
_MOST_AND = 2
_MOST_TOKENS = 40
_TOLD = 4  # things that happened, of those the model is told
_LISTED = 6  # local words whose meaning the model is told
_ON_THEME = 2  # words of the theme that the statement holds at least
_STEM = 5  # letters by which a word is the same as a form of it
FIGURES = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred hundreds thousand "
    "thousands million millions percent percentage half third quarter dozen first second majority".split()
)
_HALVES = frozenset("don doesn didn isn aren wasn weren won wouldn couldn hasn haven".split())  # of "don't"
_PLACES = frozenset("indonesia indonesian philippines filipino vietnam vietnamese country countries".split())
OPEN_ENDS = frozenset("a an and as at but by for from in of on or so the to was were with".split())
_COMMON = frozenset(
    "a an and are as at be because but by for from get gets has have how in into is it its like more no not of off on "
    "or out so some than that the their them they this to too up use very was were what when which while who "
    "with".split()
)
_ORDINARY = frozenset(
    "apple attack be boom breeze champion clear compass dove ekonomi globe go honor lemonade master net omo regatta "
    "routine royal smart sting surf tide tm union zinc".split()
)


@dataclass
class Worded:
    """How the wording went."""

    statements: int = 0
    by_model: int = 0
    at_once: int = 0  # of those, at the first try
    refused: Counter[str] = field(default_factory=Counter)  # reason → answers
    taken_back: int = 0  # worded by the model, then found to share a run of words with a row


def word_statements(
    signals: Sequence[Signal],
    themes: Sequence[KnownTheme],
    model: LanguageModel,
    told: Callable[[float], None] | None = None,
) -> tuple[tuple[Signal, ...], Worded]:
    """The signals with their statements worded; `told` hears how much is done, 0..1."""
    known = {theme.theme: theme for theme in themes}
    worded = Worded(statements=len(signals))
    statements: dict[str, str] = {}
    open_signals = list(signals)
    for attempt in range(TRIES):
        requests = {_request(signal, known[signal.theme], attempt): signal for signal in open_signals}
        failed = []
        for done in answers(model, requests):
            signal = requests[done.request]
            reason = problem(done, signal, known[signal.theme])
            if reason is None:
                statements[signal.id] = done.text
                worded.by_model += 1
                worded.at_once += attempt == 0
            else:
                worded.refused[reason] += 1
                failed.append(signal.id)
            if told:
                told(len(statements) / max(len(signals), 1))
        open_signals = [signal for signal in open_signals if signal.id in failed]
    return tuple(
        signal.model_copy(update={"statement": statements.get(signal.id, signal.statement)}) for signal in signals
    ), worded


def opening(signal: Signal, theme: KnownTheme) -> str:
    """How the statement begins: what the counts say of it."""
    share = signal.share.share if signal.share else 0.0
    often = next(word for least, word in _OFTEN if share >= least) if signal.share else "sometimes"
    who = _WHO[signal.source_kind]
    return f"{who[0].upper()}{who[1:]} {often} {_VERBS[_mood(signal, theme)]}"


def _mood(signal: Signal, theme: KnownTheme) -> str:
    if theme.polarity != "both" or signal.rating is None:
        return theme.polarity
    mean = signal.rating.mean
    return "bad" if mean < BAD_BELOW else "good" if mean > GOOD_ABOVE else "both"


def _request(signal: Signal, theme: KnownTheme, attempt: int) -> Request:
    meanings = list(dict.fromkeys(term.gloss for term in signal.terms))[:_LISTED]
    begun = opening(signal, theme)
    return Request(
        key=signal.id,
        path=(SYSTEM, f'\nThey tell "{"; ".join(_notes(signal, theme))}".'),
        ask=f'\nTheir words mean: {"; ".join(meanings)}.\nSum it up in one sentence that begins "{begun}".',
        constraint=Pattern(f"{begun} {_GAP}\\."),
        seed=derive_seed("statement", signal.id, attempt),
        max_tokens=_MOST_TOKENS,
        avoid=tuple(sorted(FIGURES)),
    )


def _notes(signal: Signal, theme: KnownTheme) -> list[str]:
    """What happened to people, of the side that the rows are on."""
    mood = _mood(signal, theme)
    told = signal.wordings.by_use()
    notes = [*(told["good"] if mood != "bad" else ()), *(told["bad"] if mood != "good" else ())]
    apart = notes[:: max(1, len(notes) // _TOLD)][:_TOLD]
    return [re.sub(r"\{[Tt]heir\}", "their", re.sub(r"\{(?:brand|[Tt]he[ym])\}", "somebody", note)) for note in apart]


def problem(done: Completion, signal: Signal, theme: KnownTheme) -> str | None:
    """Why the answer cannot be the signal's statement, or None."""
    if done.finish_reason == "length":
        return "cut off"
    begun = opening(signal, theme)
    match = re.fullmatch(re.escape(begun) + f" ({_GAP})\\.", done.text)
    gap = match[1].split() if match else []
    if not gap or _HALVES & set(gap):
        return "not one sentence"
    if len(gap) > _MOST_WORDS:
        return "too long"
    if gap.count("and") > _MOST_AND:
        return "a list"
    if gap[-1] in OPEN_ENDS:
        return "ends in the open"
    if FIGURES & set(gap):
        return "figures"
    if names_in(gap, signal.market) or _PLACES & set(gap):
        return "names"
    if any(gap[at : at + 2] == gap[at + 2 : at + 4] for at in range(len(gap))) or len(set(gap)) < 0.7 * len(gap):
        return "repeats itself"
    told = (*(term.gloss for term in signal.terms), *_notes(signal, theme), theme.theme)
    if len(stems(gap) & stems([word for text in told for word in words(text)])) < _ON_THEME:
        return "off the theme"
    if len(stems(gap) & _EXAMPLES) > 1:
        return "repeats the example"
    local = {word for term in signal.terms for word in words(term.term)} - {
        word for text in (*(t.gloss for t in signal.terms), theme.statement, theme.theme) for word in words(text)
    }
    foreign = (local - _COMMON) & set(gap)
    return "not English" if foreign or not is_english(done.text) else None


def stems(text: Iterable[str]) -> set[str]:
    """The beginnings of the words that carry meaning; "ship", "ships" and "shipping" count as near enough."""
    return {word[:_STEM] for word in text if len(word) > 2 and word not in _COMMON}


def names_in(text: list[str], market: Market) -> list[str]:
    """The brands that a text, given as its words, names."""
    return _brands(market).found(text)


_EXAMPLES = stems(words("pages torn maps stains library readers"))


@cache
def _brands(market: Market) -> Matcher:
    """Finds the market's brands, but those that are called by an ordinary word of a review."""
    return Matcher(brand.name for brand in market_brands(market) if brand.name.casefold() not in _ORDINARY)


def is_english(text: str) -> bool:
    """Whether English is the likeliest of the languages that the markets' consumers write."""
    detected = _detector().detect_language_of(text)
    return detected is not None and detected.name == "ENGLISH"


@cache
def _detector() -> "LanguageDetector":
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(
        Language.ENGLISH, Language.INDONESIAN, Language.MALAY, Language.TAGALOG, Language.VIETNAMESE
    ).build()
