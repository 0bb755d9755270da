"""From a model file to a decoder: how many requests side by side, how large a cache, and whether answers replay."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from boses_engine.errors import ModelError
from boses_engine.language.chat import ChatFormat
from boses_engine.language.llama.binding import MAX_SEQUENCES, VERSION, ContextSize, Llama, Row
from boses_engine.language.llama.cache import Cache, Housekeeping
from boses_engine.language.llama.constraint import Grammars
from boses_engine.language.llama.decoder import Decoder

PARALLEL = 32
_CELLS_EACH = {
    "keep": 192,
    "recycle": 384,
}  # per place; "keep" sweeps when they are used up, and masked cells cost time
_LEAST_CELLS = 2048
_SEGMENTS = 64  # sequence ids for shared segments
_MEMORY_SHARE = 0.5  # of what is free after loading, for the cache


@dataclass(frozen=True)
class Options:
    """How to run a model; None leaves the choice to what the machine has."""

    threads: int
    gpu_layers: int = 0  # -1: all
    parallel: int | None = None
    deterministic: bool = False
    flash_attention: bool | None = None
    cache_type: str = "f16"


def open_model(path: Path, options: Options, *, name: str, sha256: str) -> Decoder:
    """Loads a GGUF file.

    On a CPU with flash attention a decoder is first tried with a few tokens, alone and in company: where the logits
    are the same bits, answers depend on their requests alone. Where they are not, `deterministic` decodes one answer
    at a time, and without it the decoder says that it is not `replayable`.

    :raises ModelError: the file cannot be loaded, or memory does not suffice.
    """
    flash = options.flash_attention if options.flash_attention is not None or options.gpu_layers else True
    llama = Llama(path, threads=options.threads, gpu_layers=options.gpu_layers, flash_attention=flash)
    try:
        return _open(llama, options, name, sha256)
    except BaseException:
        llama.close()
        raise


def _open(llama: Llama, options: Options, name: str, sha256: str) -> Decoder:
    """Loads the file, and tries whether answers are the same side by side."""
    parallel = options.parallel or PARALLEL
    housekeeping: Housekeeping = "recycle" if llama.gpu_layers or not llama.flash_attention else "keep"
    size = _open_context(llama, parallel, housekeeping, options)
    same = housekeeping == "keep" and answers_alike(llama)
    if not same:
        housekeeping = "recycle"
        if options.deterministic:
            parallel = 1
        size = _open_context(llama, parallel, housekeeping, options)
    parallel = min(parallel, size.sequences - _SEGMENTS)
    return Decoder(
        llama,
        Grammars.of_llama(llama.vocab),
        Cache(llama, size.cells, size.sequences, housekeeping),
        ChatFormat.from_template(llama.template, bos=llama.bos_text),
        name=name,
        sha256=sha256,
        parallel=parallel,
        replayable=same or options.deterministic,
        alone=options.deterministic and not same,
        decoding={
            "threads": options.threads,
            "gpu_layers": llama.gpu_layers,
            "deterministic": options.deterministic,
            "flash_attention": llama.flash_attention,
            "cache_type": options.cache_type,
            "llama_cpp": VERSION,
        },
    )


def _open_context(llama: Llama, parallel: int, housekeeping: Housekeeping, options: Options) -> ContextSize:
    """A context for that many places, or for half as many while memory does not suffice and none were asked for."""
    import psutil

    while True:
        cells = max(_LEAST_CELLS, parallel * _CELLS_EACH[housekeeping])
        size = ContextSize(cells, min(MAX_SEQUENCES, parallel + _SEGMENTS))
        fits = llama.gpu_layers or cells * llama.cell_bytes <= _MEMORY_SHARE * psutil.virtual_memory().available
        try:
            if fits or options.parallel or parallel == 1:
                llama.open_context(size, cache_type=options.cache_type)
                return size
        except ModelError:
            if options.parallel or parallel == 1:
                raise
        parallel //= 2


def answers_alike(llama: Llama) -> bool:
    """Whether a sequence's logits are the same bits alone and in the company of others; takes half a second."""
    question, answer, others = [11, 23, 35, 47, 59, 71], 83, 11

    def ask(company: int) -> list[np.ndarray[tuple[int], np.dtype[np.float32]]]:
        llama.clear()
        found = []
        for first, tokens in ((0, question), (len(question), [answer])):
            rows = [Row(90 + s, int(first > 0), 3 + s, False) for s in range(company)]
            rows += [Row(t, first + i, 2, i == len(tokens) - 1) for i, t in enumerate(tokens)]
            llama.decode(rows if len(rows) > 1 else [*rows, Row(answer, 0, 1, False)])
            found.append(llama.logits(company + len(tokens) - 1).copy())
        return found

    same = all(map(np.array_equal, ask(0), ask(others)))
    llama.clear()
    return same
