"""vLLM's engine, in a process of its own: the one module that imports vLLM.

It uses what vLLM publishes of its engine: `EngineArgs`, `LLMEngine` (`add_request`, `step`, `abort_request`) and
`SamplingParams`. Written against the sources of 0.33.
"""

import json
import multiprocessing
import os
import threading
from collections.abc import Iterable, Sequence
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from boses_engine.errors import ModelError
from boses_engine.language.constraint import Constraint, Pattern
from boses_engine.language.grammar import unpadded
from boses_engine.language.port import Request
from boses_engine.language.vllm.guard import Guard

# Before vLLM is imported, in this process and the engine's own, where the user has not said otherwise.
ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "VLLM_NO_USAGE_STATS": "1",
    "VLLM_DO_NOT_TRACK": "1",
    "VLLM_HOST_IP": "127.0.0.1",  # else it asks the network for its own address, and listens there
    "VLLM_LOGGING_LEVEL": "ERROR",
    "VLLM_LOGGING_STREAM": "ext://sys.stderr",  # stdout is for data
    "VLLM_WORKER_MULTIPROC_METHOD": "spawn",  # a fork takes along locks that other threads hold
}
# Added to the logit of a word to avoid. Not infinite: where nothing else is permitted, the word is still chosen.
_AVOIDED = -1000.0


class Refused(ModelError):
    """vLLM does not take this one request."""


class Written(NamedTuple):
    """What vLLM has written of a request up to now."""

    key: str
    tokens: Sequence[int]
    read: int  # tokens of the prompt that were not in its cache
    finish: str | None  # "stop": the last token ends the text; "length"; else it gave up; None: it goes on


class Engine:
    """A loaded model.

    `keeps_prefixes`: what prompts have in common is read once.

    :raises ModelError: vLLM cannot load the folder on this machine.
    """

    def __init__(
        self,
        folder: Path,
        *,
        parallel: int,
        keeps_prefixes: bool,
        memory_share: float | None = None,
        cache_bytes: int | None = None,
    ):
        for name, value in ENVIRONMENT.items():
            os.environ.setdefault(name, value)
        try:
            from vllm import EngineArgs, LLMEngine
            from vllm.config import StructuredOutputsConfig
            from vllm.platforms import current_platform

            others = {"gpu_memory_utilization": memory_share, "kv_cache_memory_bytes": cache_bytes}
            if current_platform.is_cpu():  # a prompt read in parts with a seed of its own ends vLLM 0.32 on a CPU
                others["enable_chunked_prefill"] = False
            arguments = EngineArgs(
                model=str(folder),
                max_model_len=-1,  # as long as the model's own, or what memory has room for
                max_num_seqs=parallel,
                enable_prefix_caching=keeps_prefixes,
                scheduling_policy="priority",
                structured_outputs_config=StructuredOutputsConfig(backend="guidance"),
                disable_log_stats=True,
                **{name: value for name, value in others.items() if value is not None},
            )
            self._guard = Guard()
            before = set(multiprocessing.active_children())
            self._engine = LLMEngine.from_engine_args(arguments, enable_multiprocessing=True)
            _watch(self._engine.engine_core, set(multiprocessing.active_children()) - before)
        except Exception as exc:  # of any kind: the folder, the GPU, its driver, memory
            raise ModelError(f"vLLM cannot load {folder} on this machine: {_first_line(exc)}") from exc
        self._tokenizer = self._engine.get_tokenizer()
        self.context = int(self._engine.model_config.max_model_len)  # tokens of a prompt and its answer

    @property
    def template(self) -> str | None:
        """The model's own chat template."""
        found = self._tokenizer.chat_template
        return found.get("default") if isinstance(found, dict) else found

    @property
    def marks(self) -> tuple[str, str]:
        """The texts of the tokens that begin and end a text."""
        return self._tokenizer.bos_token or "", self._tokenizer.eos_token or ""

    def tokens(self, text: str, *, markup: bool = False) -> tuple[int, ...]:
        """The ids of a text; what looks like a special token in it is one only in `markup`."""
        return tuple(self._tokenizer.encode(text, add_special_tokens=False, split_special_tokens=not markup))

    def text(self, tokens: Sequence[int]) -> str:
        """What tokens say, without special ones; half a sign at the end becomes "�"."""
        return str(self._tokenizer.decode(list(tokens), skip_special_tokens=True, clean_up_tokenization_spaces=False))

    def sampling(self, request: Request, avoided: Iterable[int]) -> Any:
        """vLLM's view of how to write the answer, with room for the token that ends it.

        :raises Refused: it takes no such values.
        """
        from vllm import SamplingParams

        drawn = request.sampling
        try:
            return SamplingParams(
                temperature=drawn.temperature,
                top_k=drawn.top_k,
                min_p=drawn.min_p,
                seed=request.seed,
                max_tokens=request.max_tokens + 1,
                logit_bias=dict.fromkeys(avoided, _AVOIDED) or None,
                structured_outputs=_structured(request.constraint),
                detokenize=False,
            )
        except Exception as exc:
            raise Refused(f"vLLM does not take this way of drawing: {_first_line(exc)}") from exc

    def add(self, key: str, prompt: Sequence[int], sampling: Any, priority: int) -> None:
        """Lets it begin with a request.

        :raises Refused: it does not take it.
        :raises ModelError: its process has ended.
        """
        from vllm.inputs import tokens_input
        from vllm.v1.engine.exceptions import EngineDeadError

        try:
            self._engine.add_request(key, tokens_input(list(prompt)), sampling, priority=priority)
        except EngineDeadError as exc:
            raise ModelError(f"vLLM's process has ended: {_first_line(exc)}") from exc
        except Exception as exc:
            raise Refused(f"vLLM does not take the request: {_first_line(exc)}") from exc

    def step(self) -> list[Written]:
        """What has grown, once something has.

        :raises ModelError: its process has ended.
        """
        try:
            outputs = self._engine.step()
        except Exception as exc:
            raise ModelError(f"vLLM's process has ended: {_first_line(exc)}") from exc
        return [
            Written(
                output.request_id,
                output.outputs[0].token_ids,
                len(output.prompt_token_ids) - (output.num_cached_tokens or 0),
                output.outputs[0].finish_reason,
            )
            for output in outputs
        ]

    def abort(self, keys: Sequence[str]) -> None:
        """Drops requests that it has begun."""
        self._engine.abort_request(list(keys))

    def close(self) -> None:
        """Ends its process, which frees the GPU."""
        self._engine.engine_core.shutdown()
        self._guard.release()


def _watch(client: Any, processes: set[BaseProcess]) -> None:
    """Has the client told when one of its processes is gone: vLLM (0.33) waits for ever for one that was killed."""
    from vllm.v1.engine.exceptions import EngineDeadError

    def tell() -> None:
        connection.wait([process.sentinel for process in processes])
        client.outputs_queue.put(EngineDeadError())

    if processes:
        threading.Thread(target=tell, name="vLLM's end", daemon=True).start()


def _structured(constraint: Constraint | None) -> Any:
    """vLLM's view of a constraint."""
    from vllm.sampling_params import StructuredOutputsParams

    if constraint is None:
        return None
    if isinstance(constraint, Pattern):
        return StructuredOutputsParams(regex=constraint.regex)
    return StructuredOutputsParams(json=json.dumps(unpadded(constraint), ensure_ascii=False))


def _first_line(error: BaseException) -> str:
    """What an error says at its beginning; many of vLLM's go on for pages."""
    return next(iter(str(error).strip().splitlines()), "") or type(error).__name__
