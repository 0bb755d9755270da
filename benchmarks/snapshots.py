"""`python -m benchmarks.snapshots`: rows a second of a snapshot's build beside BERTopic's default, on the same rows.

BERTopic (in the extra "bench") discovers themes only; the build also counts them, makes the signals, looks every text
up in the rows and writes the report. The language model is left out of both: its double answers at once.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from boses_engine.domain.snapshot import Market, SourceFile
from boses_engine.language.double import DoubleModel
from boses_engine.snapshots.build import build_from
from boses_engine.snapshots.rows import Cleaned, Row
from boses_engine.snapshots.themes.sample import reservoir

_EMBEDDING = "all-MiniLM-L6-v2"  # BERTopic's default; a folder where the machine has no network


@dataclass
class Held:
    """Rows of a folder, in memory, so that both ways read them equally fast."""

    sources: tuple[SourceFile, ...]
    steps: dict[str, int]
    held: Sequence[Row]

    def rows(self) -> Iterator[Row]:
        """All of them."""
        return iter(self.held)


def main() -> None:
    """Measures one after the other in this process and prints; `--json` writes the figures too."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.snapshots", description=__doc__)
    parser.add_argument("--market", choices=get_args(Market), required=True)
    parser.add_argument("--input", type=Path, required=True, metavar="DIR", help="a folder of exports")
    parser.add_argument("--hints", type=Path, metavar="FILE", help="the YAML that says what the columns are")
    parser.add_argument("--rows", type=int, default=20_000, help="so many of the clean rows, drawn at random")
    parser.add_argument("--embedding", default=_EMBEDDING, metavar="NAME|DIR", help="BERTopic's sentence encoder")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    from boses_engine.snapshots.cleaning import clean_folder
    from boses_engine.snapshots.codebook import load_codebook

    began = time.perf_counter()
    with clean_folder(asked.market, asked.input, hints=asked.hints, progress=None) as cleaned:
        read = cleaned.steps[next(iter(cleaned.steps))]
        figures: dict[str, Any] = {"market": asked.market, **_rate("reading and cleaning", read, began)}
        held = _held(cleaned, asked.rows, asked.market)
    began = time.perf_counter()
    build_from(held, load_codebook(), asked.market, nullcontext(DoubleModel()))
    figures |= _rate("build", len(held.held), began)
    try:
        from bertopic import BERTopic

        began = time.perf_counter()
        BERTopic(embedding_model=asked.embedding).fit_transform([row.text for row in held.held])
        figures |= _rate("BERTopic", len(held.held), began)
    except (ImportError, OSError) as exc:  # not installed, or no encoder to be had
        print(f"BERTopic: not measured: {exc}", file=sys.stderr)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _held(cleaned: Cleaned, rows: int, market: Market) -> Held:
    return Held(cleaned.sources, dict(cleaned.steps), reservoir(cleaned.rows(), rows, "benchmark", market))


def _rate(name: str, rows: int, began: float) -> dict[str, float]:
    seconds = time.perf_counter() - began
    print(f"{name}: {rows:,} rows in {seconds:.1f} s, {rows / seconds:,.0f} rows/s")
    return {f"{name}, rows/s": round(rows / seconds, 1)}


if __name__ == "__main__":
    main()
