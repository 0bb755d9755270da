"""`python -m benchmarks.portraits`: seconds a portrait, first and later ones, and memory, by number of threads.

The image model is loaded by the engine's own code, each number of threads in a process of its own. `batch` is the same
pipeline asked for ten pictures at once, which the engine never does: in a batch a picture differs by a step or two.
"""

import argparse
import json
import multiprocessing
import resource
import statistics
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from boses_engine.domain.group import Group
from boses_engine.pipeline.plan import make_plan

GROUP = Group(
    name="Bench",
    age_min=18,
    age_max=70,
    gender="All",
    location="Jakarta, Indonesia",
    income_level="Middle",
    occupation="Office worker",
    persona_count=10,
)
BATCH = 10


def main() -> None:
    """Measures and prints; `--json` writes the figures too."""
    parser = argparse.ArgumentParser(prog="benchmarks.portraits", description=__doc__)
    parser.add_argument("--model", metavar="NAME|PATH", help="another image model than the built-in one")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="numbers of threads (default 1 2)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    arguments = parser.parse_args()
    figures = []
    for threads in arguments.threads:
        with multiprocessing.get_context("spawn").Pool(1) as apart:
            figures.append(apart.apply(measured, (arguments.model, threads)))
        print(json.dumps(figures[-1]))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def measured(model: str | None, threads: int) -> dict[str, Any]:
    """The figures of one number of threads."""
    import torch

    from boses_engine.avatars.prompt import portrait_prompt
    from boses_engine.image_model import ImageModel
    from boses_engine.settings import Settings

    settings = replace(Settings.from_env(), threads=threads)
    offer = ImageModel(settings, model).offer(lambda: None)
    if offer is None:
        raise SystemExit("there is no image model: name one with --model")
    before = _peak_mb()
    began = time.perf_counter()
    painter = offer.open()
    loaded = time.perf_counter() - began
    slots = make_plan(GROUP, 1).slots
    looks = [(slot, slot.appearance) for slot in slots]
    prompts = [portrait_prompt(slot.age, slot.gender, seen, offer.style) for slot, seen in looks if seen is not None]
    seconds = []
    for seed, prompt in enumerate(prompts):
        began = time.perf_counter()
        painter.paint(prompt, seed)
        seconds.append(time.perf_counter() - began)
    one_by_one = _peak_mb()
    pipe, defaults = painter._pipe, painter._checkpoint.defaults  # type: ignore[attr-defined]
    began = time.perf_counter()
    with torch.inference_mode():
        pipe([prompt.text for prompt in prompts], num_inference_steps=defaults.steps, guidance_scale=defaults.guidance)
    batch = (time.perf_counter() - began) / BATCH
    return {
        "model": offer.name,
        "threads": threads,
        "load_s": round(loaded, 2),
        "first_s": round(seconds[0], 2),
        "median_s": round(statistics.median(seconds[1:]), 2),
        "batch_of_ten_s": round(batch, 2),
        "peak_mb_before": before,
        "peak_mb": one_by_one,
        "peak_mb_batch": _peak_mb(),
    }


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
