"""Finding, checking and opening the embedding model, which compares people's texts, and titles of no table."""

from typing import TYPE_CHECKING

from boses_engine.errors import ModelError, NotFoundError
from boses_engine.settings import Settings

if TYPE_CHECKING:
    from boses_engine.library.encoder import Encoder, Vectors

NEAR = 0.55  # cosine from which two titles mean much the same


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

        :raises ModelError: the embedding model is damaged.
        """
        if self.check() is not None:
            return ()
        if self._titles is None:
            from boses_engine.grounding.work.tables import tables

            names = [row.job.title for row in tables().all_rows]
            self._titles = names, self.open().encode(names)
        names, vectors = self._titles
        cosines = vectors @ self.open().encode([text])[0]
        near = [int(at) for at in (-cosines).argsort(kind="stable") if cosines[at] >= NEAR]
        return tuple((names[at], float(cosines[at])) for at in near)

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
