"""The terms of a sample of rows, and which of them tell a theme's rows from the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from boses_engine.snapshots.themes.words import words

_MOST = 20_000  # terms
_TOO_COMMON = 0.08  # share of rows from which on a term is one of the language, not of a theme
_LEAST_ROWS, _LEAST_SHARE = 3, 0.0015


@dataclass(frozen=True)
class TermTable:
    """Which row holds which term; a term is a word or two words in a row."""

    terms: tuple[str, ...]
    held: csr_matrix  # (rows, terms), 0 or 1

    @classmethod
    def of(cls, texts: Sequence[str]) -> "TermTable":
        """From a sample; without terms where no word is frequent enough, and none too frequent."""
        from sklearn.feature_extraction.text import CountVectorizer

        least = max(_LEAST_ROWS, int(_LEAST_SHARE * len(texts)))
        vectorizer = CountVectorizer(
            analyzer=_terms, binary=True, min_df=least, max_df=_TOO_COMMON, max_features=_MOST, dtype=np.int32
        )
        try:
            held = vectorizer.fit_transform(texts)
        except ValueError:  # scikit-learn's way of saying that no term is left
            return cls((), csr_matrix((len(texts), 0), dtype=np.int32))
        return cls(tuple(vectorizer.get_feature_names_out()), held)

    def elsewhere(self, texts: Sequence[str]) -> csr_matrix:
        """(rows, terms): which of other rows hold the same terms."""
        from sklearn.feature_extraction.text import CountVectorizer

        vectorizer = CountVectorizer(analyzer=_terms, binary=True, vocabulary=self.terms, dtype=np.int32)
        return vectorizer.transform(texts)

    @cached_property
    def tfidf(self) -> csr_matrix:
        """(rows, terms), rows of length 1."""
        from sklearn.feature_extraction.text import TfidfTransformer

        weights: csr_matrix = TfidfTransformer().fit_transform(self.held)
        return weights

    @cached_property
    def idf(self) -> NDArray[np.float64]:
        """(terms,): the logarithm of rows per row with the term."""
        rows = np.asarray(self.held.sum(axis=0)).ravel()
        idf: NDArray[np.float64] = np.round(np.log(self.held.shape[0] / np.maximum(rows, 1)), 6)
        return idf

    @cached_property
    def single(self) -> NDArray[np.bool_]:
        """(terms,): whether a term is one word."""
        return np.array([" " not in term for term in self.terms], dtype=bool)

    def by_theme(self, labels: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(themes, terms) twice: how much a term tells of a theme, and the part of its rows that are the theme's.

        The first is class-based TF-IDF (Grootendorst 2022, "BERTopic", section 3.3) times the root of the second:
        a word that every theme uses tells of none, however often it stands in one.
        """
        number = int(labels.max(initial=-1)) + 1
        rows = np.flatnonzero(labels >= 0)
        member = csr_matrix(
            (np.ones(len(rows)), (labels[rows], rows)), shape=(number, self.held.shape[0]), dtype=np.float64
        )
        in_theme = np.asarray((member @ self.held).todense())
        everywhere = np.maximum(np.asarray(self.held.sum(axis=0)).ravel().astype(float), 1.0)
        a_theme = in_theme.sum() / max(number, 1)
        weights = in_theme / np.maximum(in_theme.sum(axis=1, keepdims=True), 1) * np.log(1 + a_theme / everywhere)
        own = in_theme / everywhere
        return np.round(weights * np.sqrt(own), 9), own


def _terms(text: str) -> list[str]:
    parts = [word for word in words(text) if len(word) > 1 and not word.isdigit()]
    return parts + [f"{first} {second}" for first, second in zip(parts, parts[1:], strict=False)]
