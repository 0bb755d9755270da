"""A stand-in for vLLM's Python interface: random logits that depend on the tokens before, and strict about every call.

It has of vLLM 0.33 what `boses_engine.language.vllm.engine` uses, with the same names and the same meaning; what vLLM
would refuse is an error here. `install` puts it in vLLM's place.
"""

import heapq
import sys
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace
from typing import Any

import llguidance as lg
import llguidance.numpy as lg_numpy
import numpy as np
import pytest

from boses_engine.language.vllm.engine import ENVIRONMENT
from support.random_llama import END, ENDING, PIECES, TURN, tokenize, tokenizer

BLOCK = 16  # tokens; only whole blocks are kept of what was read
CONTEXT = 4096
TEMPLATE = "{% for m in messages %}<turn>{{ m['content'] }}{% endfor %}{% if add_generation_prompt %}<turn>{% endif %}"


class EngineDeadError(Exception):
    """vLLM's own name for a process that has ended."""


@dataclass
class StructuredOutputsParams:
    json: str | None = None
    regex: str | None = None

    def grammar(self) -> str:
        if self.regex is not None:
            return str(lg.LLMatcher.grammar_from_regex(self.regex))
        assert self.json is not None
        return str(lg.LLMatcher.grammar_from_json_schema(self.json, defaults={"whitespace_flexible": True}))


@dataclass
class SamplingParams:
    temperature: float = 1.0
    top_k: int = 0
    min_p: float = 0.0
    seed: int | None = None
    max_tokens: int | None = 16
    logit_bias: dict[int, float] | None = None
    structured_outputs: StructuredOutputsParams | None = None
    detokenize: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.temperature <= 2:
            raise ValueError(f"temperature must be in [0, 2], got {self.temperature}.")
        assert all(0 <= token < len(PIECES) for token in self.logit_bias or ())


@dataclass
class EngineArgs:
    model: str
    max_model_len: int
    max_num_seqs: int
    enable_prefix_caching: bool
    scheduling_policy: str
    structured_outputs_config: SimpleNamespace
    disable_log_stats: bool
    gpu_memory_utilization: float = 0.9
    kv_cache_memory_bytes: int | None = None
    enable_chunked_prefill: bool | None = None

    def __post_init__(self) -> None:
        assert self.scheduling_policy == "priority"
        assert self.structured_outputs_config.backend == "guidance"


class Tokenizer:
    """What transformers' tokenizers have; a token a byte, but for a few words."""

    chat_template: Any = TEMPLATE
    bos_token, eos_token = None, "<end>"

    def encode(self, text: str, *, add_special_tokens: bool, split_special_tokens: bool) -> list[int]:
        assert not add_special_tokens
        parts = [text] if split_special_tokens else text.split("<turn>")
        return [id for i, part in enumerate(parts) for id in ([TURN] * (i > 0) + tokenize(part.encode()))]

    def decode(self, ids: list[int], *, skip_special_tokens: bool, clean_up_tokenization_spaces: bool) -> str:
        assert skip_special_tokens
        assert not clean_up_tokenization_spaces
        return b"".join(PIECES[id] for id in ids if id not in (END, TURN)).decode(errors="replace")


@dataclass(order=True)
class _Sequence:
    priority: int
    number: int
    key: str = field(compare=False)
    prompt: list[int] = field(compare=False)
    params: SamplingParams = field(compare=False)
    matcher: lg.LLMatcher | None = field(compare=False)
    rng: np.random.Generator = field(compare=False)
    cached: int = field(compare=False, default=0)
    written: list[int] = field(compare=False, default_factory=list)


