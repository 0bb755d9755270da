"""What a segment is before its people are drawn: who is meant, how rare they are, and what each is drawn from first."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from boses_engine.domain.group import Group
from boses_engine.domain.persona import PART_TIME, Gender, Household, Income
from boses_engine.domain.report import SegmentReport
from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.income.class_ends import tell_class
from boses_engine.grounding.income.classes import national_quantile, quantile_for_schooling
from boses_engine.grounding.names.customs import REFERENCE_YEAR
from boses_engine.grounding.people import demographics
from boses_engine.grounding.people.kin import BRINGS_UP_FROM
from boses_engine.grounding.people.norms import A_MINOR
from boses_engine.grounding.people.peoples import schooling_of
from boses_engine.grounding.people.students import (
    LODGING_FROM,
    LODGING_UNTIL,
    draw_lodging,
    draw_with_kin,
    students_over_people,
)
from boses_engine.grounding.people.tongues import faiths_at, share_of_people
from boses_engine.grounding.phrases.family import said_of_children
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.phrases.taken_like import Nearest
from boses_engine.grounding.places.countries import country, region_figures, religions
from boses_engine.grounding.places.gazetteer import coast_towns
from boses_engine.grounding.places.resolve import (
    Place,
    Resolved,
    draw_urban,
    has_villages,
    in_the_country,
    of_the_division,
    place_at,
    resolve,
)
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.ages import ages_at_work
from boses_engine.grounding.work.asked import Asked
from boses_engine.grounding.work.degrees import draw_degree
from boses_engine.grounding.work.fit import Standing, is_farm, is_in_fields
from boses_engine.grounding.work.in_town import lives_outside, moves_to_town
from boses_engine.grounding.work.occupations import draw_job, usual_ages, usual_from
from boses_engine.grounding.work.regions import taught_there, title_weight
from boses_engine.grounding.work.schooling import least_schooling, reads, schooling
from boses_engine.grounding.work.tables import Job, Row, Wish, tables
from boses_engine.grounding.work.women import Sexes, sexes_of
from boses_engine.pipeline.home import MISFIT, Known, alike, draw_home
from boses_engine.randomness import generator

RARE = 0.1  # a segment that fewer of its like belong to is said to be rare
_FITS = 0.3  # the share of its households in a class from which a title is not rarer there (estimate)
_JOBS = 6  # jobs tried for who may have any, until such households are in the class often enough
_OF_UNIVERSITIES = frozenset(("university student", "graduate student"))  # categories of who studies there
_STUDENT, _PAST_SCHOOL = "student", 19  # the category of any who study, and from which age these are at no high school
_FEW = 4  # titles, whose weights tell how much of the work a place has
_VILLAGES = frozenset(("village", "hillside", "backyard", "upland", "forest"))  # words of workplaces outside towns
_CAME = frozenset(("expat", "expatriate", "foreign", "foreigner", "migrant", "immigrant", "speaking"))
_FISHES, _FISHED = ("6222", "6223"), "retired fisher"  # ISCO-08 codes of who fishes, and who did
_YOUTH = (28, 30)  # years, until which a title keeps the words of youth that words.csv has under them
_TRIED = 48  # people whose households tell how common a segment is


@dataclass(frozen=True)
class Segment:
    """What is known of a segment before its people are drawn.

    `women` is the share that is drawn, and what it rests on; `in_class` the share, 0..1, of households like these that
    stands in the income class; `income_class` what that class is there; `notes` what a user should know.
    """

    women: Sexes
    in_class: float
    income_class: str
    notes: tuple[str, ...]

    @property
    def report(self) -> SegmentReport:
        """What a run's report says of it."""
        return SegmentReport(
            women=round(self.women.women, 3),
            women_basis=self.women.basis,
            women_source=self.women.source,
            in_class=round(self.in_class, 3),
            income_class=self.income_class,
            notes=self.notes,
        )


