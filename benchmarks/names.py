"""How well occupations are read that no table has: python -m benchmarks.names [--without-model] [--share 0.1].

A part of all names of jobs is taken out of the table before it is read, and then asked for. A name is read right if
half of the titles that it leads to are of the same kind of work (the first two digits of ISCO-08) as its own.
"""

import argparse
import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from boses_engine.embedding_model import EmbeddingModel
from boses_engine.errors import GroupError
from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.phrases.taken_like import Nearest
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import listed
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.tables import Wish, tables
from boses_engine.settings import Settings

SEED = 48
_COLUMNS = {"aliases": "English", "local_names": "other"}


@dataclass(frozen=True)
class TakenOut:
    """A name that the tables no longer have, with the code of its title and a country that has such work."""

    text: str
    language: str
    isco08: str
    country_code: str


def take_out(share: float, seed: int = SEED) -> list[TakenOut]:
    """Takes a share of the names out of titles.csv as this process has it; before anything is read from it."""
    rng, out = random.Random(seed), []
    for row in table("work/titles.csv"):
        for column, language in _COLUMNS.items():
            kept = []
            for name in listed(row[column]):
                gone = rng.random() < share and row["isco08"]
                code = _country(name, row["markets"], language) if gone else None
                if code:
                    out.append(TakenOut(name, language, row["isco08"], code))
                else:
                    kept.append(name)
            row[column] = "|".join(kept)
    return out


def _country(name: str, markets: str, language: str) -> str | None:
    """A country to ask in: one that has the title, and for names of Indonesia and Vietnam theirs."""
    if language == "English":
        open_to = markets.split("|")
        return open_to[0] if len(open_to[0]) == 2 else "PH"
    marked = any("LATIN" in unicodedata.name(letter, "") and not letter.isascii() for letter in name)
    code = "VN" if marked else "ID"
    return code if {"any", "asked", code} & set(markets.split("|")) else None


def read_right(asked: Sequence[TakenOut], nearest: Nearest | None) -> dict[str, Counter[str]]:
    """By language how many names were asked for, and how many read right."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name in asked:
        found[name.language]["asked"] += 1
        try:
            wish = read_occupation(name.text, name.country_code, nearest).wishes[0]
        except GroupError:
            continue
        codes = _codes(wish)
        same = sum(code[:2] == name.isco08[:2] for code in codes)
        found[name.language]["right"] += bool(codes) and 2 * same >= len(codes)
    return found


def _is_known(name: TakenOut) -> bool:
    """Whether the tables still have the name, of another title or in another spelling."""
    words = words_of(name.text)
    known = any(words in names for names in (tables().english, tables().local, tables().abroad))
    return known or named_mix(words) is not None


def _codes(wish: Wish) -> list[str]:
    if wish.rows or wish.category not in tables().categories:
        return [row.job.isco08 for row in wish.rows]
    return [tables().categories[wish.category].job.isco08]


def main(argv: Sequence[str] | None = None) -> int:
    """Prints how many of the names taken out are read right, by language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=0.1, help="how many of all names are taken out, 0..1")
    parser.add_argument("--without-model", action="store_true", help="without the embedding model")
    options = parser.parse_args(argv)
    asked = [name for name in take_out(options.share) if not _is_known(name)]
    nearest = None if options.without_model else EmbeddingModel(Settings.from_env()).near_titles
    for language, counts in sorted(read_right(asked, nearest).items()):
        print(f"{language}: {counts['right']} of {counts['asked']} = {counts['right'] / counts['asked']:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
