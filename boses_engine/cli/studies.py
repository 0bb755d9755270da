"""Studies: `ask` puts questions to people of the store, `studies …` shows what they answered."""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from boses_engine.cli.terminal import (
    BackendName,
    Json,
    emit,
    emit_json,
    interruptible,
    open_store,
    print_rows,
    refuse_there,
    say,
    serving,
    settings_with,
)
from boses_engine.cli.workers import Ranges, Ray, Workers, check_workers, find_executor, tell_laid_out
from boses_engine.errors import StudyError

if TYPE_CHECKING:
    from boses_engine.domain.report import StudyReport
    from boses_engine.domain.study import Answer, By
    from boses_engine.engine import Engine
    from boses_engine.settings import Settings
    from boses_engine.store import Store
    from boses_engine.studies.calibrate import GroupScores, Score
    from boses_engine.studies.events import StudyEvent, StudyFinished
    from boses_engine.studies.similarity import WordsApart
    from boses_engine.workers.executor import Executor

studies_app = typer.Typer(help="Studies that were asked, and their answers.", no_args_is_help=True)
StudyKey = Annotated[str, typer.Argument(metavar="STUDY", help="Id, start of an id, or name.", show_default=False)]


def ask(
    study: Annotated[Path, typer.Argument(metavar="STUDY.yaml", help="The study file.", show_default=False)],
    group: Annotated[
        str | None, typer.Option(help="Ask this group instead: id or name in the store, or a group file.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Another seed draws other answers.")] = None,
    out: Annotated[Path | None, typer.Option(help="Results folder; default results/<study name>-<seed>.")] = None,
    by: Annotated[
        str, typer.Option(help="How points of scales are found: record, or similarity to each point's statement.")
    ] = "record",
    resume: Annotated[
        bool, typer.Option("--resume/--no-resume", help="Go on where a stopped study was, or ask all anew.")
    ] = True,
    model: Annotated[
        list[str] | None,
        typer.Option(help="A model's name in the manifest, or the path of a GGUF file; twice to compare their words."),
    ] = None,
    workers: Workers = None,
    ray: Ray = None,
    ranges: Ranges = None,
    backend: BackendName = None,
    json_: Json = False,
) -> None:
    """Put a study's questions to people of the store; run again after an interruption, it goes on.

    The people of a group file are generated first, without portraits, where the store does not hold them.
    """
    from boses_engine.engine import Engine
    from boses_engine.output.files import results_folder
    from boses_engine.studies.file import load_study
    from boses_engine.studies.people import from_files

    check_workers(workers, ray, ranges)
    design = load_study(study)
    changes = ({} if seed is None else {"seed": seed}) | ({} if group is None else {"people": _only(group)})
    design = design.model_copy(update=changes)
    folder = out or results_folder(design.name, design.seed)
    first, second = _models(model, by)
    settings = settings_with(backend)
    with serving(settings) as server:
        if server is not None:
            refuse_there(
                {
                    "--model": bool(model),
                    "--backend": backend is not None,
                    "--no-resume": not resume,
                    "--workers": workers is not None,
                    "a group file": bool(design.people.files),
                }
            )
            say("a server holds the store: the study joins its queue.")
            with interruptible():
                finished = _finished(server.ask(design, by=_by(by)))
                _write(folder, finished.answers, finished.report, server.store, settings.project)
        else:
            with Engine(settings, model=first, avatars=False) as engine, interruptible():
                engine.check_model()
                writers = find_executor(workers, ray, first, settings, writes=True)
                people = from_files(design.people, partial(_made, engine, writers))
                design = design.model_copy(update={"people": people})
                if workers == 0 and ranges is not None:
                    tell_laid_out(len(engine.lay_out_study(design, ranges, by=_by(by))), ranges)
                    return
                executor = find_executor(workers, ray, first, settings, writes=False)
                finished = _finished(engine.ask(design, by=_by(by), resume=resume, executor=executor, ranges=ranges))
                if second is None:
                    _write(folder, finished.answers, finished.report, engine.store, settings.project)
            if second is not None:
                others = find_executor(workers, ray, second, settings, writes=False)
                _compare_words(settings, second, resume, finished, folder, others)
    if json_:
        for answer in finished.answers:
            emit(answer.model_dump_json())
    say(f"{len(finished.answers)} answers are in {folder}: open {folder / 'report.html'}")


