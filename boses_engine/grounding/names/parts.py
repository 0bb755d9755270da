"""The parts a name is put together from: weighted lists, and the places they take in a name order."""

from dataclasses import dataclass

from boses_engine.grounding.drawing import Weighted


@dataclass(frozen=True, slots=True)
class Part:
    """One place in a name order: a literal, or a list to draw from."""

    names: Weighted[str]
    called: bool
    last_word: bool  # called by the last word only: Vietnamese "Thu Hà" is "Hà"
    calls: tuple[str, ...]  # what each name makes its bearer called, in the order of the names
    stays: str  # of a family name: the key under which it is kept while the rest is drawn anew, else ""
    own: bool = False  # whether parents choose it, beside the other names of their child

    @classmethod
    def of(cls, names: Weighted[str], called: bool, last_word: bool, stays: str = "", own: bool = False) -> "Part":
        """A part with its calling names worked out."""
        calls = tuple(name.rsplit(" ", 1)[-1] for name in names.options) if last_word else names.options
        return cls(names, called, last_word, calls, stays, own)

    def call(self, name: str) -> str:
        """What a person with this name in this place is called."""
        return name.rsplit(" ", 1)[-1] if self.last_word else name

    def cut(self, counts: list[int], least: int) -> "Part":
        """The part with only the names whose count is `least`; `counts` goes in the order of the names."""
        kept = zip(self.names.options, self.names.weights, counts, strict=True)
        names = Weighted.of((name, weight) for name, weight, count in kept if count == least)
        return Part.of(names, self.called, self.last_word, self.stays, self.own)


Pattern = tuple[Part, ...]
