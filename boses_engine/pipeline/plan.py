"""From a group to its slots: every fact of every person, drawn in code."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Basics, Daily, Gender, Location, Slot, Work
from boses_engine.domain.snapshot import Snapshot, as_market
from boses_engine.errors import InputError
from boses_engine.grounding.lives.draw import draw_life
from boses_engine.grounding.lives.facts import grew_up_in, life_facts
from boses_engine.grounding.lives.spread import Entries
from boses_engine.grounding.lives.stances import of_hours
from boses_engine.grounding.looks.draw import draw_looks
from boses_engine.grounding.market.digital import draw_digital
from boses_engine.grounding.market.users import User
from boses_engine.grounding.names.available import check_names
from boses_engine.grounding.names.customs import custom_of, named_as
from boses_engine.grounding.names.draw import draw_name
from boses_engine.grounding.people import students, tongues, unions
from boses_engine.grounding.people.apart import draw_migrants_region
from boses_engine.grounding.people.demographics import LEFT_EARLY, standing_in_schooling
from boses_engine.grounding.people.nations import CITIZENS_FAITH, CITIZENS_TONGUE
from boses_engine.grounding.people.norms import norms
from boses_engine.grounding.people.peoples import of_people, people_of
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.phrases.taken_like import Nearest
from boses_engine.grounding.places.mergers import division_of
from boses_engine.grounding.places.resolve import Resolved, draw_urban, resolve
from boses_engine.grounding.work.asked import Asked
from boses_engine.grounding.work.employers import is_of_state
from boses_engine.grounding.work.fit import is_farm, is_in_fields
from boses_engine.grounding.work.regions import said
from boses_engine.pipeline.attitudes import AXES, About, draw_axes, price_level, psychographics
from boses_engine.pipeline.planned_slots import keep_slots
from boses_engine.pipeline.segment import (
    Basis,
    Segment,
    draw_basis,
    draw_genders,
    drawn_sexes,
    segment_of,
    where_they_work,
)
from boses_engine.pipeline.small_things import moments_evidence
from boses_engine.pipeline.weave import weave, with_brands
from boses_engine.pipeline.wording import spell
from boses_engine.randomness import generator

_ALONE, _MARRIED_BY = ("single", "divorced", "separated"), 32  # years by which most of some faiths are married
_SCHOOLED_BY = 20  # years by which who did not leave school early has finished upper secondary school
_TRIED = 400  # times that faith and tongue are drawn until they are of the nation asked for
_GOLDEN = (5**0.5 - 1) / 2  # steps of it are even over any stretch of a sequence


@dataclass(frozen=True, repr=False)
class Plan:
    """The people a group will have."""

    group: Group
    place: Resolved
    seed: int
    slots: Sequence[Slot]
    asked: Asked
    snapshot: Snapshot | None = None  # the talk that is woven in

    def __repr__(self) -> str:
        return f"Plan({self.group.name!r}, {len(self.slots)} people, seed {self.seed})"

    @cached_property
    def segment(self) -> Segment:
        """What is known of the segment; the first time it takes as long as planning some fifty people."""
        return segment_of(self.group, self.asked, self.place, drawn_sexes(self.group, self.asked, self.place))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a user should know before generating them."""
        return self.segment.notes


@dataclass
class _Taken:
    """What the people drawn so far have used up, so that a group does not repeat itself."""

    names: set[str] = field(default_factory=set)
    called: Counter[str] = field(default_factory=Counter)
    families: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    notes: Entries = field(default_factory=Entries)


def make_plan(group: Group, seed: int, snapshot: Snapshot | None = None, nearest: Nearest | None = None) -> Plan:
    """Draws all slots of a group; the same group, seed, snapshot and `nearest` give the same plan.

    A snapshot is woven in where the group is in PH, ID or VN; without one, nothing of the plan is different. `nearest`
    is asked for the title that an occupation of no table is nearest to.

    :raises InputError: the snapshot is of another of these markets.
    :raises LocationError: the group's location cannot be resolved.
    :raises GroupError: the group is larger than the distinct names its people can have.
    """
    place = check_place(group)
    talk = _talk_of(snapshot, group, place)
    definition = group.model_dump_json()
    rng = generator(seed, definition, "plan")
    asked = read_occupation(group.occupation, place.country_code, nearest)
    place = where_they_work(asked, place)
    axes = draw_axes(group.persona_count, rng)
    genders = draw_genders(group, drawn_sexes(group, asked, place), rng)
    origins = np.column_stack([_evenly(group.persona_count, rng) for _ in ("faith", "tongue", "place")])
    states = _evenly_by(axes[:, AXES.index("age")], rng)
    taken = _Taken()
    people = (
        _draw_person(
            index,
            group,
            asked,
            place,
            genders[index],
            axes[index],
            np.append(origins[index], states[index]),
            generator(seed, definition, index),
            taken,
        )
        for index in range(group.persona_count)
    )
    slots = with_brands(group, seed, people) if talk is None else weave(group, seed, people, talk)
    slots = (  # by all that is told; looks have a generator of their own, so that no other fact depends on them
        slot.model_copy(
            update={"appearance": draw_looks(generator(seed, definition, slot.index, "looks"), slot, custom_of(slot))}
        )
        for slot in slots
    )
    return Plan(group, place, seed, keep_slots(slots, group.persona_count), asked, talk)


