"""The sentence-transformers adapter: a folder with a model, loaded when the first text comes, never from a network."""

import contextlib
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from boses_engine.errors import ModelError
from boses_engine.library.encoder import Vectors, unit

_BATCH = 32


class SentenceEncoder:
    """An `Encoder` over the sentence-transformers model in `folder`; `threads` is for its work on a processor."""

    def __init__(self, folder: Path, *, name: str, sha256: str, threads: int):
        self.id = f"{name}@{sha256[:12]}"
        self._folder, self._threads = folder, threads
        self._model: Any = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Shape (texts, dimension), each row of unit length.

        :raises ModelError: the folder holds no model that loads.
        """
        model = self._loaded()
        if not texts:
            return unit([[0.0] * int(model.get_sentence_embedding_dimension())])[:0]
        return unit(model.encode(list(texts), batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True))

    def _loaded(self) -> Any:
        """The model, loaded once."""
        if self._model is None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            try:
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    import torch
                    from sentence_transformers import SentenceTransformer

                    torch.set_num_threads(self._threads)
                    self._model = SentenceTransformer(
                        str(self._folder), device="cpu", local_files_only=True, trust_remote_code=False
                    ).eval()
            except Exception as exc:  # whatever is wrong with a folder, from a dozen libraries
                said = (str(exc).strip() or type(exc).__name__).splitlines()[0]
                raise ModelError(
                    f"{self._folder} does not load as a sentence-transformers model: {said}. Name another folder with "
                    "BOSES_EMBEDDING, or generate with --no-reuse."
                ) from exc
        return self._model
