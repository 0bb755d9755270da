"""`python -m benchmarks.contrast PH=… ID=… VN=…`: whether a simple classifier can tell the markets' people apart.

The groups differ in nothing but their location; one in three is chance. Given results folders of `generate`, a person
is the bag of words of their prose, masked more and more. Given group files, a person is what they were planned with
under several seeds: the themes of their signals, then the masked words of the notes that rest on signals, then those of
the notes alone that nobody was told of whom the classifier learnt from. The classifier is a logistic regression on
TF-IDF weights, tried on people it has not seen.

Words of one run are no independent draws: within a group hardly anybody is told from a note that somebody else was told
from, while other markets may use it. A word that was seen in a market is therefore less likely there again, and where
nothing else tells the markets apart, the accuracy falls below chance. Themes are judged on seeds that were left out.
"""

import argparse
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.people import people_of, snapshot_of
from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona, Slot
from boses_engine.domain.snapshot import MARKETS, Snapshot
from boses_engine.engine import Engine
from boses_engine.grounding.market.brands import market_brands
from boses_engine.grounding.places.countries import table
from boses_engine.groups.file import load_group
from boses_engine.pipeline.diversity import prose_of
from boses_engine.pipeline.evidence import cited_signal, cites_snapshot, claims, signals_of
from boses_engine.pipeline.likeness import words
from boses_engine.pipeline.stems import stem

FOLDS, REPEATS = 5, 20
SEEDS = (1, 2, 3, 4, 5, 6)
_NAMED = (  # what else gives a market away: nationality, money, faith, tongue, ways of calling people
    "filipino filipina filipinos pinoy pinay philippine philippines indonesian indonesians indonesia vietnamese "
    "vietnam peso pesos centavo rupiah dong php idr vnd manila jakarta ho chi minh saigon metro luzon java javanese "
    "betawi sundanese tagalog bisaya cebuano taglish bahasa kinh catholic catholics muslim muslims islam islamic "
    "christian christians protestant buddhist buddhism church mass mosque pagoda temple prayer prayers pray prays "
    "praying sunday friday ramadan eid lebaran tet christmas priest imam monk po ate kuya tita tito bapak ibu mas "
    "mbak pak bu anh chi em co chu"
).split()


