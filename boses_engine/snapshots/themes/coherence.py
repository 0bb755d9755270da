"""How good a set of themes is: do a theme's words occur together, and do the themes differ from each other."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

TOP = 10  # words of a theme that are looked at


def npmi(held: csr_matrix, themes: Sequence[Sequence[int]]) -> list[float]:
    """The coherence of each theme: normalised pointwise mutual information, averaged over its pairs of words, -1..1.

    Bouma 2009, "Normalized (pointwise) mutual information in collocation extraction"; a pair that never occurs
    together counts -1, one that always does 1.

    :param held: (rows, words), 1 where a row holds a word.
    :param themes: the columns of each theme's words; one with fewer than two words counts -1.
    """
    rows = held.shape[0]
    values = []
    for columns in themes:
        if rows == 0 or len(columns) < 2:
            values.append(-1.0)
            continue
        part = held[:, list(columns)].astype(np.float64)
        together = np.asarray((part.T @ part).todense()) / rows
        alone = together.diagonal()
        above = np.triu_indices(len(columns), 1)
        pairs, apart = together[above], np.outer(alone, alone)[above]
        with np.errstate(divide="ignore", invalid="ignore"):
            information = np.log(pairs / apart) / -np.log(pairs)
        information[pairs >= 1.0] = 1.0  # in every row: the limit
        information[pairs <= 0.0] = -1.0
        values.append(round(float(information.mean()), 4))
    return values


def diversity(themes: Sequence[Sequence[int]]) -> float:
    """The part of all themes' words that are different words, 0..1.

    Dieng, Ruiz and Blei 2020, "Topic modeling in embedding spaces"; their quality of a model is coherence times
    diversity.
    """
    words = [column for columns in themes for column in columns]
    return round(len(set(words)) / len(words), 4) if words else 0.0
