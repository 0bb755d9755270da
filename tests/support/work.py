"""Jobs and places by name, as tests of pay ask for them."""

from boses_engine.grounding.occupation_tables import Job, tables
from boses_engine.grounding.places import Place, resolve


def job(title: str) -> Job:
    """The job of a title of the tables."""
    (found,) = [row.job for rows in tables().rows.values() for row in rows if row.job.title == title]
    return found


def place(location: str) -> Place:
    """The largest place of a location."""
    return max(resolve(location).places, key=lambda each: each.population)
