"""Boses Engine: believable synthetic consumers from a market segment, on one machine, offline.

from boses_engine import Engine, Group

with Engine() as engine:
    people = engine.run(Group(name="Nurses", location="Cebu City, Philippines", occupation="Nurse", ...))
    people.to_pandas()
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from boses_engine.domain.group import Group
    from boses_engine.domain.persona import Persona
    from boses_engine.domain.study import StudyDesign as Study
    from boses_engine.engine import Engine
    from boses_engine.people import People

__version__ = "0.1.0"
__all__ = ["Engine", "Group", "People", "Persona", "Study", "__version__"]
_HOMES = {
    "Engine": ("engine", "Engine"),
    "Group": ("domain.group", "Group"),
    "People": ("people", "People"),
    "Persona": ("domain.persona", "Persona"),
    "Study": ("domain.study", "StudyDesign"),
}


def __getattr__(name: str) -> object:
    """What the package is used by, imported when it is asked for: `boses --help` waits for none of it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'boses_engine' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    found: object = getattr(import_module(f"boses_engine.{module}"), attribute)
    return found
