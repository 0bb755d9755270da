"""Whom a study asks."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from boses_engine.domain.persona import Persona
from boses_engine.domain.study import Answer, Filter, People
from boses_engine.errors import InputError, StudyError

_AT_ONCE = 5_000  # ids: the store may be a server's, which takes bodies of 256 KiB


class PeopleStore(Protocol):
    """What is needed of the store."""

    def personas(self, group: str | None = None) -> list[Persona]: ...
    def group(self, key: str) -> Any: ...  # a row with the `Group` as `group`
    def people_by_id(self, keys: Sequence[str]) -> list[Persona]: ...
    def project_personas(self, project: str) -> list[Persona]: ...
    def project_persona(self, project: str, key: str) -> Persona: ...
    def project_group(self, project: str, key: str) -> str: ...


def choose_people(asked: People, store: PeopleStore, project: str) -> list[Persona]:
    """The people, each once and all of the project: those of the groups in their order, single ones, then those of the
    filter.

    Group files are to be groups of the store by now, see `from_files`.

    :raises StudyError: nobody is named, or nobody fits; NotFoundError: no such group or person.
    """
    if asked.files:
        raise StudyError(f"the group of {asked.files[0]} is not made yet: give the study to `ask`, or name groups.")
    if not (asked.groups or asked.personas or asked.filter):
        raise StudyError("the study names nobody to ask: give people in its file, or a group with --group.")
    found: list[Persona] = []
    for group in asked.groups:
        found += store.personas(store.project_group(project, group))
    found += [store.project_persona(project, key) for key in asked.personas]
    if asked.filter is not None:
        found += [person for person in store.project_personas(project) if passes(person, asked.filter)]
    people = list({person.id: person for person in found}.values())
    if not people:
        raise StudyError("nobody in the store is whom the study asks: generate the group first, or widen the filter.")
    return people


def from_files(asked: People, make: Callable[[Path], str]) -> People:
    """The people with each group file as the group that it is, which `make` gives the id of."""
    made = [make(Path(name)) for name in asked.files]
    return asked.model_copy(update={"files": (), "groups": tuple(dict.fromkeys((*made, *asked.groups)))})


def passes(person: Persona, wanted: Filter) -> bool:
    """Whether a filter lets a person through."""
    return (
        wanted.market in (None, person.location.country_code)
        and wanted.sex in (None, person.gender)
        and (wanted.age_min is None or person.age >= wanted.age_min)
        and (wanted.age_max is None or person.age <= wanted.age_max)
        and wanted.income in (None, person.income.level)
    )


def answerers(
    asked: People, answers: Sequence[Answer], store: PeopleStore, project: str
) -> tuple[list[Persona], dict[str, str], list[Answer]]:
    """Those who answered and are still there, the group of the project that each was asked as one of, and their
    answers."""
    people, told = still_there(answers, store)
    return people, group_names(asked, people, store, project), told


def still_there(answers: Sequence[Answer], store: PeopleStore) -> tuple[list[Persona], list[Answer]]:
    """Those who answered and were not deleted since, in the order of their answers, and what they said."""
    keys = list(dict.fromkeys(answer.persona for answer in answers))
    parts = [keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE)]
    people = [person for part in parts for person in store.people_by_id(part)]
    there = {person.id for person in people}
    return people, [answer for answer in answers if answer.persona in there]


def group_names(asked: People, people: Sequence[Persona], store: PeopleStore, project: str) -> dict[str, str]:
    """The name of the group that each person is asked as one of, by id; "" for who was named alone or by the filter."""
    of: dict[str, str] = {}
    for key in reversed(asked.groups):
        with suppress(InputError):  # deleted since, or another has that name too
            group = store.project_group(project, key)
            of |= dict.fromkeys((person.id for person in store.personas(group)), store.group(group).group.name)
    return {person.id: of.get(person.id, "") for person in people}
