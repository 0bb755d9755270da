"""Words for discovered themes that the codebook does not tell of: slug, meanings of the terms, part of life.

All of it is asked of the language model, one small thing at a time, and nothing is taken at its first word: a meaning
counts once it came up in two of three askings, and a theme that cannot be told in English is left out, with the reason.
Such a theme is counted and shown. It has no wordings: nobody has said well what it comes to for a person.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from boses_engine.domain.snapshot import Direction, Market, PartOfLife
from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Completion, LanguageModel, Request, answers
from boses_engine.randomness import derive_seed
from boses_engine.snapshots.counts import Counts, count
from boses_engine.snapshots.rows import Cleaned
from boses_engine.snapshots.signals import direction_of, least_rows, rating_of
from boses_engine.snapshots.statements import FIGURES, names_in
from boses_engine.snapshots.themes.discover import FoundTheme
from boses_engine.snapshots.themes.known import Glossed, KnownTheme, WordedTheme

MOST = 8  # new themes of a market
LEAST_NPMI = 0.1  # below that its words hardly belong together
LEAST_TERMS = 3  # of its own, with a meaning
_ASKINGS, _AGREEING = 3, 2
_TERMS = 6
_MEANING_WORDS = 4
_LANGUAGES: dict[Market, str] = {"PH": "Tagalog or Taglish", "ID": "Indonesian", "VN": "Vietnamese"}
_SYSTEM = "You explain to a researcher, in a few plain English words, what consumers talk about. No names, no numbers."


@dataclass(frozen=True)
class Explained:
    """A discovered theme that the codebook does not tell of, and what the model says of it, or why it was not asked."""

    found: FoundTheme
    glossed: Glossed = ()
    part: PartOfLife | None = None
    reason: str = ""

    @property
    def slug(self) -> str:
        """A name from the meanings of its first two terms."""
        return "-".join(dict.fromkeys(word for _, gloss in self.glossed[:2] for word in gloss.split()))


@dataclass(frozen=True)
class NewTheme:
    """A discovered theme that the codebook does not tell of: worded, or the reason why not."""

    found: FoundTheme
    worded: WordedTheme | None
    reason: str = ""


def explain_themes(found: Sequence[FoundTheme], market: Market, model: LanguageModel) -> list[Explained]:
    """Asks the model about the most coherent of the new themes, most coherent first; the others have a reason."""
    explained = []
    for number, theme in enumerate(sorted(found, key=lambda theme: (-theme.npmi, -theme.rows, theme.terms[0].text))):
        if theme.npmi < LEAST_NPMI:
            explained.append(Explained(theme, reason="its words hardly occur together"))
        elif number >= MOST:
            explained.append(Explained(theme, reason=f"one more than the {MOST} most coherent"))
        else:
            explained.append(_explain(theme, market, model))
    return explained


def word_new_themes(
    explained: Sequence[Explained], known: Sequence[KnownTheme], cleaned: Cleaned, market: Market
) -> list[NewTheme]:
    """The themes with what was said of them, counted in one walk through the rows; those left out with the reason."""
    bare = [
        WordedTheme(str(number), "quality", "", {}, {market: theme.glossed}, "both")
        for number, theme in enumerate(explained)
        if not theme.reason
    ]
    counts = count(cleaned, bare, market) if bare else Counts(market, cleaned.sources)
    taken = {theme.theme for theme in known}
    results = []
    for number, theme in enumerate(explained):
        result = _word(theme, str(number), taken, counts)
        taken |= {result.worded.theme} if result.worded else set()
        results.append(result)
    return results


def _explain(found: FoundTheme, market: Market, model: LanguageModel) -> Explained:
    own = _own_terms(found)
    if len(own) < LEAST_TERMS:
        return Explained(found, reason="too few terms of its own")
    glossed = _meanings(own, market, model)
    if len(glossed) < LEAST_TERMS:
        return Explained(found, reason="the model does not know its words")
    explained = Explained(found, glossed)
    return replace(explained, part=_part_of_life(explained.slug, glossed, model))


def _word(theme: Explained, counted_as: str, taken: set[str], counts: Counts) -> NewTheme:
    if theme.reason:
        return NewTheme(theme.found, None, theme.reason)
    if theme.slug in taken:
        return NewTheme(theme.found, None, f"it means the same as {theme.slug}")
    polarity = _polarity(counts, counted_as)
    if polarity is None:
        return NewTheme(theme.found, None, "too few rows")
    if theme.part is None:
        return NewTheme(theme.found, None, "the model finds no part of life for it")
    meanings = list(dict.fromkeys(gloss for _, gloss in theme.glossed))[:LEAST_TERMS]
    worded = WordedTheme(
        theme=theme.slug,
        part_of_life=theme.part,
        about=", ".join(meanings),
        wordings={},
        terms={counts.market: theme.glossed},
        polarity=polarity,
    )
    return NewTheme(theme.found, worded)


def _own_terms(found: FoundTheme) -> list[str]:
    """Terms whose rows are mostly the theme's; of two of which one holds the other, the shorter, which finds both."""
    own = [term.text for term in found.terms if term.own]
    inside = {long for long in own for short in own if short != long and short in long.split()}
    return [term for term in own if term not in inside][:_TERMS]


