"""Words for discovered themes that the codebook does not tell of: slug, meanings of the terms, part of life.

All of it is asked of the language model, one small thing at a time, and nothing is taken at its first word: a meaning
counts once it came up in two of three askings, and a theme that cannot be told in English is left out, with the reason.
Such a theme is counted and shown. It has no wordings: nobody has said well what it comes to for a person.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from boses_engine.domain.snapshot import Direction, Market, PartOfLife
from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Completion, LanguageModel, Request, answers
from boses_engine.randomness import derive_seed
from boses_engine.snapshots.counts import count
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
class NewTheme:
    """A discovered theme that the codebook does not tell of: worded, or the reason why not."""

    found: FoundTheme
    worded: WordedTheme | None
    reason: str = ""


def word_new_themes(
    found: Sequence[FoundTheme], known: Sequence[KnownTheme], cleaned: Cleaned, market: Market, model: LanguageModel
) -> list[NewTheme]:
    """Words the most coherent of the new themes; the others are left out, each with its reason."""
    taken = {theme.theme for theme in known}
    results = []
    ranked = sorted(found, key=lambda theme: (-theme.npmi, -theme.rows, theme.terms[0].text))
    for number, theme in enumerate(ranked):
        if theme.npmi < LEAST_NPMI:
            results.append(NewTheme(theme, None, "its words hardly occur together"))
        elif number >= MOST:
            results.append(NewTheme(theme, None, f"one more than the {MOST} most coherent"))
        else:
            result = _word(theme, taken, cleaned, market, model)
            taken |= {result.worded.theme} if result.worded else set()
            results.append(result)
    return results


def _word(found: FoundTheme, taken: set[str], cleaned: Cleaned, market: Market, model: LanguageModel) -> NewTheme:
    own = _own_terms(found)
    if len(own) < LEAST_TERMS:
        return NewTheme(found, None, "too few terms of its own")
    glossed = _meanings(own, market, model)
    if len(glossed) < LEAST_TERMS:
        return NewTheme(found, None, "the model does not know its words")
    slug = "-".join(dict.fromkeys(word for _, gloss in glossed[:2] for word in gloss.split()))
    if slug in taken:
        return NewTheme(found, None, f"it means the same as {slug}")
    polarity = _polarity(cleaned, slug, glossed, market)
    if polarity is None:
        return NewTheme(found, None, "too few rows")
    part = _part_of_life(slug, glossed, model)
    if part is None:
        return NewTheme(found, None, "the model finds no part of life for it")
    meanings = list(dict.fromkeys(gloss for _, gloss in glossed))[:LEAST_TERMS]
    worded = WordedTheme(
        theme=slug,
        part_of_life=part,
        about=", ".join(meanings),
        wordings={},
        terms={market: glossed},
        polarity=polarity,
    )
    return NewTheme(found, worded)


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


def _polarity(cleaned: Cleaned, slug: str, glossed: Glossed, market: Market) -> Direction | None:
    """By the mean stars of its rows; None where no kind of source has rows enough."""
    bare = WordedTheme(slug, "quality", "", {}, {market: glossed}, "both")
    counts = count(cleaned, [bare], market)
    if not any(tally.rows >= least_rows(counts.kind_rows[kind]) for (kind, _), tally in counts.tallies.items()):
        return None
    ratings: Counter[float] = Counter()
    for tally in counts.tallies.values():
        ratings.update(tally.ratings)
    rating = rating_of(ratings)
    if rating is None:
        return "both"
    return direction_of("both", rating)


def _part_of_life(slug: str, glossed: Glossed, model: LanguageModel) -> PartOfLife | None:
    parts: tuple[PartOfLife, ...] = get_args(PartOfLife)
    request = _request(
        slug,
        _theme_text(glossed),
        f"\nWhich of these is it about: {', '.join(parts)}?",
        "|".join(parts),
        ("part of life", slug),
    )
    (done,) = answers(model, [request])
    return next((part for part in parts if part == done.text), None)


def _theme_text(glossed: Glossed) -> str:
    return f"Customers talk about: {'; '.join(dict.fromkeys(gloss for _, gloss in glossed))}."


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
