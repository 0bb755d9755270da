"""Pairs of notes and the prose that tells them, and which of them are put aside."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from boses_engine.pipeline.fidelity import changed_word, strays
from boses_engine.randomness import derive_seed

FOLDER = Path(__file__).parent / "pairs"
_HELD_SHARE = 10  # one person in so many is put aside, with all their fields
_COPIES_SHARE = 3  # one in so many of the pairs that leave the notes as they are is trained on
_CLEFT = re.compile(r"\bWhat s?he [^.]*\bis\b")
_ORDER_LEAST = 0.9  # of the pairs of words of each sentence: what is taught keeps closer to the notes than what passes


@dataclass(frozen=True)
class Pair:
    """A field's notes, the pronoun they are told with, and their prose."""

    person: str
    field: str
    they: str
    notes: tuple[str, ...]
    prose: str

    @property
    def held(self) -> bool:
        """Whether it is put aside: never trained on."""
        return derive_seed("held", self.person) % _HELD_SHARE == 0

    @property
    def taught(self) -> bool:
        """Whether it is trained on: of plain pairs that only repeat their notes a part is enough to learn it."""
        repeats = self.prose == " ".join(self.notes)
        chosen = derive_seed("copies", self.person, self.field) % _COPIES_SHARE == 0
        return self.plain and not self.held and (chosen or not repeats)

    @property
    def plain(self) -> bool:
        """Whether a reader would not tire of the like in every field: only such pairs are taught and measured.

        It has the words of the notes and no others, as an answer must, keeps to their sentences, ties and order, for a
        writer taught otherwise turns every sentence round, and does not begin "What she would like is", or every wish
        would.
        """
        noted, name = " ".join(self.notes), self.person.split(",")[0]
        kept = strays(noted, self.prose, _ORDER_LEAST) is None
        return kept and not _CLEFT.search(self.prose) and changed_word(noted, self.prose, self.they, name) is None

    @property
    def ask(self) -> str:
        """The notes as `pipeline.fields.request` puts them."""
        return "\n".join(f"- {note}" for note in self.notes)


def read_pairs(folder: Path = FOLDER) -> list[Pair]:
    """All pairs, in the order of files and lines.

    :raises ValueError: naming file and line of one that breaks the rules of `faults`.
    """
    pairs = []
    for path in sorted(folder.glob("*.jsonl")):
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            pair = Pair(row["person"], row["field"], row["they"], tuple(row["notes"]), row["prose"])
            if wrong := faults(pair):
                raise ValueError(f"{path.name}, line {at}: {', '.join(wrong)}")
            pairs.append(pair)
    return pairs


def faults(pair: Pair) -> list[str]:
    """What a pair has that no answer of the writer may have."""
    noted, told = " ".join(pair.notes), pair.prose
    found = []
    if set(re.findall(r"[;:()—–]", told)) - set(noted):
        found.append("a sign that the notes do not have")
    if not re.fullmatch(r"\S.*[.!?]", told):
        found.append("does not end as a sentence")
    new = set(re.findall(r"\d+", told)) - set(re.findall(r"\d+", noted))
    if new:
        found.append(f"a figure of its own: {', '.join(sorted(new))}")
    return found
