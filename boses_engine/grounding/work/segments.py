"""What a broad word means that names a part of a category: clerks are office workers, but no customs brokers.

A line of segments.csv has the phrases of a category that mean a part of it, which ISCO-08 groups (all, where none
stand) and which titles beside them belong to that part, and which titles of the groups do not.
"""

from functools import cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.tables import Row, rows_under, tables


@cache
def rows_of_segment(segment: str) -> tuple[Row, ...]:
    """The rows of a part of a category."""
    (line,) = (each for each in table("work/segments.csv") if each["segment"] == segment)
    groups, more, less = (tuple(line[name].split("|")) for name in ("isco08", "titles", "without"))
    part = [row for row in rows_under(line["category"]) if row.job.isco08.startswith(groups)]
    beside = [row for rows in tables().rows.values() for row in rows if row.job.title in more and row not in part]
    return tuple(row for row in (*part, *beside) if row.job.title not in less)
