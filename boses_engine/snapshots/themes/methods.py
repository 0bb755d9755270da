"""The ways of discovering themes that are compared. Each gives every row of a sample the number of its theme, or -1."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from boses_engine.randomness import derive_seed

if TYPE_CHECKING:
    from boses_engine.snapshots.themes.terms import TermTable

Labels = NDArray[np.int64]  # (rows,)
Method = Callable[["TermTable", Sequence[str], int, object], Labels]  # terms, texts, number of themes, seed
_COMPONENTS = 60  # of the latent semantic analysis
_CHARACTERS = (3, 5)  # lengths of character n-grams
_HASHED = 2**16  # columns for character n-grams


def nmf_words(table: "TermTable", texts: Sequence[str], themes: int, seed: object) -> Labels:
    """TF-IDF of words and pairs of words; non-negative matrix factorisation, a row's theme is its strongest part."""
    from sklearn.decomposition import NMF

    model = NMF(themes, init="nndsvda", max_iter=120, tol=1e-3, random_state=_state("nmf", seed))
    return _strongest(_without_warnings(model, table.tfidf))


def lsa_characters(table: "TermTable", texts: Sequence[str], themes: int, seed: object) -> Labels:
    """TF-IDF of character n-grams, which spellings and affixes hardly change; LSA and mini-batch k-means."""
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

    hashed = HashingVectorizer(
        analyzer="char_wb", ngram_range=_CHARACTERS, n_features=_HASHED, alternate_sign=False, norm=None
    ).transform(texts)
    space = _latent(TfidfTransformer(sublinear_tf=True).fit_transform(hashed), seed)
    model = MiniBatchKMeans(themes, n_init=3, batch_size=2048, random_state=_state("characters", seed))
    return np.asarray(_without_warnings(model, space, "fit_predict"), dtype=np.int64)


def lsa_words(table: "TermTable", texts: Sequence[str], themes: int, seed: object) -> Labels:
    """TF-IDF of words and pairs of words; LSA and k-means."""
    from sklearn.cluster import KMeans

    space = _latent(table.tfidf, seed)
    model = KMeans(themes, n_init=2, max_iter=100, random_state=_state("words", seed))
    labels = np.asarray(_without_warnings(model, space, "fit_predict"), dtype=np.int64)
    labels[~space.any(axis=1)] = -1  # rows without a term that counts
    return labels


METHODS: dict[str, Method] = {
    "words and bigrams, TF-IDF, NMF": nmf_words,
    "character 3- to 5-grams, TF-IDF, LSA, MiniBatchKMeans": lsa_characters,
    "words and bigrams, TF-IDF, LSA, KMeans": lsa_words,
}


def _state(*parts: object) -> int:
    return derive_seed(*parts) % 2**32


def _strongest(parts: NDArray[np.float64]) -> Labels:
    labels: Labels = np.round(parts, 9).argmax(axis=1)
    labels[~parts.any(axis=1)] = -1
    return labels


def _latent(weights: csr_matrix, seed: object) -> NDArray[np.float64]:
    """Latent semantic analysis to rows of length 1 (or 0), in single steps so that equal inputs round equally."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    size = min(_COMPONENTS, min(weights.shape) - 1)
    space = TruncatedSVD(size, random_state=_state("lsa", seed)).fit_transform(weights)
    return np.asarray(normalize(np.round(space, 6)), dtype=np.float64)


def _without_warnings(model: Any, data: Any, call: str = "fit_transform") -> Any:
    """Fits; that a fit stops at its limit of rounds, or finds fewer groups than asked for, is expected here."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return getattr(model, call)(data)