@dataclass(frozen=True)
class Basis:
    """What is drawn of a person first, and all else from: who, where, what they do, with whom, on what money."""

    age: int
    place: Place
    urban: bool
    job: Job
    education: str
    home: Household
    income: Income
    chance: float  # that a household like theirs is in the class
    part_time: bool = False
    migrates: bool = False  # whether their people are where they came from
    of_citizens: bool = False  # whether they are citizens of a country of migrants

    @property
    def title(self) -> str:
        """What they are called by what they do: part-timers say so, for their pay is for few hours; no word of youth
        stays with those who are past it, nor what a parent does for a child of an age that none of theirs has."""
        title, said = self.job.title, said_of_children(self.job.title)
        if " and " in title and not any(said.least <= child <= said.most for child in self.home.children):
            title = title if said == A_MINOR else title.partition(" and ")[0]
        for until in (each for each in _YOUTH if self.age > each):
            title = " ".join(word for word in title.split() if word not in tables().words[f"until {until}"])
        if self.job.beside:
            works = self.job.status == "working"
            return f"{title} and {self.job.beside.title}" if works else f"{self.job.beside.title} and {title}"
        told = self.part_time and PART_TIME not in title
        return f"{PART_TIME} {title}" if told else title


def draw_basis(
    group: Group,
    asked: Asked,
    where: Resolved,
    gender: Gender,
    axis: dict[str, float],
    rng: np.random.Generator,
    titles: Counter[str],
) -> Basis:
    """What all else of a person is drawn from; `axis` has the quantiles of age, income, place and marital state,
    `titles` what others do."""
    code, level = where.country_code, group.income_level
    least, over = _age_from(group, asked, gender, code), ages_at_work(asked, code, gender)
    age = demographics.draw_age(axis["age"], code, gender, least, group.age_max, over)
    place = place_at_work(axis["place"], asked, where, age)
    urban = _draw_urban(rng, asked, where, place)
    rank = national_quantile(axis["income"], place, level)
    # Of a small town that was asked for, some live in its streets and some around it.
    in_town = None if not urban and place.urban is None and place.region not in where.divisions else urban
    of_people, places = schooling_of(asked.people, code, gender, age), (place.city, place.region)
    paid_for = quantile_for_schooling(rank, place)
    schooling_rank = demographics.draw_education_rank(rng, paid_for, in_town, code, places, of_people, gender, age)
    if asked.schooled:
        schooling_rank = demographics.rank_among(code, gender, age, schooling_rank, *asked.schooled)
    schooled = demographics.attained(code, gender, age, schooling_rank)
    standing = Standing(schooled, rank, urban, place.region, place.city)
    lodges = draw_lodging(rng, code, age, "studying", place.city)  # whatever the income
    away = lodges, draw_with_kin(rng, code)
    if asked.lodging is not None:  # "students living in hostels", "students living with their parents"
        away = asked.lodging and LODGING_FROM <= age < LODGING_UNTIL, False
    tried: list[Basis] = []
    for _ in range(_JOBS if any(len(wish.rows) != 1 for wish in asked.wishes) else 1):
        tried.append(_at_work(group, asked, place, gender, age, axis, standing, away, rng, titles))
        # Of one kind of work, a title is the rarer in a class the rarer its households are there.
        if tried[-1].chance < min(MISFIT, alike(tried[-1].job)):
            titles = titles + Counter([tried[-1].job.title])  # else work of which nobody can be comes first again
        elif not asked.is_named or rng.random() < tried[-1].chance / _FITS:
            return tried[-1]
    return max(tried, key=lambda each: each.chance)


