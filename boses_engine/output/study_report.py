"""A page of a study's figures and voices: one file that opens offline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boses_engine.domain.persona import Persona
from boses_engine.domain.report import StudyReport
from boses_engine.domain.study import Answer, Question, StudyDesign
from boses_engine.output.pages import page_template
from boses_engine.studies.figures import Figure, Part, PartFigures, figures_of, parts_of, written

QUOTES_MOST = 6  # of a question, of different answers where there are


@dataclass(frozen=True)
class Bar:
    """A figure as it is drawn: places are shares 0..1 of the track."""

    figure: Figure
    at: float
    low: float
    high: float
    text: str
    aside: str


@dataclass(frozen=True)
class PartBars:
    """A part's bars."""

    figures: PartFigures
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Quote:
    """What somebody said, and who."""

    text: str
    who: str
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One question of the page."""

    question: Question
    everybody: PartBars
    cuts: Mapping[str, tuple[PartBars, ...]]
    quotes: tuple[Quote, ...]


def render_study_report(
    people: Sequence[Persona], groups: Mapping[str, str], answers: Sequence[Answer], report: StudyReport
) -> str:
    """The page as text."""
    return page_template("study_report.html.j2").render(
        study=report.study,
        people=len(people),
        sections=sections_of(report.study, people, parts_of(people, groups), answers),
        report=report,
    )


def sections_of(
    design: StudyDesign, people: Sequence[Persona], parts: Sequence[Part], answers: Sequence[Answer]
) -> list[Section]:
    """What the questions came to, those that somebody was asked; the first of the parts is everybody."""
    sections = []
    for question in design.questions:
        figures = figures_of(question, answers, parts, design.seed)
        if not figures:
            continue
        top = max((figure.high for each in figures for figure in each.figures if figure.kind == "amount"), default=1.0)
        bars = [PartBars(each, tuple(_bar(figure, question, top) for figure in each.figures)) for each in figures]
        cuts: dict[str, tuple[PartBars, ...]] = {}
        for each in bars[1:]:
            cut = each.figures.part.cut
            cuts[cut] = (*cuts.get(cut, ()), each)
        sections.append(Section(question, bars[0], cuts, _quotes(question, people, answers)))
    return sections


def _bar(figure: Figure, question: Question, top: float) -> Bar:
    kind = "amount" if question.kind == "number" else figure.kind
    text, low, high = (written(each, kind) for each in (figure.value, figure.low, figure.high))
    aside = f"{low.removesuffix(' %')} to {high.removesuffix(' %')}"
    if figure.spread is not None:
        aside += f", repeats apart by {written(figure.spread, kind).removesuffix(' %')}"
    least, most = _range(figure, question, top)
    at, start, end = (
        min(1.0, max(0.0, (each - least) / (most - least))) for each in (figure.value, figure.low, figure.high)
    )
    return Bar(figure, at, start, end, text, aside)


def _range(figure: Figure, question: Question, top: float) -> tuple[float, float]:
    if figure.kind == "share":
        return 0.0, 1.0
    if figure.kind == "score":
        return -1.0, 1.0
    if question.kind == "likert":
        return float(question.points[0]), float(question.points[-1])
    if question.kind == "ranking":
        return 1.0, float(len(question.options))
    return 0.0, max(top, figure.high, 1e-9)


def _quotes(question: Question, people: Sequence[Persona], answers: Sequence[Answer]) -> tuple[Quote, ...]:
    """Answers with a basis, of different values first, the longest told."""
    by_id = {person.id: person for person in people}
    own = [one for one in answers if one.question == question.id and one.repeat == 1 and not one.no_basis]
    seen: dict[str, int] = {}
    ranked = []
    for one in sorted(own, key=lambda one: (-len(one.text), one.persona)):
        value = str(one.value)
        seen[value] = seen.get(value, 0) + 1
        ranked.append((seen[value], one))
    chosen = [one for _, one in sorted(ranked, key=lambda pair: pair[0])[:QUOTES_MOST]]
    return tuple(Quote(one.text, _who(by_id[one.persona]), one.grounds) for one in chosen)


def _who(person: Persona) -> str:
    return f"{person.name}, {person.age}, {person.work.title or person.work.status}, {person.location.city}"
