"""What is done with model files, as a program of its own, since a call of llama.cpp may abort the process.

    python -m boses_engine.weights.llamacpp requantise SOURCE TARGET KIND THREADS
    python -m boses_engine.weights.llamacpp merge SOURCE TARGET ADAPTER
    python -m boses_engine.weights.llamacpp probe FILE

Only `weights.apart` starts it. It is quiet; status 0 is success, else stderr has llama.cpp's reason. It ends at once
when its stdin is closed: then whoever started it is gone.
"""

import ctypes
import os
import resource
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import llama_cpp as ll

FILE_TYPES = {"q4_0": ll.LLAMA_FTYPE_MOSTLY_Q4_0}
ERROR = 4  # of ggml_log_level
PROBE_TOKENS = 64

_errors: list[str] = []  # filled by the callback, which gets no object of ours


@ll.llama_log_callback  # type: ignore[untyped-decorator]
def _listen(level: int, text: bytes, data: ctypes.c_void_p) -> None:
    """Keeps the errors; lives as long as the module, since a collected callback crashes the process."""
    if level == ERROR:
        _errors.append(text.decode(errors="replace").strip())


def requantise(source: str, target: str, kind: str, threads: str) -> bool:
    """Writes `target` anew; whether it went well."""
    params = ll.llama_model_quantize_default_params()
    params.allow_requantize = True  # from 4 bits to 4 bits: the published file is the best that there is here
    params.ftype = FILE_TYPES[kind]
    params.nthread = int(threads)
    return bool(ll.llama_model_quantize(os.fsencode(source), os.fsencode(target), ctypes.byref(params)) == 0)


def probe(file: str) -> bool:
    """Whether llama.cpp can load the file and make a context for it; reads no weights, 0.3 s for any size."""
    params = ll.llama_model_default_params()
    params.n_gpu_layers = 0
    params.no_alloc = True
    params.load_mode = ll.LLAMA_LOAD_MODE_NONE  # llama.cpp insists on it where nothing is allocated
    model = ll.llama_model_load_from_file(os.fsencode(file), params)
    if not model:
        return False
    context = ll.llama_context_default_params()
    context.n_ctx = context.n_batch = context.n_ubatch = PROBE_TOKENS
    return bool(ll.llama_init_from_model(model, context))


def merge(source: str, target: str, adapter: str) -> bool:
    """Writes an adapter into `target`, which `source` was requantised to."""
    from boses_engine.weights.merge import merge_adapter

    merge_adapter(Path(source), Path(target), Path(adapter))
    return True


JOBS: dict[str, Callable[..., bool]] = {"requantise": requantise, "merge": merge, "probe": probe}


def _end_with_the_caller() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)  # from a thread there is no other way out of a call into C


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # an abort is expected here; nobody wants gigabytes of its memory
    threading.Thread(target=_end_with_the_caller, daemon=True).start()
    ll.llama_log_set(_listen, ctypes.c_void_p(0))
    ll.llama_backend_init()
    job, *words = sys.argv[1:]
    done = JOBS[job](*words)
    sys.exit(0 if done else (_errors[0] if _errors else "it gives no reason"))
