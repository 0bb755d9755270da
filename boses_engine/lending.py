"""Finding and checking the embedding model, and what it is for: the persona library, and titles of no table."""

from typing import TYPE_CHECKING

from boses_engine.domain.library import Rules
from boses_engine.errors import ModelError, NotFoundError
from boses_engine.settings import Settings

if TYPE_CHECKING:
    from boses_engine.library.encoder import Encoder, Vectors
    from boses_engine.library.library import Library, LibraryStore

REUSE = Rules()
NEAR = 0.45  # cosine from which two titles mean much the same


class Lending:
    """The persona library's desk: with the default embedding model, a named one, or a ready encoder."""

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

    def library(self, store: "LibraryStore", rules: Rules, project: str) -> "Library":
        """The library of a store; the encoder is loaded when the first text is compared.

        :raises ModelError: the embedding model is missing or damaged.
        """
        from boses_engine.library.library import Library

        return Library(store, self._opened(), self._settings.library_index, rules, project)

    def nearest_title(self, text: str) -> tuple[str, float] | None:
        """The job title nearest in meaning and its cosine; None where none is near or there is no embedding model.

        :raises ModelError: the embedding model is damaged.
        """
        if self.check() is not None:
            return None
        if self._titles is None:
            from boses_engine.grounding.work.tables import tables

            names = [row.job.title for rows in tables().rows.values() for row in rows]
            self._titles = names, self._opened().encode(names)
        names, vectors = self._titles
        cosines = vectors @ self._opened().encode([text])[0]
        best = int(cosines.argmax())
        return (names[best], float(cosines[best])) if cosines[best] >= NEAR else None

    def _opened(self) -> "Encoder":
        settings = self._settings
        if self._encoder is None:
            from boses_engine.library.sentence import SentenceEncoder
            from boses_engine.weights.find import find_model

            found = find_model(settings.embedding, "embedding", settings).hashed(settings)
            sha256 = found.sha256 or ""
            self._encoder = SentenceEncoder(found.path, name=found.name, sha256=sha256, threads=settings.threads)
        return self._encoder
