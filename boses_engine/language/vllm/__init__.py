"""The vLLM adapter: requests are written side by side by vLLM's engine, on a GPU, from a folder of safetensors.

`engine` holds vLLM itself, `guard` ends its processes with ours, `model` has the order in which requests get to it and
what becomes of its answers; `open_model` puts them together. vLLM is an optional extra: only `engine` imports it, and
only once a model is opened.
"""

from boses_engine.language.vllm.open import Options, check_installed, open_model

__all__ = ["Options", "check_installed", "open_model"]
