"""llama.cpp behind a few safe calls: everything that could make the C library abort is checked before it is called."""

import ctypes
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import llama_cpp as ll
import numpy as np
import numpy.typing as npt

from boses_engine.errors import ModelError

VERSION = str(ll.__version__)  # of llama-cpp-python, which has a llama.cpp of its own
N_BATCH = 512  # more tokens than this in one llama_decode abort the process
MAX_SEQUENCES = 256  # a limit compiled into llama.cpp
CACHE_TYPES = {"f16": ll.GGML_TYPE_F16, "q8_0": ll.GGML_TYPE_Q8_0, "q4_0": ll.GGML_TYPE_Q4_0}
_FLASH = {None: ll.LLAMA_FLASH_ATTN_TYPE_AUTO, False: ll.LLAMA_FLASH_ATTN_TYPE_DISABLED}


@ll.llama_log_callback  # type: ignore[untyped-decorator]
def _silent(level: int, text: bytes, data: ctypes.c_void_p) -> None:
    """Swallows llama.cpp's log; lives as long as the module, since a collected callback crashes the process."""


class Row(NamedTuple):
    """One token to decode: where it stands in its sequence, and whether its logits are wanted."""

    token: int
    position: int
    sequence: int
    wanted: bool


@dataclass(frozen=True)
class ContextSize:
    """How many cells (tokens) and sequences a context holds."""

    cells: int
    sequences: int


