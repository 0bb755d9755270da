"""Briefs one after another: the rules find, the model is asked side by side, code decides."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import ParamSpec, TypeVar

from boses_engine.briefs.ask import Reading, reading_of, request_for
from boses_engine.briefs.decide import Findings, decide, find_all
from boses_engine.briefs.parsed import ParsedBrief
from boses_engine.errors import BriefError
from boses_engine.language.port import LanguageModel

P = ParamSpec("P")
T = TypeVar("T")


def parse_briefs(texts: Iterable[str], model: LanguageModel, year: int) -> Iterator[ParsedBrief | BriefError]:
    """A group or an error for each brief, in order; what one holds does not touch the others."""
    left = iter(texts)
    while part := list(islice(left, max(model.parallel, 1))):
        found = [_or_error(find_all, text, year) for text in part]
        readings = _read(model, {n: each for n, each in enumerate(found) if isinstance(each, Findings)})
        for n, each in enumerate(found):
            reading = readings.get(n, Reading())
            yield each if isinstance(each, BriefError) else _or_error(decide, each, reading, year)


def _or_error(step: Callable[P, T], *given: P.args, **named: P.kwargs) -> T | BriefError:
    """What a step gives, or why it refuses the brief."""
    try:
        return step(*given, **named)
    except BriefError as exc:
        return exc


def _read(model: LanguageModel, found: Mapping[int, Findings]) -> dict[int, Reading]:
    """The model's readings, all of them asked side by side, but of those that the rules refuse anyway."""
    asked, readings = {}, {}
    for n, each in found.items():
        if not (each.where.clash or each.gender.clash or each.income.clash):
            request = request_for(each.brief, f"brief {n + 1}", place=each.asks_place, places=each.where.choices)
            asked[request] = n
            model.submit(request)
    for _ in asked:
        done = model.next_completion()
        n = asked[done.request]
        readings[n] = reading_of(done, found[n].brief, found[n].where.choices)
    return readings
