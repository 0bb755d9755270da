"""Live bars on stderr: for a run, a pull and a build; a plain line a person where stderr is no terminal."""

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, ProgressColumn, TaskID, TextColumn, TimeRemainingColumn

from boses_engine.domain.library import ordinal
from boses_engine.domain.persona import Persona
from boses_engine.pipeline.events import (
    Event,
    FieldAnswered,
    PersonaDone,
    PersonaReused,
    PortraitDone,
    PortraitFailed,
    PortraitsStarted,
    RangesAnswered,
    RunStarted,
    Stage,
    StageDone,
)
from boses_engine.weights.manifest import Entry

_TOLD_TIMES = 20  # how often workers are told of where no bar is drawn
_HOURS_FROM = 90  # minutes
_TITLES: dict[Stage, str] = {"identity": "stage 1  identities", "profile": "stage 2  profiles"}


def show(events: Iterable[Event], people_wanted: int) -> Iterator[Event]:
    """Passes the events on and draws them: a bar per stage with tokens/s and the time left, then one of portraits."""
    console = Console(stderr=True)
    line = partial(console.print, highlight=False, markup=False, soft_wrap=True)
    columns: tuple[ProgressColumn, ...] = (
        TextColumn("{task.description:20}"),
        BarColumn(bar_width=28),
        TextColumn("{task.fields[people]}"),
        TextColumn("{task.fields[speed]:>12}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        tasks: dict[Stage, TaskID] = {}
        portraits = TaskID(-1)
        workers: TaskID | None = None
        begun, told = (0, 0.0), 0  # what the workers had done when they were first heard of, and when; last told
        people = {"identity": 0, "profile": 0}
        total, answered, tokens, seconds = people_wanted, set[tuple[int, str]](), 0, 0.0
        for event in events:
            match event:
                case RunStarted():
                    people = {"identity": event.done, "profile": event.done}
                    total = event.people
                    for stage, title in _TITLES.items():
                        tasks[stage] = bars.add_task(
                            title, total=event.fields[stage], people=f"{event.done}/{total}", speed=""
                        )
                    if event.done:
                        console.print(f"{event.done} of {total} people were finished before", highlight=False)
                case RangesAnswered():
                    now = time.monotonic()
                    if workers is None:
                        workers = bars.add_task("workers", total=event.of, people="", speed="")
                        begun, told = (event.done, now), event.done
                    bars.update(workers, completed=event.done, people=f"{event.done}/{event.of}")
                    how = describe_workers(event, event.done - begun[0], now - begun[1])
                    bars.update(workers, speed=how)
                    if event.done >= event.of:
                        again = f", {event.restarts} began again" if event.restarts else ""
                        line(f"{event.of} people answered by the workers{again}")
                        bars.remove_task(workers)
                    elif not console.is_terminal and event.done - told >= event.of / _TOLD_TIMES:
                        told = event.done
                        line(f"{event.done} of {event.of} people answered by the workers: {how}")
                case FieldAnswered():
                    tokens, seconds = tokens + event.tokens_written, seconds + event.seconds
                    new = (event.slot, event.key) not in answered
                    answered.add((event.slot, event.key))  # a field asked again moves no bar
                    speed = f"{tokens / seconds:.1f} tokens/s" if seconds else ""
                    bars.update(tasks[event.stage], advance=int(new), speed=speed)
                case StageDone():
                    people[event.stage] += 1
                    bars.update(tasks[event.stage], people=f"{people[event.stage]}/{total}")
                case PersonaDone():
                    answered = {known for known in answered if known[0] != event.slot}
                    line(f"{event.slot + 1:>4}/{total}  {_told(event.persona)}")
                case PersonaReused():
                    people["profile"] += 1
                    bars.update(tasks["profile"], advance=event.fields, people=f"{people['profile']}/{total}")
                    again = f"(from the library, {ordinal(event.study)} study)"
                    line(f"{event.slot + 1:>4}/{total}  {_told(event.persona)} {again}")
                case PortraitsStarted():
                    kind = f" ({event.about})" if event.about else ""
                    line(f"painting {event.people} portraits with {event.model}{kind}")
                    portraits = bars.add_task("portraits", total=event.people, people=f"0/{event.people}", speed="")
                case PortraitDone():
                    bars.update(portraits, advance=1, speed=f"{event.seconds:.1f} s each")
                    task = bars.tasks[bars.task_ids.index(portraits)]
                    bars.update(portraits, people=f"{task.completed:.0f}/{task.total:.0f}")
                case PortraitFailed():
                    bars.update(portraits, advance=1)
                    line(f"{event.slot + 1:>4}/{total}  no portrait: {event.reason}", style="yellow")
            yield event


def describe_workers(at: RangesAnswered, done: int, seconds: float) -> str:
    """How many workers are alive, how fast they are and how long it takes still, after so many done in so long."""
    told = [f"{at.workers} alive"]
    if done > 0 and seconds > 0:
        minutes = (at.of - at.done) * seconds / done / 60
        left = f"{minutes / 60:.1f} hours" if minutes >= _HOURS_FROM else f"{max(1, round(minutes))} min"
        told += [f"{60 * done / seconds:.1f} a minute", f"{left} left"]
    if at.restarts:
        told.append(f"{at.restarts} began again")
    return ", ".join(told)


def _told(person: Persona) -> str:
    return f"{person.name}, {person.age}, {person.occupation}, {person.location.city}"


@contextlib.contextmanager
def pulling() -> Iterator[Callable[[Entry, int], None]]:
    """A bar for each model file that is fetched or made, once it begins; gives the callback that `pull` reports to."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=console
    ) as bars:
        tasks: dict[str, TaskID] = {}

        def report(entry: Entry, done: int) -> None:
            if entry.name not in tasks:
                step = "" if done == entry.bytes else "making " if entry.made else "fetching "
                tasks[entry.name] = bars.add_task(step + entry.name, total=entry.bytes)
            bars.update(tasks[entry.name], completed=done)

        yield report


@contextlib.contextmanager
def building() -> Iterator[Callable[[str, float], None]]:
    """A bar for each step of a snapshot's build; gives the callback that takes a step and its part done, 0..1."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description:28}"), BarColumn(bar_width=28), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def report(step: str, done: float) -> None:
            if step not in tasks:
                for other in tasks.values():  # what came before is over, whatever it told last
                    bars.update(other, completed=1.0)
                tasks[step] = bars.add_task(step, total=1.0)
            bars.update(tasks[step], completed=min(done, 1.0))

        yield report