class Llama:
    """A GGUF file with one context, all of whose sequences share one cache.

    It decodes in a thread of its own. llama.cpp sets the tile registers of processors with AMX once a thread and
    trusts them to stay; PyTorch releases them after each product in bfloat16, and the next decode in that thread would
    end the process with an illegal instruction.

    :raises ModelError: llama.cpp cannot load the file.
    """

    def __init__(self, path: Path, *, threads: int, gpu_layers: int = 0, flash_attention: bool | None = True):
        self.path, self.threads, self.flash_attention = path, threads, flash_attention
        self.gpu_layers = gpu_layers if ll.llama_supports_gpu_offload() else 0
        self._context: Any = None
        self._batch: Any = None
        self._thread = ThreadPoolExecutor(1, "llama")
        ll.llama_log_set(_silent, ctypes.c_void_p(0))
        ll.llama_backend_init()
        params = ll.llama_model_default_params()
        params.n_gpu_layers = self.gpu_layers
        params.load_mode = ll.LLAMA_LOAD_MODE_NONE  # weights are laid out anew; a mapped file would stay beside them
        self.model = ll.llama_model_load_from_file(str(path).encode(), params)
        if not self.model:
            raise ModelError(
                f"{path} cannot be loaded: it is damaged, or of an architecture this llama.cpp does not know; "
                "check it with `models verify` or choose another file with --model."
            )
        self.vocab = ll.llama_model_get_vocab(self.model)
        self.n_vocab: int = ll.llama_vocab_n_tokens(self.vocab)
        self.n_ctx = 0

    @property
    def cell_bytes(self) -> int:
        """Bytes that one token takes in a cache of type f16."""
        heads = max(1, ll.llama_model_n_head(self.model))
        width = ll.llama_model_n_embd(self.model) // heads * ll.llama_model_n_head_kv(self.model)
        return int(2 * 2 * ll.llama_model_n_layer(self.model) * width)

    def open_context(self, size: ContextSize, *, cache_type: str = "f16") -> None:
        """Allocates the cache. A context that is open already is replaced.

        :raises ModelError: not enough memory, or a cache type that this model cannot have.
        """
        self._free_context()
        params = ll.llama_context_default_params()
        params.n_ctx, params.n_batch, params.n_ubatch = size.cells, N_BATCH, N_BATCH
        params.n_seq_max = min(size.sequences, MAX_SEQUENCES)
        params.n_threads = params.n_threads_batch = self.threads
        params.kv_unified = True  # one cache for all sequences: sharing a prefix copies nothing
        params.flash_attn_type = _FLASH.get(self.flash_attention, ll.LLAMA_FLASH_ATTN_TYPE_ENABLED)
        params.type_k = params.type_v = CACHE_TYPES[cache_type]
        context = ll.llama_init_from_model(self.model, params)
        if not context:
            raise ModelError(
                f"{self.path}: no context of {size.cells} tokens with a {cache_type} cache: there is not enough memory "
                "(lower --parallel), or this model cannot have that cache (BOSES_CACHE_TYPE, BOSES_FLASH_ATTENTION)."
            )
        self._context, self.n_ctx = context, size.cells
        self._memory = ll.llama_get_memory(context)
        self._batch = ll.llama_batch_init(N_BATCH, 0, 1)

    def decode(self, rows: Sequence[Row]) -> None:
        """Decodes up to 512 rows in one pass; rows of one sequence in the order of their positions.

        :raises ModelError: too many rows, or no free cells.
        """
        if not 0 < len(rows) <= N_BATCH:
            raise ModelError(f"{len(rows)} tokens in one pass; 1 to {N_BATCH} are possible.")
        batch = self._batch
        batch.n_tokens = len(rows)
        for i, (token, position, sequence, wanted) in enumerate(rows):
            batch.token[i], batch.pos[i], batch.logits[i] = token, position, wanted
            batch.n_seq_id[i], batch.seq_id[i][0] = 1, sequence
        decoding = self._thread.submit(ll.llama_decode, self._context, batch)
        try:
            status = decoding.result()
        finally:
            wait([decoding])  # an interrupt must not reach the context while it is at work
        if status:
            raise ModelError(f"llama.cpp could not decode (status {status}); is there enough memory?")

    def logits(self, row: int) -> npt.NDArray[np.float32]:
        """The logits (n_vocab,) of a wanted row of the last pass; a view that the next pass overwrites."""
        return np.ctypeslib.as_array(ll.llama_get_logits_ith(self._context, row), shape=(self.n_vocab,))

    def share(self, source: int, target: int, start: int = 0) -> None:
        """Makes the target hold the source's tokens from position `start` too; nothing is copied."""
        ll.llama_memory_seq_cp(self._memory, source, target, start, -1)

    def forget(self, sequence: int) -> None:
        """Takes all of a sequence's tokens out of it; cells that no sequence holds become free."""
        ll.llama_memory_seq_rm(self._memory, sequence, 0, -1)

    def clear(self) -> None:
        """Empties the cache."""
        ll.llama_memory_clear(self._memory, False)

    def tokens(self, text: str, *, markup: bool = False) -> tuple[int, ...]:
        """Token ids. Special tokens are recognised in markup only, so that no text can imitate a turn."""
        raw = text.encode()
        out = (ll.llama_token * (len(raw) + 8))()
        return tuple(out[: ll.llama_tokenize(self.vocab, raw, len(raw), out, len(out), False, markup)])

    def piece(self, token: int) -> bytes:
        """The bytes of a token; none for special ones."""
        buffer = ctypes.create_string_buffer(256)
        length = ll.llama_token_to_piece(self.vocab, token, buffer, len(buffer), 0, False)
        return buffer.raw[: max(length, 0)]

    def ends(self, token: int) -> bool:
        """Whether the token ends a text."""
        return bool(ll.llama_vocab_is_eog(self.vocab, token))

    @property
    def bos(self) -> int | None:
        """The token every prompt begins with, where the model wants one."""
        return int(ll.llama_vocab_bos(self.vocab)) if ll.llama_vocab_get_add_bos(self.vocab) else None

    @property
    def bos_text(self) -> str:
        """The text of the begin token, for chat templates."""
        token = ll.llama_vocab_bos(self.vocab)
        return ll.llama_vocab_get_text(self.vocab, token).decode() if token >= 0 else ""

    @property
    def template(self) -> str | None:
        """The file's chat template (Jinja)."""
        raw: bytes | None = ll.llama_model_chat_template(self.model, None)
        return raw.decode() if raw else None

    def close(self) -> None:
        """Frees everything, once the pass under way is over; the object cannot be used afterwards."""
        self._thread.shutdown()
        self._free_context()
        if self.model:
            ll.llama_model_free(self.model)
            self.model = None

    def _free_context(self) -> None:
        if self._context:
            ll.llama_batch_free(self._batch)
            ll.llama_free(self._context)
            self._context = None