def _meanings(terms: Sequence[str], market: Market, model: LanguageModel) -> Glossed:
    """The terms whose meaning the model gives twice, with the meaning."""
    requests = [
        _request(
            f"{term}/{asking}",
            f"Words of reviews in {_LANGUAGES[market]}: {', '.join(terms)}.",
            f'\nWhat does "{term}" mean? Answer in one to three English words.',
            "(?:[a-z]+)(?: [a-z]+){0,}",
            ("meaning", market, term, asking),
        )
        for term in terms
        for asking in range(_ASKINGS)
    ]
    given: dict[str, Counter[str]] = {term: Counter() for term in terms}
    for done in answers(model, requests):
        term = done.request.key.rpartition("/")[0]
        if _plain(done, market) and len(done.text.split()) <= _MEANING_WORDS:
            given[term][done.text] += 1
    glossed = []
    for term, counted in given.items():
        ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        if ranked and ranked[0][1] >= _AGREEING:
            glossed.append((term, ranked[0][0]))
    return tuple(glossed)


def _polarity(counts: Counts, theme: str) -> Direction | None:
    """By the mean stars of its rows; None where no kind of source has rows enough."""
    tallies = {kind: tally for (kind, slug), tally in counts.tallies.items() if slug == theme}
    if not any(tally.rows >= least_rows(counts.kind_rows[kind]) for kind, tally in tallies.items()):
        return None
    ratings: Counter[float] = Counter()
    for tally in tallies.values():
        ratings.update(tally.ratings)
    return direction_of("both", rating_of(ratings))


def _part_of_life(slug: str, glossed: Glossed, model: LanguageModel) -> PartOfLife | None:
    parts: tuple[PartOfLife, ...] = get_args(PartOfLife)
    request = _request(
        slug,
        f"Customers talk about: {'; '.join(dict.fromkeys(gloss for _, gloss in glossed))}.",
        f"\nWhich of these is it about: {', '.join(parts)}?",
        "|".join(parts),
        ("part of life", slug),
    )
    (done,) = answers(model, [request])
    return next((part for part in parts if part == done.text), None)


def _plain(done: Completion, market: Market) -> bool:
    """Whether an answer is whole and made of lower-case words, without figures and names."""
    text = done.text.split()
    whole = done.finish_reason == "stop" and re.fullmatch("[a-z]+(?: [a-z]+)*", done.text) is not None
    return whole and not FIGURES & set(text) and not names_in(text, market)


def _request(key: str, theme: str, ask: str, pattern: str, seed: tuple[object, ...]) -> Request:
    return Request(
        key=key,
        path=(_SYSTEM, theme),
        ask=ask,
        constraint=Pattern(pattern),
        seed=derive_seed("new theme", *seed),
        max_tokens=24,
        avoid=tuple(sorted(FIGURES)),
    )
