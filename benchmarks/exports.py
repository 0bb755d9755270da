"""`python -m benchmarks.exports [N] [--format F]`: processor seconds, memory and size of writing N people, 100,000.

One real record is written N times under ids of their own, as an iterable; each format in a process of its own.
"""

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from boses_engine.domain.persona import Persona
from boses_engine.exports.export import EXPORT_FORMATS, FORMS, export
from boses_engine.server.examples import PERSON


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports", description=__doc__)
    parser.add_argument("people", nargs="?", type=int, default=100_000)
    parser.add_argument("--format", choices=EXPORT_FORMATS, help="only this one")
    asked = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    for format in EXPORT_FORMATS:
        if asked.format in (None, format):
            process = context.Process(target=_measure, args=(format, asked.people))
            process.start()
            process.join()


def _measure(format: str, count: int) -> None:
    before = _peak_mb()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, f"people{FORMS[format].ending if FORMS[format].write else ''}")  # type: ignore[index]
        began = time.process_time()  # other programs may be at work beside
        export(_people(count), target, format)
        seconds = time.process_time() - began
        files = [target] if target.is_file() else [each for each in target.rglob("*") if each.is_file()]
        size = sum(each.stat().st_size for each in files) / 1e6
    told = {"format": format, "people": count, "seconds": round(seconds, 1), "peak_mb": round(_peak_mb())}
    print(json.dumps(told | {"before_mb": round(before), "file_mb": round(size, 1)}), flush=True)


def _people(count: int) -> Iterator[Persona]:
    person = Persona.model_validate(PERSON)
    for number in range(count):
        yield person.model_copy(update={"id": f"p-{number:012x}", "name": f"{person.name} {number}"})


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