def calibrate(
    study: StudyKey,
    against: Annotated[
        str,
        typer.Option(metavar="FILE.csv", help="Published shares: a CSV file, or a shipped table such as findex_2025."),
    ],
    json_: Json = False,
) -> None:
    """Score a study's answers against published shares, beside answers from facts alone and a coin's."""
    from boses_engine.engine import Engine
    from boses_engine.studies.calibrate import calibration_notes, summaries
    from boses_engine.studies.published import load_published

    with Engine(avatars=False) as engine:
        row = engine.store.asked_study(study)
        published, left_out = load_published(against, row.design.questions)
        scores = engine.calibrate(row.id, published)
    means, notes = summaries(scores), calibration_notes(scores, left_out)
    if json_:
        told = {"study": row.id, "name": row.name, "groups": [_flat(each) for each in scores]}
        told |= {"summary": [vars(each) for each in means], "notes": notes}
        emit_json(told)
        return
    ways = list(dict.fromkeys(way for each in scores for way in each.scores))
    rows = []
    for each in scores:
        of = each.published
        told_share = f"{each.top}: {100 * of.shares[each.top]:.0f} %" if each.top in of.shares else each.top
        chance = "" if each.chance is None else f"{each.chance:.2f}"
        cells = (_score(each.scores.get(way)) for way in ways)
        rows.append((of.question, of.whom, str(each.asked), str(each.no_basis), told_share, chance, *cells))
    print_rows(("question", "of whom", "asked", "no basis", "published", "by chance", *ways), rows)
    emit("each: total variation, variance over the published one, and by how many points the top box is off")
    rows = []
    for mean in means:
        variance = "" if mean.variance is None else f"{mean.variance:.2f}"
        off = f"{100 * mean.top:.0f} points", f"{100 * mean.leaning:+.0f}"
        rows.append((mean.way, str(mean.groups), f"{mean.distance:.3f}", variance, *off))
    print_rows(("mean of", "row groups", "total variation", "variance", "top box off", "leaning"), rows)
    for note in notes:
        emit(note)


@studies_app.command("list")
def studies_list(json_: Json = False) -> None:
    """List the studies that were asked."""
    with open_store() as store:
        rows = store.asked_studies()
    if json_:
        emit_json(*({"id": r.id, "name": r.name, "status": r.status, "answers": r.answers} for r in rows))
        return
    print_rows(
        ("id", "name", "questions", "answers", "status"),
        ((row.id, row.name, str(len(row.design.questions)), str(row.answers), row.status) for row in rows),
    )


@studies_app.command("show")
def studies_show(
    study: StudyKey,
    question: Annotated[str | None, typer.Option(help="Only this question, with every answer.")] = None,
    json_: Json = False,
) -> None:
    """Show a study's figures, or every answer to one question."""
    from boses_engine.studies.figures import figures_of, parts_of, written
    from boses_engine.studies.people import still_there

    with open_store() as store:
        row = store.asked_study(study)
        there, answers = still_there(row.design.in_order(store.answers(row.id)), store)
        people = {one.id: one for one in there}
    if question is not None and question not in (each.id for each in row.design.questions):
        known = ", ".join(each.id for each in row.design.questions)
        raise StudyError(f"{row.name} has no question {question!r}: it has {known}.")
    shown = [answer for answer in answers if question in (None, answer.question)]
    if json_:
        for answer in shown:
            emit(answer.model_dump_json())
        return
    if question is not None:
        told = []
        for answer in (each for each in shown if each.repeat == 1):
            value = "" if answer.value is None else json.dumps(answer.value, ensure_ascii=False)
            told.append((people[answer.persona].name, value, answer.text, "; ".join(answer.grounds) or "no basis"))
        print_rows(("who", "value", "text", "rests on"), told)
        return
    everybody = parts_of(list(people.values()), {})[:1]
    rows: list[tuple[str, ...]] = []
    for each in row.design.questions:
        for part in figures_of(each, answers, everybody, row.design.seed):
            counts = str(part.asked), str(part.no_basis)
            if not part.figures:
                rows.append((each.id, "", "", "", *counts))
            for at, figure in enumerate(part.figures):
                low, high = written(figure.low, figure.kind), written(figure.high, figure.kind)
                beside = counts if at == 0 else ("", "")
                name = each.id if at == 0 else ""
                rows.append((name, figure.label, written(figure.value, figure.kind), f"{low} to {high}", *beside))
    print_rows(("question", "answer", "figure", "95 %", "asked", "no basis"), rows)