class LLMEngine:
    """Steps of one token for each request that has a place."""

    opened: "list[LLMEngine]" = []
    fails_at: int | None = None  # the step of any engine, counted over all, that ends in `error`
    error: BaseException = EngineDeadError("EngineCore encountered an issue.")
    gives_up: frozenset[str] = frozenset()  # keys of requests that end in an error of their own
    refuses: frozenset[str] = frozenset()
    steps = 0

    def __init__(self, args: EngineArgs):
        self.args, self.model_config = args, SimpleNamespace(max_model_len=CONTEXT)
        self.engine_core = SimpleNamespace(shutdown=self._shut_down)
        self.running: list[_Sequence] = []
        self.most_running = 0
        self.dead = False
        self._waiting: list[_Sequence] = []
        self._keys: set[str] = set()
        self._blocks: set[bytes] = set()
        LLMEngine.opened.append(self)

    @classmethod
    def from_engine_args(cls, engine_args: EngineArgs, enable_multiprocessing: bool = False) -> "LLMEngine":
        assert enable_multiprocessing
        return cls(engine_args)

    def get_tokenizer(self) -> Tokenizer:
        return Tokenizer()

    def add_request(self, request_id: str, prompt: Any, params: SamplingParams, priority: int = 0) -> str:
        if self.dead:
            raise EngineDeadError("EngineCore encountered an issue.")
        assert isinstance(request_id, str)
        assert request_id not in self._keys, "a key twice"
        assert prompt["type"] == "token"
        ids = prompt["prompt_token_ids"]
        assert params.max_tokens is not None
        assert len(ids) > 0
        assert len(ids) + params.max_tokens <= CONTEXT
        if request_id in self.refuses:
            raise ValueError("not this one.\nFor pages.")
        self._keys.add(request_id)
        form = params.structured_outputs
        matcher = lg.LLMatcher(tokenizer(), form.grammar()) if form else None
        rng = np.random.default_rng(params.seed)
        heapq.heappush(self._waiting, _Sequence(priority, len(self._keys), request_id, ids, params, matcher, rng))
        return request_id

    def step(self) -> list[Any]:
        assert not self.dead
        LLMEngine.steps += 1
        if LLMEngine.steps == LLMEngine.fails_at:
            self.dead = True
            raise LLMEngine.error
        while self._waiting and len(self.running) < self.args.max_num_seqs:
            sequence = heapq.heappop(self._waiting)
            sequence.cached = self._known(sequence.prompt) if self.args.enable_prefix_caching else 0
            self.running.append(sequence)
        self.most_running = max(self.most_running, len(self.running))
        outputs = []
        for sequence in list(self.running):
            finish = "error" if sequence.key in self.gives_up else self._write(sequence)
            if finish:
                self.running.remove(sequence)
            completion = SimpleNamespace(text="", token_ids=sequence.written, finish_reason=finish)
            outputs.append(
                SimpleNamespace(
                    request_id=sequence.key,
                    prompt_token_ids=sequence.prompt,
                    outputs=[completion],
                    finished=finish is not None,
                    num_cached_tokens=sequence.cached,
                )
            )
        return outputs

    def abort_request(self, request_ids: list[str]) -> None:
        self.running = [one for one in self.running if one.key not in request_ids]
        self._waiting = [one for one in self._waiting if one.key not in request_ids]
        heapq.heapify(self._waiting)

    def _shut_down(self) -> None:
        self.dead = True

    def _known(self, prompt: list[int]) -> int:
        """How many of a prompt's tokens are in the cache, never all of them; now they are."""
        ends = range(BLOCK, len(prompt), BLOCK)
        hashes = [blake2b(np.array(prompt[:end]).tobytes()).digest() for end in ends]
        found = next((i for i, one in enumerate(hashes) if one not in self._blocks), len(hashes))
        self._blocks.update(hashes)
        return found * BLOCK

    def _write(self, sequence: _Sequence) -> str | None:
        """Draws the next token; gives why the text ends with it, None where it goes on."""
        params = sequence.params
        seen = np.array([*sequence.prompt, *sequence.written], dtype=np.int32).tobytes()
        rng = np.random.default_rng(int.from_bytes(blake2b(seen, digest_size=8).digest(), "little"))
        logits = rng.normal(scale=2.0, size=len(PIECES))
        logits[END] += ENDING
        for token, bias in (params.logit_bias or {}).items():
            logits[token] += bias
        if sequence.matcher is not None:
            mask = lg_numpy.allocate_token_bitmask(1, tokenizer().vocab_size)
            lg_numpy.fill_next_token_bitmask(sequence.matcher, mask, 0)
            bits = np.unpackbits(mask.view(np.uint8)[0], bitorder="little")[: len(PIECES)]
            logits[bits == 0] = -np.inf
        logits = logits / max(params.temperature, 0.01)
        p = np.exp(logits - logits.max())
        p[p < params.min_p] = 0
        if params.top_k > 0:
            p[np.argsort(-p, kind="stable")[params.top_k :]] = 0
        token = int(sequence.rng.choice(len(p), p=p / p.sum()))
        sequence.written.append(token)
        if token == END:
            return "stop"
        if sequence.matcher is not None:
            assert sequence.matcher.consume_token(token)
        return "length" if len(sequence.written) == params.max_tokens else None


def install(patch: pytest.MonkeyPatch) -> type[LLMEngine]:
    """Puts the stand-in in vLLM's place until `patch` is undone; gives its engine's class, as it is at first."""
    everything: dict[str, dict[str, Any]] = {
        "vllm": {"EngineArgs": EngineArgs, "LLMEngine": LLMEngine, "SamplingParams": SamplingParams},
        "vllm.config": {"StructuredOutputsConfig": SimpleNamespace},
        "vllm.inputs": {"tokens_input": lambda ids: {"type": "token", "prompt_token_ids": ids}},
        "vllm.platforms": {"current_platform": SimpleNamespace(is_cpu=lambda: False)},
        "vllm.sampling_params": {"StructuredOutputsParams": StructuredOutputsParams},
        "vllm.v1": {},
        "vllm.v1.engine": {},
        "vllm.v1.engine.exceptions": {"EngineDeadError": EngineDeadError},
    }
    for name, members in everything.items():
        module = ModuleType(name)
        module.__spec__ = ModuleSpec(name, None)
        module.__dict__.update(members)
        patch.setitem(sys.modules, name, module)
    for name, value in (("opened", []), ("fails_at", None), ("gives_up", frozenset()), ("refuses", frozenset())):
        patch.setattr(LLMEngine, name, value)
    patch.setattr("boses_engine.language.vllm.engine.Guard", lambda: SimpleNamespace(release=lambda: None))
    for name in ENVIRONMENT:  # which the adapter sets; undone, they are as they were
        patch.setenv(name, "")
        patch.delenv(name)
    patch.setattr(LLMEngine, "steps", 0)
    patch.setattr(LLMEngine, "error", EngineDeadError("EngineCore encountered an issue."))
    return LLMEngine
