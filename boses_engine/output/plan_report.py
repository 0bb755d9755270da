"""A page of plots of a plan against its sources: one self-contained HTML file that shows whether people fit."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona, Slot
from boses_engine.errors import InputError
from boses_engine.files import replacing_output
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.mergers import division_of
from boses_engine.output.pages import WHO, page_template
from boses_engine.output.plan_targets import Target, targets
from boses_engine.pipeline.plan import Plan, check_place
from boses_engine.pipeline.record import slot_of
from boses_engine.pipeline.segment import where_they_work

_TOP_ROOM = 1.12  # over the highest share; of bars from a half up, the whole track is 100 %
PLOTTED_LEAST, PLOTTED_MOST = 20, 500  # people of whom plots say something, and who are counted in them
_ROWS_MOST = 12  # of a list; what is rarer is one row together


@dataclass(frozen=True)
class Row:
    """A category or band: shares 0..1 of the plan and of its target."""

    label: str
    planned: float
    target: float


@dataclass(frozen=True)
class Plot:
    """One comparison. `distance` is half the sum of differences; `chance` is what independent draws would have.

    Where a person can have several of the categories (`several`), both are means over the single ones.
    """

    title: str
    note: str
    sources: str
    columns: bool  # ordered bands as columns, else categories as bars
    several: bool
    n: int
    rows: tuple[Row, ...]
    distance: float
    chance: float

    @property
    def top(self) -> float:
        """The share at the upper edge of the columns, or at the right end of the bars."""
        highest = max(max(row.planned, row.target) for row in self.rows)
        return _TOP_ROOM * highest if self.columns or highest < 0.5 else 1.0


def write_plan_report(plan: Plan, path: Path) -> None:
    """Writes the page whole or not at all.

    :raises InputError: the file cannot be written.
    """
    page = render_plan_report(plan)
    with replacing_output(path) as temporary:
        temporary.write_text(page, encoding="utf-8")


def sections_of_plan(plan: Plan) -> list[tuple[str, list[Plot]]]:
    """The plots of a plan, section by section."""
    found = _sections(targets(plan))
    return [(title, [_plot(target, plan.slots) for target in some]) for title, some in found if some]


def sections_of_people(group: Group, people: Sequence[Persona]) -> list[tuple[str, list[Plot]]]:
    """The plots of people who are made; none of few, nor of people whose records do not hold what is needed.

    A record does not say who lives in town: where whole divisions were asked for, what depends on it is left out.
    """
    if len(people) < PLOTTED_LEAST:
        return []
    try:
        place = check_place(group)
        asked = read_occupation(group.occupation, place.country_code)
        place = where_they_work(asked, place)
        slots = [slot_of(person) for person in people[:PLOTTED_MOST]]
    except InputError:
        return []
    homes = {(each.city, division_of(each)) for each in place.places}
    if not all((slot.location.city, slot.location.region) in homes for slot in slots):
        return []
    plan = Plan(group, place, 0, slots, asked)
    left_out = ("Highest education", "Platforms") if place.divisions else ()
    sections = [
        (title, [plot for plot in plots if plot.title not in left_out]) for title, plots in sections_of_plan(plan)
    ]
    return [(title, plots) for title, plots in sections if plots]


def render_plan_report(plan: Plan) -> str:
    """The page as text."""
    sections = sections_of_plan(plan)
    return page_template("plan_report.html.j2").render(
        group=plan.group, seed=plan.seed, who=WHO[plan.group.gender], sections=sections
    )


def plots(plan: Plan) -> tuple[Plot, ...]:
    """Every plot of the page, in its order."""
    return tuple(_plot(target, plan.slots) for target in targets(plan))


def total_variation(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Half the sum of absolute differences of two distributions, 0..1."""
    names = dict.fromkeys((*one, *other))
    return sum(abs(one.get(name, 0.0) - other.get(name, 0.0)) for name in names) / 2


def by_chance(shares: Iterable[float], n: int) -> float:
    """The expected total variation distance of n independent draws from the distribution they are drawn from.

    Half the sum of mean absolute deviations sqrt(2 p (1 - p) / (pi n)), the normal approximation.
    """
    return sum(math.sqrt(2 * p * (1 - p) / (math.pi * n)) for p in shares) / 2


def _sections(found: Sequence[Target]) -> list[tuple[str, list[Target]]]:
    titles = dict.fromkeys(target.section for target in found)
    return [(title, [target for target in found if target.section == title]) for title in titles]


def _plot(target: Target, slots: Sequence[Slot]) -> Plot:
    """The plan's shares beside those of a target."""
    held = [label for slot in slots for label in target.labels(slot)]
    planned = {label: held.count(label) / len(slots) for label in dict.fromkeys((*target.shares, *held))}
    if target.several:
        pairs = [(planned.get(label, 0.0), share) for label, share in target.shares.items()]
        distance = sum(abs(p - q) for p, q in pairs) / len(pairs)
        chance = sum(by_chance((q, 1 - q), len(slots)) for _, q in pairs) / len(pairs)
    else:
        distance = total_variation(planned, target.shares)
        chance = by_chance(target.shares.values(), len(slots))
    rows = [Row(label, share, target.shares.get(label, 0.0)) for label, share in planned.items()]
    return Plot(
        title=target.title,
        note=target.note,
        sources=target.sources,
        columns=target.ordered,
        several=target.several,
        n=len(slots),
        rows=tuple(rows if target.ordered else _most(rows, fold=not target.several)),
        distance=distance,
        chance=chance,
    )


def _most(rows: list[Row], fold: bool) -> list[Row]:
    """The rows of the most frequent categories first; the rarest ones together, where they can be added."""
    rows = [row for row in rows if max(row.target, row.planned) > 0.0005]
    rows.sort(key=lambda row: (-max(row.target, row.planned), row.label))
    if len(rows) <= _ROWS_MOST:
        return rows
    kept, rest = rows[: _ROWS_MOST - 1], rows[_ROWS_MOST - 1 :]
    others = Row(f"{len(rest)} others", sum(row.planned for row in rest), sum(row.target for row in rest))
    return [*kept, others] if fold else rows[:_ROWS_MOST]