def _draw_urban(rng: np.random.Generator, asked: Asked, where: Resolved, place: Place) -> bool:
    """Whether somebody who does what was asked for lives in town: as often in all classes, which are of their place."""
    code = place.country_code
    urban = draw_urban(rng, where, place)
    in_villages = asked.in_villages or _in_villages(asked.wishes)
    if urban and in_villages:
        return not has_villages(place)
    if urban and has_villages(place) and not (_in_fields(asked.wishes) and place.region in where.divisions):
        outside = lives_outside(asked.wishes, code, place.region, place.city)  # their land is not in the streets
        there = 1 - region_figures(code)[place.region].urban if place.region in where.divisions else 0.0
        return not outside > there or bool(rng.random() * (1 - there) >= outside - there)
    if not urban and not in_villages and country(code).income_group != "high":  # offices stand in the streets
        moves = moves_to_town(asked.wishes, code, place.region, place.city)
        return moves > 0 and bool(rng.random() < moves)
    return urban


def place_at_work(share: float, asked: Asked, where: Resolved, age: int = 0) -> Place:
    """One of the places, by the people who may do what was asked for there: that which they reach at a share, 0..1."""
    if len(where.places) == 1:
        return where.places[0]
    said = asked.people or asked.faiths
    at_universities = _at_universities(asked.wishes, age)
    if not said and not all(wish.rows for wish in asked.wishes) and not at_universities:
        return place_at(share, where)
    return _at_their_work(asked.wishes, where, asked.people, asked.faiths, at_universities).at(share)


def _at_universities(wishes: tuple[Wish, ...], age: int) -> bool:
    """Whether all that was asked for are students of universities, at their age."""
    asked = {wish.category for wish in wishes if not wish.rows} | {row.job.category for w in wishes for row in w.rows}
    return bool(asked) and asked <= (_OF_UNIVERSITIES | {_STUDENT} if age >= _PAST_SCHOOL else _OF_UNIVERSITIES)


@lru_cache(maxsize=64)
def _at_their_work(
    wishes: tuple[Wish, ...],
    where: Resolved,
    people_asked: str = "",
    faiths_asked: tuple[str, ...] = (),
    at_universities: bool = False,
) -> Weighted[Place]:
    """The places, each as often as people live there, on farms those outside its town, of a people or of faiths those
    who are of them, and the work is there: coffee in the hills and boats at the coast, students where they study what
    was asked for, and pastors where Protestants are. Of many titles it counts only whether the place has any of them,
    but for those of factories, which stand in belts, and where each is of some divisions more than of others."""
    rows, code = [row for wish in wishes for row in wish.rows], where.country_code
    people = where.of_the_land if _in_fields(wishes) else where.people
    regions = {place.region for place in people}
    work = {place: sum(title_weight(row, code, place.region, place.city) for row in rows) for place in people}
    if not all(wish.rows for wish in wishes):
        work = dict.fromkeys(people, 1.0)
    elif len(rows) > _FEW and not _of_factories(rows) and any(regions.isdisjoint(row.regions) for row in rows):
        work = {place: float(weight > 0) for place, weight in work.items()}
    if at_universities:
        work = {place: weight * students_over_people(place.country_code, place.city) for place, weight in work.items()}
        if len(rows) == 1:
            taught = {place: taught_there(rows[0], code, place.region, place.city) for place in work}
            work = {place: weight * taught[place] for place, weight in work.items()}
    if people_asked:
        theirs = {
            place: share_of_people(people_asked, place.country_code, place.region, *where.parts(place))
            for place in people
        }
        people = {place: number * theirs[place] for place, number in people.items()} if any(theirs.values()) else people
    if faiths := faiths_asked or _of_few_faiths(wishes):
        of_them = {place: number * _share_of(faiths, place, where) for place, number in people.items()}
        people = of_them if any(of_them.values()) else people
    found = {place: number * work[place] for place, number in people.items()}
    return Weighted.of((found if sum(found.values()) > 0 else people).items())


def _of_few_faiths(wishes: tuple[Wish, ...]) -> tuple[str, ...]:
    """The faiths that what was asked for is open to; none where some of it is open to all."""
    rows = [row for wish in wishes for row in wish.rows]
    if not all(wish.rows for wish in wishes) or not all(row.job.faiths for row in rows):
        return ()
    return tuple(dict.fromkeys(faith for row in rows for faith in row.job.faiths))


