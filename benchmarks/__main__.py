"""`python -m benchmarks`: one table, all rows in one run on one machine; nothing here fails for being slow."""

import argparse
import json
import platform
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import others, ours, processes, scale
from benchmarks.others import Taken
from boses_engine.groups.file import load_group
from boses_engine.pipeline.plan import make_plan
from boses_engine.settings import CHECKOUT, Settings
from boses_engine.weights.find import find_model

SMALL = "smollm2-135m-instruct"
_FEW = 2  # questions of a loop with --quick


class Report:
    """Rows as they come, for the table and for the JSON file."""

    def __init__(self) -> None:
        self.figures: dict[str, Any] = {}
        self.rows: list[tuple[str, str]] = []

    def row(self, name: str, text: str, **figures: Any) -> None:
        """Adds a line of the table, shown at once, and figures of the JSON."""
        self.rows.append((name, text))
        self.figures |= figures
        print(f"{name}: {text}", file=sys.stderr, flush=True)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="small test model, one person, part of the loop; no other package, no growth",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--parallel", type=int, help="answers side by side; default: as the engine chooses")
    parser.add_argument("--model", help="a model's name in the manifest, or a GGUF file")
    asked = parser.parse_args()
    settings = replace(Settings.from_env(), parallel=asked.parallel)
    path = find_model(asked.model or (SMALL if asked.quick else None), "language", settings).path
    report = Report()
    report.row("machine", f"{platform.processor() or platform.machine()}, {settings.threads} threads", model=path.name)
    counts = (1,) if asked.quick else (5, 10)
    rounds, most = (1, _FEW) if asked.quick else (3, None)
    runs = _engine_rows(report, path, settings, counts, rounds, most)
    _loop_rows(report, path, settings, runs, most)
    _processes_row(report, asked.model or (SMALL if asked.quick else None), 2 if asked.quick else 16)
    if not asked.quick:
        _package_rows(report, path, settings, runs)
        _growth_row(report, settings)
    _scale_row(report, (scale.SMALL,) if asked.quick else (scale.SMALL, scale.LARGE))
    table = Table("", "measured", box=None)
    for row in report.rows:
        table.add_row(*row)
    Console().print(table)
    if asked.json:
        asked.json.write_text(json.dumps(report.figures, indent=2) + "\n", encoding="utf-8")


def _engine_rows(
    report: Report, path: Path, settings: Settings, counts: tuple[int, ...], rounds: int, most: int | None
) -> dict[int, ours.GroupRun]:
    """Groups of these sizes; the price of the constraint is of `most` questions, of a batch without it."""
    model, load_s = ours.load(path, settings)
    report.row("load", f"{load_s:.1f} s", load_s=load_s, parallel=model.parallel, replayable=model.replayable)
    runs = {}
    for count in counts:
        run = runs[count] = ours.make_group(model, _group(count), settings)
        read, shares = sum(done.tokens_read for done in run.given), ours.parts(run.work)
        report.row(
            f"engine, {count} people",
            f"{run.per_minute:.2f} people/min, {run.written / run.seconds:.1f} tokens/s, {run.seconds:.1f} s, "
            f"{run.as_noted} texts told as noted, {read / run.written:.2f} tokens read for one written",
            **{
                f"people_{count}": {"seconds": run.seconds, "as_noted": run.as_noted, "parts": shares},
                "personas_per_min": run.per_minute,
                "tokens_per_s": run.written / run.seconds,
                "tokens_read_per_token_written": read / run.written,
                "time_to_first_token_s": run.given[0].first_token_s,
            },
        )
        report.row("  where the time goes", ", ".join(f"{name} {share:.1%}" for name, share in shares.items()))
    report.row("peak memory", f"{ours.peak_mb():,.0f} MB", peak_memory_mb=ours.peak_mb())
    given = runs[counts[0]].given
    bound, free = ours.constraint_price(model, given[: model.parallel][:most], rounds)
    model.close()
    batch = model.parallel
    held = sum(done.tokens_read for done in given[:batch])
    limit = ours.bare_decode(path, settings, batch, min(held, 300))
    report.row(
        "the constraint's price",
        f"{bound:.1f} tokens/s with, {free:.1f} without: {bound / free:.3f}",
        ratio_unconstrained=bound / free,
    )
    report.row(
        "the library's limit",
        f"{limit:.1f} tokens/s of llama_decode alone, {batch} at once; with questions to read and no constraint "
        f"{free / limit:.2f} of it, under constraints {bound / limit:.2f}",
        ratio_limit=bound / limit,
    )
    return runs


