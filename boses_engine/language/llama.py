"""The llama.cpp adapter: one sequence, the path of segments kept as a stack in its cache.

Reproducibility: llama.cpp's logits depend on how a prompt was split into batches. Here every segment is
always decoded as its own batches at the same positions and cache cells, whether the segments before it were
found in the cache or read anew, so an answer is a function of its request alone.
"""

import ctypes
import math
import time
from collections import deque
from pathlib import Path
from typing import Any

import llama_cpp as ll
import llguidance as lg
import llguidance.llamacpp as lg_llama
import llguidance.numpy as lg_numpy
import numpy as np
import numpy.typing as npt

from boses_engine.errors import ModelError
from boses_engine.language.chat import ChatFormat
from boses_engine.language.port import Completion, FinishReason, Request, Sampling

N_BATCH = 512  # more tokens than this in one llama_decode abort the process
AVOIDED = -100.0  # added to a logit: out of reach unless the constraint allows nothing else


@ll.llama_log_callback  # type: ignore[untyped-decorator]
def _silent(level: int, text: bytes, data: ctypes.c_void_p) -> None:
    """Swallows llama.cpp's log; lives as long as the module, since a collected callback crashes the process."""


class LlamaModel:
    """A GGUF file behind the `LanguageModel` port.

    :raises ModelError: llama.cpp cannot load the file.
    """

    parallel = 1

    def __init__(self, path: Path, *, name: str, sha256: str, threads: int, gpu_layers: int = 0, n_ctx: int = 4096):
        self.name, self.sha256, self._n_ctx = name, sha256, n_ctx
        ll.llama_log_set(_silent, ctypes.c_void_p(0))
        ll.llama_backend_init()
        model_params = ll.llama_model_default_params()
        model_params.n_gpu_layers = gpu_layers
        self._model = ll.llama_model_load_from_file(str(path).encode(), model_params)
        if not self._model:
            raise ModelError(
                f"{path} cannot be loaded: it is damaged, or of an architecture this llama.cpp does not know; "
                "check it with `models verify` or choose another file with --model."
            )
        params = ll.llama_context_default_params()
        params.n_ctx, params.n_batch, params.n_ubatch, params.n_seq_max = n_ctx, N_BATCH, N_BATCH, 1
        params.n_threads = params.n_threads_batch = threads
        self._context = ll.llama_init_from_model(self._model, params)
        if not self._context:
            ll.llama_model_free(self._model)
            raise ModelError(f"{path}: there is not enough memory for a context of {n_ctx} tokens.")
        self._memory = ll.llama_get_memory(self._context)
        self._batch = ll.llama_batch_init(N_BATCH, 0, 1)
        self._vocab = ll.llama_model_get_vocab(self._model)
        self._n_vocab = ll.llama_vocab_n_tokens(self._vocab)
        self._tokenizer = lg_llama.lltokenizer_from_vocab(self._vocab)
        self._mask = lg_numpy.allocate_token_bitmask(1, self._n_vocab)
        self._chat = ChatFormat.from_template(self._template(), bos=self._special(ll.llama_vocab_bos(self._vocab)))
        self._add_bos = ll.llama_vocab_get_add_bos(self._vocab)
        self._queue: deque[Request] = deque()
        self._cached: list[tuple[int, ...]] = []  # the segments now in the cache, from position 0
        self._grammars: dict[str, str] = {}
        self._avoided: dict[tuple[str, ...], list[int]] = {}

    def submit(self, request: Request) -> None:
        """See the port; the answer's length limit counts towards the context."""
        needed = sum(map(len, self._segments(request))) + request.max_tokens
        if needed > self._n_ctx:
            raise ModelError(
                f"{request.key}: the prompt and its answer need {needed} tokens, the context has {self._n_ctx}."
            )
        if request.pattern not in self._grammars:
            self._grammars[request.pattern] = lg.LLMatcher.grammar_from_regex(request.pattern)
            problem = lg.LLMatcher.validate_grammar(self._grammars[request.pattern], self._tokenizer)
            if problem:
                raise ModelError(f"{request.key}: the answer's pattern cannot be compiled: {problem}")
        self._queue.append(request)

    def next_completion(self) -> Completion:
        """Answers the oldest open request."""
        if not self._queue:
            raise LookupError("no request is open")
        request = self._queue.popleft()
        started = time.perf_counter()
        read = self._read(self._segments(request))
        text, written, reason, least_allowed = self._write(request)
        return Completion(request, text, reason, read, written, time.perf_counter() - started, least_allowed)

    def cancel(self, request: Request) -> None:
        """See the port."""
        if request in self._queue:
            self._queue.remove(request)

    def close(self) -> None:
        """Frees the model; it cannot be used afterwards."""
        if self._context:
            ll.llama_batch_free(self._batch)
            ll.llama_free(self._context)
            ll.llama_model_free(self._model)
            self._context = None

    def _read(self, segments: list[tuple[int, ...]]) -> int:
        """Brings the cache to hold exactly these segments; returns how many tokens had to be decoded.

        The last segment is always decoded, since its logits are needed.
        """
        shared = 0
        while shared < min(len(self._cached), len(segments) - 1) and self._cached[shared] == segments[shared]:
            shared += 1
        self._position = sum(map(len, segments[:shared]))
        self._cached = []  # until all is read again: a failed decode must not leave a wrong picture of the cache
        ll.llama_memory_seq_rm(self._memory, 0, self._position, -1)
        for segment in segments[shared:]:
            self._decode(segment)
        self._cached = segments
        return sum(map(len, segments[shared:]))

    def _write(self, request: Request) -> tuple[str, int, FinishReason, float]:
        matcher = lg.LLMatcher(self._tokenizer, self._grammars[request.pattern])
        rng = np.random.default_rng(request.seed)
        avoid = self._whole_words(request.avoid)
        written: list[int] = []
        pending: list[int] = matcher.compute_ff_tokens()  # the pattern's fixed head needs no sampling
        matcher.consume_tokens(pending)
        reason: FinishReason = "length"
        least_allowed = 1.0
        while len(written) + len(pending) < request.max_tokens:
            if pending:
                self._decode(pending)
                written += pending
            if matcher.is_stopped():
                reason = "stop"
                break
            lg_numpy.fill_next_token_bitmask(matcher, self._mask, 0)
            logits = np.ctypeslib.as_array(ll.llama_get_logits_ith(self._context, -1), shape=(self._n_vocab,)).copy()
            wished = _log_sum_exp(logits)
            lg_numpy.apply_token_bitmask_inplace(logits, self._mask)
            logits[avoid] += AVOIDED
            least_allowed = min(least_allowed, math.exp(min(0.0, _log_sum_exp(logits) - wished)))
            token = _sample(logits, rng, request.sampling)
            if ll.llama_vocab_is_eog(self._vocab, token):
                reason = "stop"
                break
            matcher.consume_token(token)
            pending = [token, *matcher.compute_ff_tokens()]
            matcher.consume_tokens(pending[1:])
        raw = b"".join(map(self._piece, written))
        return raw.decode(errors="replace").strip(), len(written), reason, least_allowed

    def _decode(self, tokens: tuple[int, ...] | list[int]) -> None:
        for start in range(0, len(tokens), N_BATCH):
            part = tokens[start : start + N_BATCH]
            self._batch.n_tokens = len(part)
            for i, token in enumerate(part):
                self._batch.token[i], self._batch.pos[i] = token, self._position + i
                self._batch.n_seq_id[i], self._batch.seq_id[i][0] = 1, 0
                self._batch.logits[i] = i == len(part) - 1
            status = ll.llama_decode(self._context, self._batch)
            if status:
                raise ModelError(f"llama.cpp could not decode (status {status}); is there enough memory?")
            self._position += len(part)

    def _segments(self, request: Request) -> list[tuple[int, ...]]:
        chat = self._chat
        head = self._tokens(chat.before, markup=True)
        if self._add_bos and (not head or head[0] != ll.llama_vocab_bos(self._vocab)):
            head = (ll.llama_vocab_bos(self._vocab), *head)
        group = head + self._tokens(request.group) + self._tokens(chat.between, markup=True)
        ask = self._tokens(request.ask) + self._tokens(chat.after, markup=True)
        return [group, self._tokens(request.person), ask]

    def _tokens(self, text: str, *, markup: bool = False) -> tuple[int, ...]:
        """Special tokens are recognised in markup only, so that no text can imitate a turn."""
        raw = text.encode()
        out = (ll.llama_token * (len(raw) + 8))()
        return tuple(out[: ll.llama_tokenize(self._vocab, raw, len(raw), out, len(out), False, markup)])

    def _piece(self, token: int) -> bytes:
        buffer = ctypes.create_string_buffer(128)
        length = ll.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, False)
        return buffer.raw[:length]

    def _whole_words(self, words: tuple[str, ...]) -> list[int]:
        """Ids of the tokens that are one of the words, with and without a blank before it or a capital."""
        if words not in self._avoided:
            forms = (form for w in words for form in (f" {w}", w, f" {w.capitalize()}", w.capitalize()))
            self._avoided[words] = sorted({ids[0] for ids in map(self._tokens, forms) if len(ids) == 1})
        return self._avoided[words]

    def _special(self, token: int) -> str:
        return ll.llama_vocab_get_text(self._vocab, token).decode() if token >= 0 else ""

    def _template(self) -> str | None:
        raw: bytes | None = ll.llama_model_chat_template(self._model, None)
        return raw.decode() if raw else None


def _log_sum_exp(logits: npt.NDArray[np.float32]) -> float:
    top = float(logits.max())
    return top + math.log(float(np.exp(logits - top).sum()))


def _sample(logits: npt.NDArray[np.float32], rng: np.random.Generator, sampling: Sampling) -> int:
    """Draws a token id; `logits` (n_vocab,) holds -inf for what the constraint forbids."""
    top: npt.NDArray[Any] = np.argpartition(logits, -sampling.top_k)[-sampling.top_k :]
    top = top[np.lexsort((top, -logits[top]))]  # a fixed order, since argpartition's is not one
    p = np.exp((logits[top] - logits[top[0]]) / sampling.temperature)
    p[p < sampling.min_p] = 0.0
    return int(rng.choice(top, p=p / p.sum()))