def _share_of(faiths: tuple[str, ...], place: Place, where: Resolved) -> float:
    """How many of a place are of one of the faiths, 0..1."""
    here = faiths_at(place.country_code, place.region, *where.parts(place))
    return sum(share for faith, share in here if faith in faiths) / (sum(share for _, share in here) or 1.0)


def where_they_work(asked: Asked, where: Resolved) -> Resolved:
    """Where they live by what they do: who farms or fishes, or is asked for in villages, outside the town that the
    division is named like and the suburbs of its cities; who fishes in a town at the sea, in its own quarters."""
    if not asked.in_villages and _on_boats(asked) and where.only_town in coast_towns(where.country_code):
        return where
    return in_the_country(of_the_division(where)) if asked.in_villages or _on_farms(asked) else where


@lru_cache(maxsize=64)
def _in_villages(wishes: tuple[Wish, ...]) -> bool:
    """Whether all that was asked for is work of villages by the names of its workplaces: a village office, a kiln on a
    hillside."""
    places = [text for wish in wishes for row in wish.rows for _, text in row.workplaces]
    of_villages = (not _VILLAGES.isdisjoint(words_of(place)) for place in places)
    return bool(places) and all(wish.rows for wish in wishes) and all(of_villages)


def _are_all(wishes: tuple[Wish, ...], is_so: Callable[[Job], bool]) -> bool:
    """Whether all that was asked for are titles of which `is_so` holds."""
    return all(wish.rows and all(is_so(row.job) for row in wish.rows) for wish in wishes)


def _on_farms(asked: Asked) -> bool:
    """Whether all that was asked for is work on farms, or was."""
    return _are_all(asked.wishes, _is_of_the_land)


def _on_boats(asked: Asked) -> bool:
    """Whether all that was asked for is fishing, or was."""
    return _are_all(asked.wishes, lambda job: job.isco08.startswith(_FISHES) or job.title == _FISHED)


def _in_fields(wishes: tuple[Wish, ...]) -> bool:
    """Whether all of it is work in fields, or was, so that the places are drawn by who lives outside their towns."""
    return _are_all(wishes, _is_in_fields)


def _is_in_fields(job: Job) -> bool:
    """Whether the work is on the land, or was; boats are in ports too."""
    return is_in_fields(job.isco08) or (job.status == "retired" and job.title.endswith("farmer"))


def _is_of_the_land(job: Job) -> bool:
    """Whether who does the work lives where the fields and boats are; who has retired from it lives there still."""
    return is_farm(job.isco08) or _is_in_fields(job) or (job.status == "retired" and job.title.endswith("fisher"))


def _at_work(
    group: Group,
    asked: Asked,
    place: Place,
    gender: Gender,
    age: int,
    axis: dict[str, float],
    standing: Standing,
    away: tuple[bool, bool],
    rng: np.random.Generator,
    titles: Counter[str],
) -> Basis:
    """The same of somebody of known age and schooling, by the quantiles `axis`; `away` says whether they live
    in lodgings if they study, and if not whether with kin."""
    job = _draw_job(rng, asked, place, gender, age, standing, titles)
    education, over = _draw_education(rng, asked, place, gender, age, standing, job)
    who = Known(
        asked=asked,
        level=group.income_level,
        place=place,
        urban=standing.urban,
        gender=gender,
        age=age,
        job=job,
        education=education,
        over=over,
        lodges=away[0],
        with_kin=away[1],
        state=axis["state"],
        income=axis["income"],
        expat=not _CAME.isdisjoint(words_of(group.occupation)),
    )
    lived = draw_home(rng, who)
    education = draw_degree(rng, education, job, place.country_code, age, asked.schooled)
    job = replace(job, workplace=lived.money.workplace)
    income = lived.money.income(place, group.income_level)
    return Basis(
        *(age, place, standing.urban, job, education, lived.home, income, lived.chance),
        part_time=lived.money.part_time,
        migrates=lived.migrates,
        of_citizens=who.of_citizens,
    )


