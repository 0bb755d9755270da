"""Briefs one after another: the rules find, the model is asked side by side, code decides."""

from collections.abc import Iterable, Iterator, Mapping

from boses_engine.briefs.ask import Reading, reading_of, request_for
from boses_engine.briefs.decide import decide
from boses_engine.briefs.findings import Findings, find_all
from boses_engine.briefs.parsed import ParsedBrief
from boses_engine.errors import BriefError
from boses_engine.language.port import LanguageModel


def parse_briefs(texts: Iterable[str], model: LanguageModel, year: int) -> Iterator[ParsedBrief | BriefError]:
    """A group or an error for each brief, in order; what one holds does not touch the others."""
    for part in _parts(texts, max(model.parallel, 1)):
        found: list[Findings | BriefError] = []
        for text in part:
            try:
                found.append(find_all(text, year))
            except BriefError as exc:
                found.append(exc)
        readings = _read(model, {n: each for n, each in enumerate(found) if isinstance(each, Findings)})
        for number, each in enumerate(found):
            if isinstance(each, BriefError):
                yield each
                continue
            try:
                yield decide(each, readings.get(number, Reading()), year)
            except BriefError as exc:
                yield exc


def parse_brief(text: str, model: LanguageModel, year: int) -> ParsedBrief:
    """The group that a brief describes.

    :raises BriefError: it cannot be one; says why.
    """
    (outcome,) = parse_briefs([text], model, year)
    if isinstance(outcome, BriefError):
        raise outcome
    return outcome


def _parts(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    part: list[str] = []
    for text in texts:
        part.append(text)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def _read(model: LanguageModel, found: Mapping[int, Findings]) -> dict[int, Reading]:
    """The model's readings, all of them asked side by side."""
    numbers = {}
    for number, each in found.items():
        if _is_hopeless(each):
            continue
        request = request_for(each.brief, f"brief {number + 1}", place=each.asks_place, places=each.where.choices)
        numbers[request] = number
        model.submit(request)
    readings = {}
    for _ in numbers:
        done = model.next_completion()
        number = numbers[done.request]
        readings[number] = reading_of(done, found[number].brief, found[number].where.choices)
    return readings


def _is_hopeless(found: Findings) -> bool:
    """Whether the rules alone say that the brief is no group."""
    return bool(found.where.clash or found.gender.clash or found.income.clash)
