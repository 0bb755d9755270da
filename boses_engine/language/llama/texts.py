"""Texts as tokens, remembered: what a group's requests share is asked for again and again."""

import numpy as np
import numpy.typing as npt

from boses_engine.language.llama.binding import Llama

_REMEMBERED = 4096  # texts, and lists of words


class Texts:
    """A model's tokens for texts and words."""

    def __init__(self, llama: Llama):
        self._llama = llama
        self._texts: dict[str, tuple[int, ...]] = {}
        self._words: dict[tuple[str, ...], npt.NDArray[np.intp]] = {}

    def tokens(self, text: str) -> tuple[int, ...]:
        """The text's token ids; special tokens in it stay text."""
        if text not in self._texts:
            if len(self._texts) >= _REMEMBERED:
                self._texts.clear()
            self._texts[text] = self._llama.tokens(text)
        return self._texts[text]

    def whole_words(self, words: tuple[str, ...]) -> npt.NDArray[np.intp]:
        """Ids of the tokens that are one of the words, with and without a blank before it or a capital."""
        if words not in self._words:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            forms = (form for w in words for form in (f" {w}", w, f" {w.capitalize()}", w.capitalize()))
            ids = sorted({ids[0] for ids in map(self.tokens, forms) if len(ids) == 1})
            self._words[words] = np.array(ids, dtype=np.intp)
        return self._words[words]