def _draw_job(
    rng: np.random.Generator,
    asked: Asked,
    place: Place,
    gender: Gender,
    age: int,
    standing: Standing,
    titles: Counter[str],
) -> Job:
    """What somebody does of what was asked for, with the work of few hours that they have beside."""
    code = place.country_code
    job = draw_job(rng, asked, code, gender, age, titles, standing)
    if job.match == "category" and job.faiths and not asked.faiths:  # work of one faith is as rare as the faith
        faithful = sum(share for name, share in religions(code, place.region) if name in job.faiths)
        if rng.random() > faithful:
            job = draw_job(rng, asked, code, gender, age, titles, standing)
    has_doctorate = asked.schooled is not None and asked.schooled[0] in demographics.BEYOND_MASTERS
    for _ in range(_JOBS if has_doctorate else 0):
        if job.status == "studying":  # nobody who has a doctorate studies for one
            job = draw_job(rng, asked, code, gender, age, titles, standing)
    if not asked.beside:
        return job
    work = draw_job(rng, replace(asked, wishes=asked.beside), code, gender, age, titles, standing)
    kept = job.status == "working" and work.title.endswith("owner")  # a shop beside an office
    beside = work.title if kept else f"{PART_TIME} {work.title.removeprefix(f'{PART_TIME} ')}"
    return replace(job, beside=replace(work, title=beside, like=work.known_as))


def _draw_education(
    rng: np.random.Generator, asked: Asked, place: Place, gender: Gender, age: int, standing: Standing, job: Job
) -> tuple[str, float]:
    """The schooling of somebody who has the job, and by how many levels it is over that of those who do the same."""
    code, urban = place.country_code, standing.urban
    # The work that the old have left was told by their schooling; theirs is that of people of their age.
    of_age = job.status == "retired" and job.match == "category" and all(not wish.rows for wish in asked.wishes)
    told = asked.is_named and not of_age
    usual = schooling(job, code, gender, age, urban, place.region, place.city) if told else None
    least = least_schooling(job, code, age) if job.status == "working" else job.education_min
    most = job.education_max
    if asked.schooled and job.status != "studying":
        least, most = map(demographics.as_counted, asked.schooled)
        usual = None if usual is None else demographics.only_between(usual, least, most)
    income = standing.income_quantile if job.employment == "own" else None
    education = demographics.draw_education(
        rng, code, gender, age, least, most, job.status, standing.education, usual, urban, income
    )
    over = 0.0 if usual is None else demographics.level_of(education) - float(usual @ np.arange(len(usual)))
    if education == demographics.NO_SCHOOLING and reads(job):
        education = demographics.EDUCATION_LEVELS[demographics.PRIMARY]
    return demographics.as_called(education, code, REFERENCE_YEAR - age), over


def describe_segment(group: Group, nearest: Nearest | None = None) -> Segment:
    """What a user should know of a segment, without drawing its people: from a few households like theirs.

    :raises LocationError: the group's location cannot be resolved.
    """
    place = resolve(group.location)
    asked = read_occupation(group.occupation, place.country_code, nearest)
    place = where_they_work(asked, place)
    return segment_of(group, asked, place, drawn_sexes(group, asked, place))


def segment_of(group: Group, asked: Asked, place: Resolved, sexes: Sexes) -> Segment:
    """The same, where occupation, place and share of women are known."""
    return _tried(group.model_copy(update={"name": "", "persona_count": _TRIED}), asked, place, sexes)


