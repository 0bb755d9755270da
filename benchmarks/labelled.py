"""`python -m benchmarks.labelled`: what the codebook finds in rows of talk, beside what a reader found in them.

`benchmarks/labelled/<MARKET>.csv` has, for 300 rows a market, each theme that a reader found, what it is about and
whether it is good or bad. A row is named by the first 16 hex digits of the SHA-256 of its clean text; the texts are
not ours to keep, so that the exports are needed to measure. Rows whose name begins with an even digit are for
developing, the others are held out.
"""

import argparse
import csv
import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from boses_engine.domain.snapshot import Market
from boses_engine.snapshots.about import source_categories
from boses_engine.snapshots.cleaning import clean_folder
from boses_engine.snapshots.codebook import load_codebook
from boses_engine.snapshots.counts import Finder
from boses_engine.snapshots.signals import direction_of, rating_of

LABELS = Path(__file__).parent / "labelled"
ANY = "any"


@dataclass
class Read:
    """Theme → what a reader or the engine says of it in a row."""

    categories: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    directions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.labelled", description=__doc__)
    parser.add_argument("--market", choices=get_args(Market), required=True)
    parser.add_argument("--input", type=Path, required=True, metavar="DIR", help="the folder of exports")
    parser.add_argument("--hints", type=Path, metavar="FILE", help="the YAML that says what the columns are")
    parser.add_argument("--held-out", action="store_true", help="the half that is not for developing")
    parser.add_argument("--missed", action="store_true", help="list what is found wrongly or not, by theme")
    asked = parser.parse_args()
    themes = {theme.theme: theme for theme in load_codebook() if not theme.general and theme.terms.get(asked.market)}
    labels = {
        name: read
        for name, read in read_labels(asked.market, set(themes)).items()
        if int(name[0], 16) % 2 == int(asked.held_out)
    }
    finder = Finder(themes.values(), asked.market, {})
    found: dict[str, Read] = {}
    with clean_folder(asked.market, asked.input, hints=asked.hints) as cleaned:
        about = [source_categories(source, asked.market) for source in cleaned.sources]
        for row in cleaned.rows():
            name = hashlib.sha256(row.text.encode()).hexdigest()[:16]
            if name in labels:
                found[name] = Read()
                rating = rating_of(Counter([row.rating])) if row.rating is not None else None
                told = finder.read(row, cleaned.sources[row.source].kind, about[row.source])
                for theme, said in told.themes.items():
                    found[name].categories[theme] = said.categories
                    found[name].directions[theme] = {direction_of(themes[theme].polarity, rating)}
    _print(labels, found, missed=asked.missed)


def read_labels(market: Market, themes: set[str]) -> dict[str, Read]:
    """What a reader found in each row, by its name; themes of no name of ours and mere feelings are left out."""
    labels: dict[str, Read] = defaultdict(Read)
    with (LABELS / f"{market}.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            read = labels[line["id"]]
            if line["theme"] in themes:
                read.categories[line["theme"]].add(line["category"])
                read.directions[line["theme"]].add(line["direction"])
    return labels


def _print(labels: dict[str, Read], found: dict[str, Read], *, missed: bool) -> None:
    theirs = {(name, theme) for name, read in labels.items() for theme in read.categories if name in found}
    ours = {(name, theme) for name, read in found.items() for theme in read.categories}
    print(f"{len(found)} of {len(labels)} rows found; {len(theirs)} themes read in them")
    _print_f1("aspect", len(theirs & ours), len(theirs), len(ours))
    both = sorted(theirs & ours)
    right = sum(_is_same_object(labels[n].categories[t], found[n].categories[t]) for n, t in both)
    _print_f1("aspect and object", right, len(theirs), len(ours))
    print(f"object, where the aspect is found: {right} of {len(both)}")
    told = [(labels[n].directions[t], found[n].directions[t]) for n, t in both]
    sided = [(label, own) for label, own in told if "neutral" not in label]
    print(f"direction: {sum(bool(label & own) for label, own in sided)} of {len(sided)}")
    if missed:
        for title, pairs in (("not found", theirs - ours), ("found wrongly", ours - theirs)):
            counted = Counter(theme for _, theme in pairs)
            print(f"{title}: {', '.join(f'{theme} {n}' for theme, n in counted.most_common())}")


def _is_same_object(label: set[str], own: set[str]) -> bool:
    return ANY in label or bool(label & own)


def _print_f1(what: str, right: int, theirs: int, ours: int) -> None:
    precision, recall = right / max(ours, 1), right / max(theirs, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{what}: F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f})")


if __name__ == "__main__":
    main()
