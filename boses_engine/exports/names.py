"""Names that no two people of a file share, for tools that know people by them."""

from collections.abc import Iterable, Iterator

from boses_engine.domain.persona import Persona


def under_own_names(people: Iterable[Persona]) -> Iterator[tuple[str, Persona]]:
    """The people with a name each: their own, and the id after it where somebody before has that one."""
    taken = set[str]()
    for person in people:
        name = person.name if person.name not in taken else f"{person.name} ({person.id})"
        taken.add(name)
        yield name, person