def main() -> None:
    """Measures and prints; `--json` writes the figures too."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.contrast", description=__doc__)
    parser.add_argument("given", nargs="+", metavar="MARKET=RUN|GROUP.yaml", help="results folders, or group files")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    paths = {market: Path(path) for market, _, path in (given.partition("=") for given in asked.given)}
    if all(path.is_dir() for path in paths.values()):
        people = {market: people_of(path) for market, path in paths.items()}
        figures = contrast(people, {market: snapshot_of(group) for market, group in people.items()})
    else:
        groups = {market: load_group(path) for market, path in paths.items()}
        figures = {"themes of the planned signals": themes_told(groups), **notes_told(groups)}
    for mask, found in figures.items():
        print(f"{mask}: {found['accuracy']:.3f} ({found['low']:.3f} to {found['high']:.3f})")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def contrast(
    people: Mapping[str, Sequence[Persona]], snapshots: Mapping[str, Snapshot | None]
) -> dict[str, dict[str, float]]:
    """The cross-validated accuracy under each mask, with its 95 % interval; `people` and `snapshots` by market.

    The accuracy is the mean over repeated folds, the interval Wilson's for as many right answers among as
    many people: folds of the same people are no new people.
    """
    everybody = [(market, person) for market, group in people.items() for person in group]
    labels = [market for market, _ in everybody]
    places = [place for group in people.values() for place in range(len(group))]
    named = named_words([person for _, person in everybody])
    told = [_bag(person, named, None) for _, person in everybody]
    unworded = [_bag(person, named, snapshots.get(market)) for market, person in everybody]
    masks = {
        "names, places, brands, money, faith and tongue masked": told,
        "and the wordings of the signals": unworded,
        "and every word that is not said in each market": _common(unworded, labels),
    }
    figures = {}
    for mask, texts in masks.items():
        figures[mask] = _with_interval(_accuracy(texts, labels, places), len(texts))
    return figures


def themes_told(groups: Mapping[str, Group], seeds: Sequence[int] = SEEDS) -> dict[str, float]:
    """The accuracy from the themes that people were planned with, on seeds that were left out, with its interval."""
    told, labels, drawn = [], [], []
    with Engine() as engine:
        for market, group in groups.items():
            for seed in seeds:
                for slot in engine.plan(group, seed=seed).slots:
                    told.append([signal.rpartition("/")[2] for signal in signals_of(slot)])
                    labels.append(market)
                    drawn.append(seed)
    return _with_interval(_accuracy(told, labels, drawn), len(told))


def notes_told(groups: Mapping[str, Group], seeds: Sequence[int] = SEEDS) -> dict[str, dict[str, float]]:
    """The accuracy from the masked words of the notes that rest on signals, on seeds that were left out.

    A market's people share its wordings, so a classifier can know a note by heart. In the second figure a person on
    trial is told by those notes alone that nobody was told of whom it learnt from; without any, they count as wrong.
    """
    told: list[list[str]] = []
    labels, drawn = [], []
    with Engine() as engine:
        for market, group in groups.items():
            for seed in seeds:
                for slot in engine.plan(group, seed=seed).slots:
                    told.append(_notes_on_talk(slot))
                    labels.append(market)
                    drawn.append(seed)
    named = named_words(())
    right = {"masked notes on signals": 0, "and of them those that were not learnt from": 0}
    for left_out in seeds:
        known = [number for number, seed in enumerate(drawn) if seed != left_out]
        tried = [number for number, seed in enumerate(drawn) if seed == left_out]
        classifier = _classifier().fit([_unnamed(told[n], named) for n in known], [labels[n] for n in known])
        learnt = {note for number in known for note in told[number]}
        for number in tried:
            fresh = [note for note in told[number] if note not in learnt]
            for measure, notes in zip(right, (told[number], fresh), strict=True):
                bag = _unnamed(notes, named)
                right[measure] += bool(bag) and classifier.predict([bag])[0] == labels[number]
    return {measure: _with_interval(count / len(told), len(told)) for measure, count in right.items()}


def _notes_on_talk(slot: Slot) -> list[str]:
    """The notes of a planned person that rest on signals, as they stand in the codebook but for the make."""
    life = slot.life
    pairs = (
        *((brand.incident, brand.evidence) for brand in slot.brands),
        *zip(life.phone_moments, slot.moment_evidence, strict=True),
        *zip(life.price_signals, slot.price_evidence, strict=True),
    )
    return [note for note, evidence in pairs if cites_snapshot(evidence)]


def _unnamed(notes: Iterable[str], named: frozenset[str]) -> list[str]:
    told = " ".join(re.sub(r"\{\w+\}", " ", note) for note in notes)
    return [word for word in map(_folded, words(told)) if word not in named and not re.search(r"\d", word)]


def named_words(people: Iterable[Persona]) -> frozenset[str]:
    """Words that name: the people and their places, faiths, tongues and jobs, all brands and platforms, money."""
    texts = [brand.name for market in MARKETS for brand in market_brands(market)]
    texts += [row["platform"] for row in table("market/platforms.csv")]
    for person in people:
        place, life = person.location, person.life
        texts += [person.name, place.city, place.region or "", place.country, person.religion, person.mother_tongue]
        texts += [person.work.title, person.work.workplace, person.income.currency, life.interjection]
    return frozenset(_folded(word) for text in (*texts, *_NAMED) for word in words(text) if len(word) > 1)


def _bag(person: Persona, named: frozenset[str], snapshot: Snapshot | None) -> list[str]:
    """The person's words but those that name, and, with a snapshot, those of the signals that a text tells."""
    worded: dict[str, set[str]] = {}
    for claim in claims(person):
        signal = cited_signal(claim.evidence, snapshot)
        if signal is not None:
            notes = (note for notes in signal.wordings.by_use().values() for note in notes)
            worded.setdefault(claim.text, set()).update(stem(word) for note in notes for word in words(note))
    kept = []
    for text in prose_of(person).values():
        masked = worded.get(text, set())
        for word in map(_folded, words(text)):
            if word not in named and not re.search(r"\d", word) and stem(word) not in masked:
                kept.append(word)
    return kept


def _common(texts: Sequence[list[str]], labels: Sequence[str]) -> list[list[str]]:
    said = [
        set().union(*(text for text, own in zip(texts, labels, strict=True) if own == market)) for market in set(labels)
    ]
    shared = set.intersection(*said)
    return [[word for word in text if word in shared] for text in texts]


def _accuracy(texts: Sequence[list[str]], labels: Sequence[str], places: Sequence[int]) -> float:
    """`places` are left out together: a place in the groups, where the same draws made people, or a seed."""
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_score

    scores = [
        cross_val_score(
            _classifier(),
            list(texts),
            list(labels),
            groups=list(places),
            cv=StratifiedGroupKFold(FOLDS, shuffle=True, random_state=repeat),
        )
        for repeat in range(REPEATS)
    ]
    return float(np.mean(scores))


def _classifier() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    return make_pipeline(
        TfidfVectorizer(analyzer=list, sublinear_tf=True, min_df=2), LogisticRegression(C=10.0, max_iter=2000)
    )


def _with_interval(accuracy: float, people: int) -> dict[str, float]:
    from scipy.stats import binomtest

    interval = binomtest(round(accuracy * people), people).proportion_ci(0.95, method="wilson")
    return {"accuracy": accuracy, "low": float(interval.low), "high": float(interval.high)}


def _folded(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(sign))


if __name__ == "__main__":
    main()