def _loop_rows(
    report: Report, path: Path, settings: Settings, runs: dict[int, ours.GroupRun], most: int | None
) -> None:
    """The loops, over so many questions of the largest group, None for all."""
    count, run = max(runs.items())
    slots = list(make_plan(_group(count), 1).slots)
    asked = [done.request for done in run.given][:most]
    naive = others.naive(path, settings.threads, asked, count * len(asked) / len(run.given))
    _against(report, f"naive loop, {count} people", naive, run, "ratio_naive")
    hurried = others.one_call(path, settings.threads, slots)
    _against(report, f"one call a person, {count} people", hurried, run, "ratio_one_call")


def _package_rows(report: Report, path: Path, settings: Settings, runs: dict[int, ours.GroupRun]) -> None:
    count, run = max(runs.items())
    few = list(make_plan(_group(count), 1).slots)[:3]

    def outlines() -> None:
        taken, compiled = others.outlines(path, settings.threads, few)
        _against(
            report, f"Outlines, {len(few)} people", taken, run, "ratio_outlines", f"; {compiled:.1f} s before the first"
        )

    def server() -> None:
        _against(
            report,
            f"the package's server, {len(few)} people",
            others.server(path, settings.threads, few),
            run,
            "ratio_server",
        )

    for name, measure in (("Outlines", outlines), ("the package's server", server)):
        _if_it_works(report, name, measure)


def _if_it_works(report: Report, name: str, measure: Callable[[], None]) -> None:
    """A way that does not run here gets a row that says why."""
    try:
        measure()
    except Exception as exc:
        report.row(name, f"not measured: {type(exc).__name__}: {exc}")


def _against(report: Report, name: str, taken: Taken, run: ours.GroupRun, key: str, more: str = "") -> None:
    ratio = run.per_minute / taken.per_minute
    text = f"{taken.per_minute:.2f} people/min, {taken.written / taken.seconds:.1f} tokens/s, {taken.seconds:.1f} s"
    broken = f"; {taken.broken} of {taken.people} answers break the schema" if taken.broken else ""
    report.row(name, f"{text}{broken}; the engine is {ratio:.2f} times as fast{more}", **{key: ratio})


def _growth_row(report: Report, settings: Settings) -> None:
    """Seconds a person in a large group of the small model, at its beginning and at its end."""
    path = find_model(SMALL, "language", settings).path
    model, _ = ours.load(path, settings)
    run = ours.make_group(model, _group(200), settings)
    model.close()
    marks = [0.0, *run.done_s]
    slices = {upto: (marks[upto] - marks[upto - 40]) / 40 for upto in (40, 80, 120, 160, 200)}
    text = ", ".join(f"{upto - 39}-{upto}: {each:.2f}" for upto, each in slices.items())
    report.row(
        "seconds a person, small model",
        f"{text}; {run.as_noted} texts of 200 people told as noted",
        growth_s={str(k): v for k, v in slices.items()},
    )


def _processes_row(report: Report, model: str | None, people: int) -> None:
    """The same people by one process with two threads, and by two with one each."""
    alone, apart = processes.compare(people, model)
    report.row(
        f"2 processes of 1 thread, {people} people",
        f"{apart:.1f} s; 1 process of 2 threads {alone:.1f} s: {alone / apart:.2f} times as fast",
        processes_speed_up=alone / apart,
    )


def _scale_row(report: Report, counts: tuple[int, ...]) -> None:
    """Groups of these sizes with the double: what the engine itself takes."""
    found = [scale.measure_apart(count) for count in counts]
    text = (f"{each.people:,} people {1000 * each.each_s:.1f} ms each, {each.peak_mb:,.0f} MB" for each in found)
    report.row(
        "scale, the double",
        f"{'; '.join(text)} (processor time, peak memory)",
        scale={str(each.people): {"seconds_each": each.each_s, "peak_mb": each.peak_mb} for each in found},
    )


def _group(count: int) -> Any:
    return load_group(CHECKOUT / "groups" / "jakarta_gen_z.yaml").model_copy(update={"persona_count": count})


if __name__ == "__main__":
    main()
