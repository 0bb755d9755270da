"""Jobs and places by name, as tests of pay ask for them."""

from boses_engine.grounding.places.resolve import Place, resolve
from boses_engine.grounding.work.tables import Job, tables


def job(title: str) -> Job:
    """The job of a title of the tables."""
    (found,) = [row.job for rows in tables().rows.values() for row in rows if row.job.title == title]
    return found


def place(location: str) -> Place:
    """The largest place of a location."""
    return max(resolve(location).places, key=lambda each: each.population)
