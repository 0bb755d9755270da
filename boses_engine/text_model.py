"""Finding, checking and opening the language model, once it is needed, and letting it go."""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from boses_engine.settings import Settings

if TYPE_CHECKING:
    from boses_engine.language.port import LanguageModel
    from boses_engine.language.shared import SharedModel, Turns
    from boses_engine.settings import Backend
    from boses_engine.weights.find import Weights
    from boses_engine.weights.manifest import Role


class TextModel:
    """A language model: the manifest's default for a role, a named one, or one that was given ready.

    Several threads may use it at once.
    """

    def __init__(
        self,
        settings: Settings,
        model: "str | Path | LanguageModel | None" = None,
        role: "Role" = "language",
        turns: "Turns | None" = None,
    ):
        self._settings, self._role, self._turns = settings, role, turns
        named = isinstance(model, (str, Path))
        self._named = str(model) if named else None
        self._given: LanguageModel | None = None if isinstance(model, (str, Path)) else model
        self._shared: SharedModel | None = None
        self._lock = threading.Lock()

    @property
    def loaded(self) -> bool:
        """Whether a model is in memory."""
        return self._shared is not None and self._shared.loaded

    def look_up(self) -> "Weights | None":
        """The model's file, in no time; None where the model is there already.

        :raises ModelError: the weights are missing or cut off, or what runs them is not installed.
        """
        if self._given is not None or self.loaded:
            return None
        if self._settings.backend == "vllm":
            from boses_engine.language.vllm import check_installed

            check_installed()
        from boses_engine.weights.find import find_model

        return find_model(self._named, self._role, self._settings)

    def find(self) -> "Weights | None":
        """The same with its hash.

        :raises ModelError: the weights are missing or damaged.
        """
        found = self.look_up()
        return found and found.hashed(self._settings)

    def identity(self, weights: "Weights | None") -> tuple[str, str]:
        """The name and the hash of the model that `find` found."""
        if weights is not None:
            return weights.name, weights.sha256 or ""
        model = self._given or self.ready()
        return model.name, model.sha256

    def open(self, weights: "Weights | None") -> "LanguageModel":
        """A thread's client of the model, loaded from what `find` found."""
        from boses_engine.language.shared import SharedModel

        with self._lock:
            if self._shared is None:
                self._shared = SharedModel(lambda: self._open(weights), self._turns)
            return self._shared.client()

    def ready(self) -> "LanguageModel":
        """A thread's client of the model, found and loaded; raises as `find` does."""
        return self.open(self.find())

    def lend(self) -> AbstractContextManager["LanguageModel"]:
        """The same for a while: loaded once the context is entered, freed at its end where it was not loaded before.

        Raises as `find` does, at once.
        """
        return self._lend(self.find())

    @contextlib.contextmanager
    def _lend(self, weights: "Weights | None") -> "Iterator[LanguageModel]":
        loaded = self.loaded
        try:
            with contextlib.closing(self.open(weights)) as model:
                yield model
        finally:
            if not loaded:
                self.unload()

    def unload(self) -> None:
        """Frees the memory of a model that was opened here; it is opened again when it is needed."""
        if self._shared is not None and self._given is None:
            self._shared.unload()

    def close(self) -> None:
        """Closes the model, whoever opened it."""
        if self._shared is not None:
            self._shared.close()
        elif self._given is not None:
            self._given.close()

    def _open(self, weights: "Weights | None") -> "LanguageModel":
        """Loads the model as the settings say, unless one was given."""
        if self._given is not None:
            return self._given
        assert weights is not None
        settings, name, sha256 = self._settings, weights.name, weights.sha256 or ""
        if settings.backend == "vllm":
            from boses_engine.language import vllm

            wanted = vllm.Options(parallel=settings.parallel, deterministic=settings.deterministic)
            return vllm.open_model(weights.path, wanted, name=name, sha256=sha256)
        from boses_engine.language import llama

        options = llama.Options(
            threads=settings.threads,
            gpu_layers=settings.offloaded_layers(),
            parallel=settings.parallel,
            deterministic=settings.deterministic,
            flash_attention=settings.flash_attention,
            cache_type=settings.cache_type,
        )
        return llama.open_model(weights.path, options, name=name, sha256=sha256)


def open_named(model: str | None, writes: bool, backend: "Backend | None" = None) -> "LanguageModel":
    """A named model, or the one that writes people, or the one for all else, with this machine's settings; raises as
    `TextModel.find` does."""
    settings = Settings.from_env()
    settings = replace(settings, backend=backend or settings.backend)
    return TextModel(settings, model, role="writer" if writes and model is None else "language").ready()