def check_place(group: Group) -> Resolved:
    """Where the group is, once it is known that it can be planned: without drawing anybody, in no time.

    :raises LocationError: the group's location cannot be resolved.
    :raises GroupError: the group is larger than the distinct names its people can have.
    """
    place = resolve(group.location)
    inhabitants: Counter[str | None] = Counter()
    for city in place.places:
        inhabitants[city.region] += city.population
    check_names(group.persona_count, place.country_code, group.gender, group.age_min, group.age_max, inhabitants)
    return place


def _talk_of(snapshot: Snapshot | None, group: Group, place: Resolved) -> Snapshot | None:
    """The snapshot where it is the talk of the group's market; None outside the markets.

    :raises InputError: it is of another market.
    """
    market = as_market(place.country_code)
    if snapshot is None or market is None:
        return None
    if snapshot.market != market:
        raise InputError(
            f"the snapshot {snapshot.version} is of {snapshot.market}, the group {group.name!r} is in {market}: "
            f"give one of {market}, or none."
        )
    return snapshot


def cultural_context(country_code: str, snapshot: str | None) -> str:
    """What of a place's consumer culture the people of that country are drawn from, as records say it."""
    if as_market(country_code) is None:
        return "grounding only"
    return f"{country_code} market tables, {f'snapshot {snapshot}' if snapshot else 'no snapshot'}"


def _draw_person(
    index: int,
    group: Group,
    asked: Asked,
    where: Resolved,
    gender: Gender,
    row: npt.NDArray[np.float64],
    people: npt.NDArray[np.float64],
    rng: np.random.Generator,
    taken: _Taken,
) -> Daily:
    """One person: who they are first, then devices and a life that fit; `taken` is updated. `people` has the quantiles
    of faith, mother tongue, place and marital state."""
    code, level = where.country_code, group.income_level
    axis = {**dict(zip(AXES, row.tolist(), strict=True)), "place": float(people[2]), "state": float(people[3])}
    basis = draw_basis(group, asked, where, gender, axis, rng, taken.titles)
    age, place, urban, job = basis.age, basis.place, basis.urban, basis.job
    named_in, origin, religion, language = _draw_origin(rng, where, basis, gender, people, asked, group.occupation)
    came = bool(grew_up_in(code, language, age))
    serves = is_of_state(job.workplace) or job.isco08.startswith(unions.UNIFORMED)
    teaches = job.isco08.startswith(unions.TEACHERS)
    home = unions.as_customary(
        rng, basis.home, code, gender, norms(code, place.region, asked.people).his_parents, language
    )
    if asked.home != "newly wed":
        home = unions.as_lived(
            rng,
            home,
            code,
            age,
            basis.education,
            religion,
            serves=serves,
            came=came,
            teaches=teaches,
            level=level,
            region=place.region,
            tongue=language,
        )
    of = origin or place.city
    if origin and origin == place.region:
        of = f"{origin} {place.province or ''}@{place.city}"
    named = named_as(people_of(job.title, code) or asked.people, language, code)
    tongue = "" if basis.of_citizens else named  # by which names are of migrants too
    used, work = (taken.names, taken.called, taken.families), (job.isco08, job.title)
    name = draw_name(rng, named_in, gender, age, religion, tongue, of, *used, *work)
    person = psychographics(row, About(code, level, age, gender, basis.education, job.status))
    if is_in_fields(job.isco08):  # farmers who were asked for live mostly outside towns, where there is an outside
        urban = urban and draw_urban(rng, where, place)
    title = spell(said(basis.title, code, gender if job.match != "as asked" else None), code)
    basics = Basics(
        index=index,
        name=name.full,
        called=name.called,
        age=age,
        gender=gender,
        location=Location(city=place.city, region=division_of(place), country=place.country, country_code=code),
        urban=urban,
        income=unions.named(basis.income, basis.home, home),
        occupation=title,
        work=Work(
            title=title,
            workplace=spell(said(job.workplace, code), code),
            status=job.status,
            isco08=job.isco08,
            category=group.occupation,
        ),
        education=basis.education,
        religion=religion,
        mother_tongue=language,
        household=home,
        psychographics=person,
        price_level=price_level(person),
    )
    digital = draw_digital(rng, User.of(basics))
    taken.notes.begin()
    taken.notes.hold(of_hours(digital.hours_online))
    life = draw_life(rng, used=taken.notes, **life_facts(basics, digital.platforms))
    taken.names.add(name.full)
    taken.called[name.called] += 1
    taken.families.update(name.families)
    taken.titles[job.title] += 1
    evidence = moments_evidence(code, digital.platforms, life.phone_moments)
    return Daily(**dict(basics), digital=digital, life=life, moment_evidence=evidence)