@studies_app.command("cancel")
def studies_cancel(study: StudyKey) -> None:
    """Stop the asking of a study that a server does or has queued; `ask` of the same file goes on with it."""
    from boses_engine.settings import Settings

    with serving(Settings.from_env()) as server:
        if server is not None:
            server.cancel(server.store.queued_study(study))
        else:
            with open_store() as store:
                store.cancel_study(store.queued_study(study))
    say(f"stopped {study}; asking it again goes on with it.")


@studies_app.command("export")
def studies_export(
    study: StudyKey,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file, or with --all the folder.")],
    format_: Annotated[
        str, typer.Option("--format", help="jsonl, csv, parquet; sav (SPSS) or coded (CSV): a row a person.")
    ] = "jsonl",
    all_: Annotated[
        bool, typer.Option("--all", help="Write the whole results folder instead, with its report.")
    ] = False,
) -> None:
    """Write a study's answers to a file, or its results folder."""
    from boses_engine.output.coded import CODED, write_coded
    from boses_engine.output.study_files import write_answers
    from boses_engine.settings import Settings
    from boses_engine.studies.people import still_there

    with open_store() as store:
        row = store.asked_study(study)
        answers = row.design.in_order(store.answers(row.id))
        if all_:
            if row.report is None:
                raise StudyError(f"{row.name} is not complete: ask it again to finish it, then export it.")
            _write(output, answers, row.report, store, Settings.from_env().project)
        elif format_ in CODED:
            write_coded(row.design, *still_there(answers, store), output, format_)
        else:
            write_answers(answers, output, format_)
    say(f"{len(answers)} answers are in {output}.")


