"""The same work done the other ways: a loop over the chat call, one call a person, Outlines, the package's server."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.gbnf import gbnf
from boses_engine.domain.persona import Slot
from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Request, Sampling
from boses_engine.pipeline.fields import SYSTEM

N_CTX = 4096
_SAMPLING = Sampling()


@dataclass(frozen=True)
class Taken:
    """What another way took for so many people; those whose answer breaks the schema count, in its favour."""

    people: float
    seconds: float
    written: int  # tokens
    broken: int = 0  # answers that do not keep the schema

    @property
    def per_minute(self) -> float:
        """People a minute."""
        return 60 * self.people / self.seconds


def naive(path: Path, threads: int, requests: list[Request], people: float) -> Taken:
    """One `create_chat_completion` a question, with the same texts and the same constraint as a grammar.

    The words to avoid are left out: a logit bias would slow this side further.
    """
    llm = _llama(path, threads)
    from llama_cpp.llama_grammar import LlamaGrammar

    began, written = time.perf_counter(), 0
    for request in requests:
        assert isinstance(request.constraint, Pattern)
        system, *person = request.path
        answer: Any = llm.create_chat_completion(
            messages=[
                {"role": "system", "content": system},
                {"role": "user", "content": "".join(person) + request.ask},
            ],
            grammar=LlamaGrammar.from_string(gbnf(request.constraint.regex), verbose=False),
            max_tokens=request.max_tokens,
            seed=request.seed % 2**31,
            **_sampling(),
        )
        written += answer["usage"]["completion_tokens"]
    seconds = time.perf_counter() - began
    llm.close()
    return Taken(people, seconds, written)


def one_call(path: Path, threads: int, slots: list[Slot]) -> Taken:
    """One call a person with the facts and the whole schema."""
    llm = _llama(path, threads)

    def ask(messages: list[Any], schema: dict[str, Any]) -> tuple[str, int]:
        answer: Any = llm.create_chat_completion(
            messages=messages,
            response_format={"type": "json_object", "schema": schema},
            max_tokens=1200,
            seed=1,
            **_sampling(),
        )
        return answer["choices"][0]["message"]["content"], int(answer["usage"]["completion_tokens"])

    taken = _each(slots, ask)
    llm.close()
    return taken


def outlines(path: Path, threads: int, slots: list[Slot]) -> tuple[Taken, float]:
    """Outlines over llama.cpp, one call a person; also the seconds its compiling of the schema took."""
    import outlines as ol

    llm = _llama(path, threads)
    model = ol.from_llamacpp(llm)
    began = time.perf_counter()
    generator = ol.Generator(model, ol.json_schema(json.dumps(_schema(slots[0]))))
    compiled = time.perf_counter() - began

    def ask(messages: list[Any], schema: dict[str, Any]) -> tuple[str, int]:
        text = str(generator(ol.inputs.Chat(messages), max_tokens=1200, seed=1, **_sampling()))
        return text, len(llm.tokenize(text.encode(), add_bos=False))

    ask(*_question(slots[0]))  # the first call builds what the others reuse
    compiled = time.perf_counter() - began
    taken = _each(slots, ask)
    llm.close()
    return taken, compiled


def server(path: Path, threads: int, slots: list[Slot]) -> Taken:
    """llama-cpp-python's own server on this machine, one call a person, all sent one after another as it takes them."""
    with _serving(path, threads) as url:

        def ask(messages: list[Any], schema: dict[str, Any]) -> tuple[str, int]:
            body = {
                "messages": messages,
                "response_format": {"type": "json_object", "schema": schema},
                "max_tokens": 1200,
                "seed": 1,
                **_sampling(),
            }
            request = urllib.request.Request(
                f"{url}/v1/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(request, timeout=900) as answer:
                given = json.load(answer)
            return given["choices"][0]["message"]["content"], int(given["usage"]["completion_tokens"])

        return _each(slots, ask)


def _each(slots: list[Slot], ask: Callable[[list[Any], dict[str, Any]], tuple[str, int]]) -> Taken:
    began, written, broken = time.perf_counter(), 0, 0
    for slot in slots:
        text, tokens = ask(*_question(slot))
        written += tokens
        broken += not _is_whole(text, _schema(slot))
    return Taken(len(slots), time.perf_counter() - began, written, broken)


def _is_whole(text: str, schema: dict[str, Any]) -> bool:
    """Whether a text is a JSON object with all that is required: a constraint that was not applied shows here."""
    try:
        found = json.loads(text)
    except ValueError:
        return False
    return isinstance(found, dict) and found.keys() == set(schema["required"])


def _question(slot: Slot) -> tuple[list[Any], dict[str, Any]]:
    facts = slot.model_dump_json(exclude={"index", "called", "psychographics", "urban"})
    messages = [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": f"Write this person's portrait as JSON, from these facts: {facts}"},
    ]
    return messages, _schema(slot)


def _schema(slot: Slot) -> dict[str, Any]:
    """Every field of the prose, each a text of about the length that the engine writes."""

    def texts(keys: list[str], most: int) -> dict[str, Any]:
        return {key: {"type": "string", "minLength": 40, "maxLength": most} for key in keys}

    def group(properties: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    identity = texts(["life_situation", "wants", "fears", "decides", "values", "spending"], 180)
    brands = group(texts([f"brand_{i}" for i in range(len(slot.brands))], 180))
    rest = texts(["backstory", "day"], 320) | texts(["signal_1", "signal_2", "quote"], 180)
    return group(identity | {"brand_stories": brands} | rest)


def _sampling() -> dict[str, Any]:
    return {"temperature": _SAMPLING.temperature, "top_k": _SAMPLING.top_k, "min_p": _SAMPLING.min_p}


def _llama(path: Path, threads: int) -> Any:
    from llama_cpp import Llama

    return Llama(str(path), n_ctx=N_CTX, n_threads=threads, n_threads_batch=threads, n_gpu_layers=-1, verbose=False)


@contextmanager
def _serving(path: Path, threads: int) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--model", str(path), "--n_ctx", str(N_CTX), "--n_threads", str(threads), "--n_gpu_layers", "-1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "llama_cpp.server", *options, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"USE_NUMEXPR": "0"},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{url}/v1/models", timeout=5).close()
                break
            except (urllib.error.URLError, OSError):
                if process.poll() is not None:
                    raise RuntimeError("llama_cpp.server ended at its start") from None
                time.sleep(0.5)
        yield url
    finally:
        process.terminate()
        process.wait()
