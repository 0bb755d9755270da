"""The Python API: an `Engine` wires settings, weights and store to the pipeline."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

from boses_engine.domain.group import Group
from boses_engine.domain.snapshot import Snapshot
from boses_engine.errors import GroupError
from boses_engine.pipeline.events import Event
from boses_engine.pipeline.plan import Plan, make_plan
from boses_engine.settings import Settings

if TYPE_CHECKING:
    from boses_engine.language.port import LanguageModel
    from boses_engine.pipeline.fields import Guidance
    from boses_engine.store import Store
    from boses_engine.weights.find import Weights

DEFAULT_SEED = 1


class Engine:
    """Plans and generates people; a context manager that frees model and store at its end.

    `model` is a name from the manifest, the path of a GGUF file, or a ready `LanguageModel`; None is the default.
    Model and store are opened when first needed.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        model: "str | Path | LanguageModel | None" = None,
        guidance: "Guidance | None" = None,
    ):
        self.settings = settings or Settings.from_env()
        self._named = None if model is None else str(model) if isinstance(model, (str, Path)) else None
        self._model: LanguageModel | None = None if isinstance(model, (str, Path)) else model
        self._guidance = guidance
        self._store: Store | None = None

    def plan(self, group: Group, *, seed: int = DEFAULT_SEED, snapshot: Snapshot | None = None) -> Plan:
        """The people that would be generated, without loading a model; a snapshot's talk is woven in.

        :raises InputError: the snapshot is of another market than the group.
        :raises LocationError: the location cannot be resolved.
        :raises GroupError: more people than distinct names, or a seed out of range.
        """
        if not 0 <= seed < 2**63:
            raise GroupError(f"seed {seed} is out of range: give a whole number from 0 to 2^63 - 1.")
        return make_plan(group, seed, snapshot)

    def generate(
        self, group: Group, *, seed: int = DEFAULT_SEED, resume: bool = False, snapshot: Snapshot | None = None
    ) -> Iterator[Event]:
        """Generates the group, yielding events; the last is `RunFinished` with the people and the report.

        Every finished person is stored before its event. Calling again with the same group, seed, model and
        snapshot goes on where the last call stopped. `resume` tries people that failed again.

        :raises InputError: the snapshot is of another market than the group.
        :raises ModelError: the weights are missing or damaged.
        :raises StoreBusyError: another process holds the store.
        """
        from boses_engine.pipeline.run import generate

        plan = self.plan(group, seed=seed, snapshot=snapshot)
        weights = self._find_weights()  # before the store: what the user got wrong leaves no trace there
        store = self.store  # before the weights are loaded: a busy store is told at once
        model, guidance = self._ready_model(weights)
        yield from generate(plan, model, store, guidance, resume=resume)

    @property
    def store(self) -> "Store":
        """The store of the data folder, opened when first asked for."""
        if self._store is None:
            from boses_engine.store import Store

            self._store = Store(self.settings.database)
        return self._store

    def close(self) -> None:
        """Frees what was opened."""
        if self._model is not None:
            self._model.close()
        if self._store is not None:
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _find_weights(self) -> "Weights | None":
        if self._model is not None:
            return None
        from boses_engine.weights.find import find_model

        return find_model(self._named, "language", self.settings).hashed(self.settings)

    def _ready_model(self, weights: "Weights | None") -> "tuple[LanguageModel, Guidance]":
        if weights is not None:
            from boses_engine.language.llama import Options, open_model

            settings = self.settings
            options = Options(
                threads=settings.threads,
                gpu_layers=settings.offloaded_layers(),
                parallel=settings.parallel,
                deterministic=settings.deterministic,
                flash_attention=settings.flash_attention,
                cache_type=settings.cache_type,
            )
            self._model = open_model(weights.path, options, name=weights.name, sha256=weights.sha256 or "")
            if self._guidance is None and weights.entry is not None:
                self._guidance = weights.entry.guidance
        assert self._model is not None
        # A file the manifest does not know is taken for a small one: safe for any, if more uniform.
        return self._model, self._guidance or "full"
