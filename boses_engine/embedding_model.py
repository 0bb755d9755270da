"""Finding, checking and opening the embedding model, which compares people's texts, and titles of no table."""

from typing import TYPE_CHECKING

from boses_engine.errors import ModelError, NotFoundError
from boses_engine.settings import Settings

if TYPE_CHECKING:
    from boses_engine.library.encoder import Encoder, Vectors

NEAR = 0.55  # cosine from which two titles mean much the same
_OF_KIND = 0.1  # what counts beside the cosine that all names with the same last word are of a kind of work (estimate)


class EmbeddingModel:
    """The model that compares texts: the default of the manifest, a named one, or an encoder that was given ready."""

    def __init__(self, settings: Settings, encoder: "Encoder | None" = None):
        self._settings, self._encoder = settings, encoder
        self._titles: tuple[list[str], Vectors] | None = None  # of the tables, each with its vector

    def check(self) -> str | None:
        """What speaks against reusing people: no embedding model in the models folder; None where there is one.

        :raises ModelError: one is named in the settings, and it is missing.
        """
        if self._encoder is not None:
            return None
        from boses_engine.weights.find import find_model

        try:
            find_model(self._settings.embedding, "embedding", self._settings)
        except (ModelError, NotFoundError) as exc:
            if self._settings.embedding is not None:
                raise
            return str(exc)
        return None

    def near_titles(self, text: str) -> tuple[tuple[str, float], ...]:
        """The job titles near in meaning and their cosines, the nearest first; none without an embedding model.

        A title is as near as itself or the nearest of its names that share words with the text. Of titles about as
        near those come first that are of the kind of work that most names with the last word of the text are of, and
        those that no such name is of are left out: no "spice trader" is a "printing shop owner".

        :raises ModelError: the embedding model is damaged.
        """
        if self.check() is not None:
            return ()
        from boses_engine.grounding.work.names_alike import may_be, names_alike, share_of_kind
        from boses_engine.grounding.work.tables import rows_by_title

        if self._titles is None:
            titles = list(rows_by_title())
            self._titles = titles, self.open().encode(titles)
        titles, vectors = self._titles
        names = [name for name, _ in names_alike(text) if name.title]
        asked, *others = self.open().encode([text, *(name.text for name in names)])
        found = dict(zip(titles, map(float, vectors @ asked), strict=True))
        for name, vector in zip(names, others, strict=True):
            found[name.title] = max(found[name.title], float(vector @ asked))
        near = [(title, cosine) for title, cosine in found.items() if cosine >= NEAR and may_be(text, title)]
        return tuple(sorted(near, key=lambda each: -each[1] - _OF_KIND * share_of_kind(text, each[0])))

    def open(self) -> "Encoder":
        """The encoder, loaded when the first text is compared.

        :raises ModelError: the embedding model is missing or damaged.
        """
        settings = self._settings
        if self._encoder is None:
            from boses_engine.library.sentence import SentenceEncoder
            from boses_engine.weights.find import find_model

            found = find_model(settings.embedding, "embedding", settings).hashed(settings)
            sha256 = found.sha256 or ""
            self._encoder = SentenceEncoder(found.path, name=found.name, sha256=sha256, threads=settings.threads)
        return self._encoder
