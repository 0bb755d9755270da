"""`python -m benchmarks.studies`: a study's answers worded side by side, beside one chat call each, in one run.

Ten people, planned and told as noted, answer the twelve questions of study.yaml. What is compared is the wording: the
other side makes a call for each answer, with the same texts and constraints, attempts that a check refused included. It
keeps what the last call has read, as llama-cpp-python does, so that the rules are read once there too. It is measured
on a random sample of the answers, and taken times what they are of all. Seconds are of the processor, which other work
on the machine moves less, without loading; with several threads they count each.
"""

import argparse
import json
import random
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import others, ours
from boses_engine.groups.file import load_group
from boses_engine.language.double import DoubleModel
from boses_engine.language.llama.answer import Work
from boses_engine.language.port import Request
from boses_engine.pipeline.events import RunFinished
from boses_engine.pipeline.plan import make_plan
from boses_engine.pipeline.run import generate
from boses_engine.settings import CHECKOUT, Settings
from boses_engine.store import Store
from boses_engine.studies.ask import ask, plan_answers
from boses_engine.studies.events import StudyFinished
from boses_engine.studies.file import load_study
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.wording import is_worded, word_request
from boses_engine.weights.find import find_model

SEED = 1  # of which answers are put by themselves


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.studies", description=__doc__)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument(
        "--alone", type=int, default=60, help="of how many answers, at random, one call each is measured"
    )
    parser.add_argument("--model", help="a model's name in the manifest, or a GGUF file")
    parser.add_argument("--parallel", type=int, help="answers side by side; default: as the engine chooses")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    settings = replace(Settings.from_env(), parallel=asked.parallel)
    path = find_model(asked.model, "language", settings).path
    design = load_study(Path(__file__).with_name("study.yaml"))
    group = load_group(CHECKOUT / "groups" / "jakarta_gen_z.yaml").model_copy(update={"persona_count": asked.people})
    model, load_s = ours.load(path, settings)
    with TemporaryDirectory() as folder, Store(Path(folder) / "boses.duckdb") as store:
        *_, made = generate(make_plan(group, 1), DoubleModel(), store)
        assert isinstance(made, RunFinished)
        recorder = ours.Recorder(model)
        model.work = Work()
        began = time.process_time()
        *_, last = ask(design, made.personas, recorder, store)
        seconds = time.process_time() - began
        assert isinstance(last, StudyFinished)
        planned = [each for person in made.personas for each in plan_answers(design, Respondent(person))]
    model.close()
    wanted = [each.told.reasons for each in planned if is_worded(each.told.reasons)]
    given = recorder.given
    written, read = (sum(getattr(done, name) for done in given) for name in ("tokens_written", "tokens_read"))
    worded = sum(not one.worded_by_code for one in last.answers)
    told(f"{asked.people} people, {len(design.questions)} questions, {settings.threads} threads, {path.name}")
    told(f"{len(last.answers)} answers: {len(wanted)} to be worded, {len(set(wanted))} of them unlike, {worded} were")
    told(f"side by side ({model.parallel} at once): {seconds:.1f} s for {len(given)} requests, load {load_s:.1f} s")
    told(f"  {read} tokens read, {written} written, {sum(done.tokens_forced for done in given)} of them forced")
    told(f"  {', '.join(f'{name} {share:.0%}' for name, share in ours.parts(model.work).items())}")
    drawn = random.Random(SEED).sample(wanted, min(asked.alone, len(wanted)))
    put = [text_of(word_request("", reasons, 0, 0)) for reasons in drawn]
    calls = [done.request for text in put for done in given if text_of(done.request) == text]
    loading, alone = (seconds_of(path, settings.threads, some) for some in ([], calls))
    alone = (alone - loading) * len(wanted) / len(drawn)
    told(f"one call each: {alone:.1f} s, from {len(calls)} calls of {len(drawn)} of {len(wanted)} answers at random")
    told(f"side by side takes {seconds / alone:.2f} of the time")
    if asked.json:
        figures = {"seconds": seconds, "one_call_each_s": alone, "requests": len(given), "written": written}
        asked.json.write_text(json.dumps(figures | {"read": read, "worded": worded}, indent=2) + "\n")


def seconds_of(path: Path, threads: int, calls: list[Request]) -> float:
    """Seconds of the processor for so many single calls, loading included."""
    began = time.process_time()
    others.naive(path, threads, calls, 1)
    return time.process_time() - began


def text_of(request: Request) -> str:
    """All that a request puts to the model."""
    return "".join((*request.path, request.ask))


def told(line: str) -> None:
    """Shows a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