@studies_app.command("compare")
def studies_compare(
    one: Annotated[str, typer.Argument(metavar="A", help="Id, start of an id, or name.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="B", help="The study to compare with.", show_default=False)],
    json_: Json = False,
) -> None:
    """Compare two studies, question by question: A less B with its interval."""
    from boses_engine.studies.compare import compare_answers
    from boses_engine.studies.figures import written

    with open_store() as store:
        rows = [store.asked_study(key) for key in (one, other)]
        sides = [(row.design, store.answers(row.id)) for row in rows]
    differences = compare_answers(sides[0], sides[1])
    if json_:
        emit_json(*(vars(each) | {"sure": each.sure} for each in differences))
        return
    if not differences:
        raise StudyError("the two studies have no question in common that is asked in the same way.")
    told = []
    for each in differences:
        a, b, less = (written(value, each.kind) for value in (each.a, each.b, each.a - each.b))
        interval = f"{written(each.low, each.kind)} to {written(each.high, each.kind)}"
        told.append((each.question, each.label, a, b, less, interval, "differs" if each.sure else ""))
    print_rows(("question", "answer", rows[0].name, rows[1].name, "A less B", "95 %", ""), told)


def _models(named: list[str] | None, by: str) -> tuple[str | None, str | None]:
    """The model that words, and the one to compare it with: none where that could not change a figure."""
    others = list(named or ())
    first = others.pop(0) if others else None
    if len(others) > 1:
        raise StudyError("--model is given more than twice: two models are compared.")
    if others and by != "similarity":
        say(
            f"note: figures come from the records in code and are the same whichever model words them: {first} words "
            "the answers, and nobody is asked twice. With --by similarity the words of both are read back and compared."
        )
        return first, None
    return first, others[0] if others else None


def _compare_words(
    settings: "Settings", model: str, resume: bool, finished: "StudyFinished", folder: Path, executor: "Executor | None"
) -> None:
    """Asks a second model, says where its words read otherwise, and writes the first one's answers with that."""
    from boses_engine.engine import Engine

    design = finished.report.study
    with Engine(settings, model=model, avatars=False) as engine, interruptible():
        engine.check_model()
        other = _finished(engine.ask(design, by=finished.report.by, resume=resume, executor=executor))
        apart = engine.compare_words(design, finished.answers, other.answers)
        warnings = _disagreements(apart, finished.report.model, other.report.model)
        compared = {"second_model": other.report.model, "disagreements": tuple(warnings)}
        report = finished.report.model_copy(update=compared)
        _write(folder, finished.answers, report, engine.store, settings.project)


def _disagreements(apart: "list[WordsApart]", one: str, other: str) -> list[str]:
    """Says of each question how the two models' words read, and gives the warnings."""
    warnings = []
    for each in apart:
        told = (
            f"{each.question}: the words of {one} read as {each.one:.2f}, those of {other} as {each.other:.2f} "
            f"({each.answers} answers); the figures claim to tell {each.claimed:.2f}"
        )
        warnings += [told] if each.is_too_far else []
        say(f"{'warning' if each.is_too_far else 'note'}: {told}")
    if not apart:
        say("note: no question with a scale was worded by both models: there is nothing to compare.")
    return warnings


def _score(score: "Score | None") -> str:
    if score is None:
        return "no basis"
    variance = "-" if score.variance is None else f"{score.variance:.2f}"
    return f"{score.distance:.2f}  {variance}  {100 * score.top:+.0f}"


def _flat(scores: "GroupScores") -> dict[str, object]:
    of = scores.published
    ages = None if of.is_of_all else list(of.ages)
    whom = {"market": of.market or None, "sex": of.sex or None, "age": ages, "income": sorted(of.incomes)}
    told = vars(scores) | whom | {"question": of.question, "of_whom": of.whom, "shares": dict(of.shares)}
    del told["published"]
    ways = {way: score and vars(score) for way, score in scores.scores.items()}
    return told | {"source": of.source, "year": of.year, "scores": ways}


def _by(text: str) -> "By":
    from boses_engine.domain.study import By

    if text not in get_args(By):
        raise StudyError(f"--by {text!r} is unknown: give record or similarity.")
    return cast("By", text)


def _only(group: str) -> object:
    from boses_engine.domain.study import People

    is_file = Path(group).suffix.casefold() in (".yaml", ".yml")
    return People(files=(group,)) if is_file else People(groups=(group,))


def _made(engine: "Engine", executor: "Executor | None", path: Path) -> str:
    """The id of a file's group, whose people are made first where the store does not hold all of them."""
    from boses_engine.cli.making import make_group
    from boses_engine.engine import DEFAULT_SEED, REUSE
    from boses_engine.groups.file import load_group

    group = load_group(path)
    key = engine.store.add_group(group, engine.settings.project)
    if engine.store.group(key).generation_status != "complete":
        say(f"{group.name} is not in the store yet: its {group.persona_count} people are generated first.")
        make_group(engine, group, DEFAULT_SEED, REUSE, None, executor)
    return key


def _finished(events: "Iterator[StudyEvent]") -> "StudyFinished":
    """The event that a study ends with; says at its start, and for every 25 answers, how far it is."""
    from boses_engine.pipeline.events import RangesAnswered
    from boses_engine.studies.events import Answered, StudyFinished, StudyStarted

    done = total = worded = 0
    for event in events:
        match event:
            case StudyStarted():
                done, total = event.done, event.answers
                there = f"{done} of them there already" if done else "none there yet"
                say(f"{event.people} people, {event.questions} questions: {total} answers, {there}.")
            case RangesAnswered():
                if event.done // 25 > worded // 25 or event.done == event.of:
                    say(f"{event.done} of {event.of} reasons worded by the workers, {event.workers} of them alive")
                worded = event.done
            case Answered():
                done += 1
                if done % 25 == 0:
                    say(f"{done} of {total} answers")
            case StudyFinished():
                finished = event
    return finished


def _write(folder: Path, answers: "Sequence[Answer]", report: "StudyReport", store: "Store", project: str) -> None:
    from boses_engine.output.study_files import write_study
    from boses_engine.studies.people import answerers

    people, groups, told = answerers(report.study.people, answers, store, project)
    write_study(folder, people, groups, told, report)
