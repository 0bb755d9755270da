"""Finding phrases in texts: whole words, any case, all phrases of a text in one walk over its words."""

from collections.abc import Iterable

from boses_engine.snapshots.themes.words import words


class Matcher:
    """Looks for a set of phrases; a text costs one dictionary look-up a word, however many phrases there are.

    Two phrases of the same words are one: what is found is the one given first.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._starting: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # first word → (words, phrase)
        known: set[tuple[str, ...]] = set()
        for phrase in phrases:
            parts = tuple(words(phrase))
            if parts and parts not in known:
                known.add(parts)
                self._starting.setdefault(parts[0], []).append((parts, phrase))

    def found(self, text: list[str]) -> list[str]:
        """The phrases that stand in a text given as its `words`, each once, in the order of the text."""
        return list(dict.fromkeys(phrase for phrase, _ in self.places(text)))

    def places(self, text: list[str]) -> list[tuple[str, int]]:
        """Each phrase that stands in the text with the place of its first word, in the order of the text."""
        return [
            (phrase, at)
            for at, word in enumerate(text)
            for parts, phrase in self._starting.get(word, ())
            if len(parts) == 1 or tuple(text[at : at + len(parts)]) == parts
        ]