def _evenly(n: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """One quantile in each nth of [0, 1), in random order: what few people have comes about as often as it should."""
    return (rng.permutation(n) + rng.random(n)) / n


def _evenly_by(order: npt.NDArray[np.float64], rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Uniforms that are even over all, and over those who are near each other in that order."""
    even = np.empty(len(order))
    even[np.argsort(order)] = (rng.random() + np.arange(len(order)) * _GOLDEN) % 1.0
    return even


def _draw_origin(
    rng: np.random.Generator,
    where: Resolved,
    basis: Basis,
    gender: Gender,
    people: npt.NDArray[np.float64],
    asked: Asked,
    said_of_all: str,
) -> tuple[str, str | None, str, str]:
    """The country and division that somebody's people are of, and the faith and mother tongue that they have from
    there, by their work and what was `said_of_all` the group."""
    code, place, job, nation = where.country_code, basis.place, basis.job, asked.nation
    # The farmers of a province do not live in the streets of the town that it is named for.
    parts = (place.province,) if is_farm(job.isco08) and place.city == place.region else where.parts(place)
    origin = place.region
    if students.in_lodgings(basis.home, basis.age, job.status):  # students who came to town bring both along
        came = students.draw_origin(rng, code, place.city)
        if came:
            origin, parts = (None if came == students.ANYWHERE else came), ()
    elif basis.migrates and (came := draw_migrants_region(rng, code, place.city, place.province, place.region)):
        origin, parts = came, ()
    within = parts if where.has_villages_beside(place) or place.region not in where.divisions else ()
    of_state = is_of_state(job.workplace) and not job.isco08.startswith(tongues.HIRED_ABROAD)
    marks = (tongues.MIGRANT,) * basis.migrates + (tongues.STATE_POST,) * of_state
    marks += (tongues.MIGRANT_WOMAN,) * (basis.migrates and gender == "Female")
    studies = (job.title.partition(" ")[2], f"{job.category} in {place.city}")  # without the year of it
    named = job.title if people_of(job.title, code) else of_people(job.title, asked.people)
    who = (said_of_all.casefold(),) * (not asked.is_named)  # "dog owners" do any work
    work = (named, *studies * job.category.endswith("student"), job.category, *marks, *who, job.isco08)
    faith, tongue = people[:2].tolist()
    if basis.of_citizens:
        return code, origin, CITIZENS_FAITH, CITIZENS_TONGUE
    if nation is None:
        alone = basis.home.marital_status in _ALONE and basis.age >= _MARRIED_BY
        unwed = basis.home.marital_status == "single" and bool(basis.home.children)
        religion = tongues.draw_religion(
            rng, code, origin, *within, only=job.faiths, work=work, age=basis.age, at=faith, alone=alone, unwed=unwed
        )
        left = basis.education in LEFT_EARLY and basis.age >= _SCHOOLED_BY
        over = standing_in_schooling(code, gender, basis.age, basis.education, basis.urban)
        schooled = tongues.Schooled(gender, left, over)
        language = tongues.draw_language(
            rng,
            code,
            origin,
            *parts,
            religion=religion,
            age=basis.age,
            work=work,
            at=tongue,
            schooled=schooled,
            unwed=unwed,
        )
        return code, origin, religion, language
    # The tongues of those who came here from there, as far as known, and the faiths that go with them there.
    from_there = frozenset[str]() if nation.region else tongues.tongues_from(code, nation.code)
    spoken = (tongues.draw_language(rng, code, origin, *parts, work=work) for _ in range(_TRIED * bool(from_there)))
    known = next((each for each in spoken if each in from_there), None)
    at_work = tongues.NO_WORK if nation.region else tongues.ABROAD
    for _ in range(_TRIED):
        religion = tongues.draw_religion(rng, nation.code, nation.region, only=job.faiths, age=basis.age)
        language = tongues.draw_language(
            rng, nation.code, nation.region, religion=religion, age=basis.age, work=at_work
        )
        if known in (None, language):
            break
    return nation.code, nation.region, religion, known or language