@lru_cache(maxsize=256)
def _tried(group: Group, asked: Asked, place: Resolved, sexes: Sexes) -> Segment:
    """A segment by a few households like theirs: the same whatever a group is called and however large it is."""
    rng = generator(0, group.model_dump_json(), "segment")
    genders = draw_genders(group, sexes, rng)
    chances = []
    for gender in genders:
        axis = {each: float(rng.random()) for each in ("age", "income", "place", "state")}
        chances.append(draw_basis(group, asked, place, gender, axis, rng, Counter()).chance)
    chance = sum(chances) / len(chances)
    told = tell_class(group.income_level, place, asked.wishes)
    return Segment(sexes, chance, told, tuple(_notes(group, asked, place, chance)))


def drawn_sexes(group: Group, asked: Asked, where: Resolved) -> Sexes:
    """The share of women to draw: as asked, or that of those who do the work."""
    if group.gender != "All":
        return Sexes(float(group.gender == "Female"), "asked", "the group file")
    code, ages = where.country_code, (group.age_min, group.age_max)
    rows = [row for wish in asked.wishes for row in wish.rows]
    if where.only_town or len(rows) < 2 or not _of_factories(rows):
        return sexes_of(asked, code, *ages, where.region, where.only_town)
    # Who sews lives where the garment factories are, who smelts elsewhere: the mean of the places that are drawn.
    at_work, people = _at_their_work(asked.wishes, where, asked.people), dict[tuple[str | None, str | None], float]()
    for place, weight in zip(at_work.options, at_work.weights, strict=True):
        part = place.region, place.city if where.region else None
        people[part] = people.get(part, 0.0) + weight
    found = {part: sexes_of(asked, code, *ages, *part) for part in people}
    women = sum(weight * found[part].women for part, weight in people.items()) / sum(people.values())
    return replace(found[max(people, key=lambda part: people[part])], women=women)


def _of_factories(rows: Sequence[Row]) -> bool:
    """Whether all of them are work in factories."""
    return {row.job.category.casefold() for row in rows} == {"factory worker"}


def draw_genders(group: Group, sexes: Sexes, rng: np.random.Generator) -> list[Gender]:
    """As many women as their share says, a part of a person by chance, in random order."""
    women = int(sexes.women * group.persona_count + rng.random())
    each: list[Gender] = ["Female" if at < women else "Male" for at in range(group.persona_count)]
    return [each[at] for at in rng.permutation(group.persona_count)]


def _age_from(group: Group, asked: Asked, gender: Gender, code: str) -> int:
    """The least age of the group that its occupation usually has, or its least age where it has none."""
    usual = usual_from(asked, code, gender)
    rows = [row for wish in asked.wishes for row in wish.rows]
    if usual > group.age_max and rows and all(row.job.implies == "grandchildren" for row in rows):
        usual = BRINGS_UP_FROM
    return usual if group.age_min < usual <= group.age_max else group.age_min


def _notes(group: Group, asked: Asked, where: Resolved, chance: float) -> list[str]:
    """What a user should know before generating the people."""
    notes = [*asked.notes, *where.notes]
    least, most = usual_ages(asked)
    if group.age_max < least or group.age_min > most:
        notes.append(
            f"{group.occupation!r} is unusual at {group.age_min}-{group.age_max}: its usual ages are {least}-{most}; "
            "the nearest occupations are taken."
        )
    if group.gender != "All" and asked.is_named:
        share = drawn_sexes(group.model_copy(update={"gender": "All"}), asked, where).women
        share = share if group.gender == "Female" else 1 - share
        if share < RARE:
            notes.append(
                f"{group.gender} {group.occupation!r} hardly exist there: about {max(round(1000 * share), 1)} in 1,000."
            )
    if chance < RARE:
        notes.append(
            f"{group.occupation!r} in {group.location} with a {group.income_level} household income hardly exist: "
            f"{_in_thousand(chance)} households like these are in that class."
        )
    return notes


def _in_thousand(chance: float) -> str:
    return f"about {round(1000 * chance)} in 1,000" if chance >= 0.0005 else "fewer than 1 in 1,000"
