"""The persona library as it is searched: who may be reused now, the vectors, and whom a run reused."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from boses_engine.domain.library import Facts, Matches, Reuse, Track
from boses_engine.domain.persona import ATTITUDES, SCHEMA_VERSION, STYLES, TRAITS, Persona
from boses_engine.domain.report import Effort
from boses_engine.store.database import Database, as_json
from boses_engine.store.lookup import is_part
from boses_engine.store.people import check_free
from boses_engine.store.records import read_persona
from boses_engine.store.runs import group_of_run

# A person who took part in so many of the latest runs of their country sits the next one out.
RECENT_RUNS, MOST_OF_RECENT = 5, 3
_SCORES = ", ".join((*TRAITS, *ATTITUDES))
_BATCH = 20_000  # vectors read at a time: 30 MB of 384 numbers
_REUSABLE = f"""
    SELECT number, content_key, age, {_SCORES}, studies, good / nullif(measures, 0) AS outcome,
           hash(country_code, income_level, category) AS facts, hash(coalesce(region, ''), city) AS place,
           hash(project) AS project, gender = 'Female' AS female, list_position($styles, decision_style) - 1 AS style,
           date_diff('day', DATE '1970-01-01', made_at_utc::DATE) AS made_day
    FROM members
    WHERE schema_version = {SCHEMA_VERSION} AND NOT retired AND number NOT IN (
        SELECT number FROM participations
        WHERE ordinal IN (
            SELECT ordinal FROM studies WHERE kind = 'run'
            QUALIFY row_number() OVER (PARTITION BY country_code ORDER BY ordinal DESC) <= {RECENT_RUNS}
        )
        GROUP BY number HAVING count(*) >= {MOST_OF_RECENT}
    )
    ORDER BY number
"""
_KEYS = """
    SELECT hash($country, $income, $category), hash($project),
           list_transform($places, lambda spot: hash(spot[1], spot[2]))
"""


# People


def reusable(db: Database) -> dict[str, npt.NDArray[Any]]:
    """Columns of those who may be reused at all, by number; texts are hashes or places in a list.

    That leaves out the retired, records of another schema, and who took part in three of their country's latest
    five runs.
    """
    with db.reading():
        columns: dict[str, Any] = db.execute(_REUSABLE, {"styles": list(STYLES)}).fetchnumpy()
    return columns | {"outcome": np.ma.filled(columns["outcome"].astype(float), np.nan)}  # NULLs come masked


def keys(db: Database, facts: Facts, project: str) -> tuple[int, int, list[int]]:
    """What `reusable` has for the country, income and occupation, for a project, and for each of the places."""
    values = {
        "country": facts.country_code,
        "income": facts.income_level,
        "category": facts.category,
        "project": project,
        "places": [[region or "", city] for region, city in sorted(facts.places, key=str)],
    }
    with db.reading():
        ((same, within, places),) = db.execute(_KEYS, values).fetchall()
    return same, within, places


def members(
    db: Database, project: str | None = None, first: int = 0, most: int | None = None
) -> list[tuple[Persona, Track, bool]]:
    """People with their track record and whether they are retired, the best-tested first.

    All of them, or those of a project; up to `most` from place `first`, 0 being the first.
    """
    rows = db.rows(
        """SELECT p.record, m.studies, m.good / nullif(m.measures, 0) AS outcome, m.retired
           FROM members m JOIN personas p ON p.id = m.persona_id WHERE coalesce(m.project = ?, true)
           ORDER BY m.retired, m.studies DESC, outcome DESC NULLS LAST, m.persona_id LIMIT ? OFFSET ?""",
        [project, most, first],
    )
    return [(read_persona(db, record), Track(studies, outcome), gone) for record, studies, outcome, gone in rows]


def find_members(
    db: Database, project: str | None, words: str, first: int, most: int
) -> tuple[list[tuple[Persona, Track, bool]], int]:
    """The people whose names hold all these words by their beginnings, as `members` gives them, and how many there
    are; without words everybody."""
    if not words.strip():
        return members(db, project, first, most), count_members(db, project)
    names = db.rows(
        """SELECT persona_id, name FROM members WHERE coalesce(project = ?, true)
           ORDER BY retired, studies DESC, good / nullif(measures, 0) DESC NULLS LAST, persona_id""",
        [project],
    )
    fitting = [key for key, name in names if is_part(words, name)]
    found = {}
    for record, studies, outcome, gone in db.rows(
        """SELECT p.record, m.studies, m.good / nullif(m.measures, 0), m.retired FROM members m
           JOIN personas p ON p.id = m.persona_id WHERE m.persona_id IN (SELECT unnest(?::VARCHAR[]))""",
        [fitting[first : first + most]],
    ):
        person = read_persona(db, record)
        found[person.id] = (person, Track(studies, outcome), gone)
    return [found[key] for key in fitting[first : first + most] if key in found], len(fitting)


def homes_of(db: Database, persona_ids: Sequence[str], project: str | None = None) -> dict[str, tuple[str, str]]:
    """The id of the project and of a group where each person can be met, the latest; of one project if named."""
    rows = db.rows(
        """SELECT m.persona_id, arg_max(p.id, g.created_at_utc), arg_max(g.id, g.created_at_utc) FROM memberships m
           JOIN groups g ON g.id = m.group_id JOIN projects p ON p.name = g.project
           WHERE m.persona_id IN (SELECT unnest(?::VARCHAR[])) AND coalesce(g.project = ?, true)
           GROUP BY m.persona_id""",
        [list(persona_ids), project],
    )
    return {str(key): (str(of), str(group)) for key, of, group in rows}


def count_members(db: Database, project: str | None = None) -> int:
    """How many there are, in all or of a project."""
    ((count,),) = db.rows("SELECT count(*) FROM members WHERE coalesce(project = ?, true)", [project])
    return int(count)


# Vectors


def without_vector(db: Database, encoder: str) -> list[tuple[int, str]]:
    """Number and identity text of the members that this encoder has not read."""
    return [
        (number, text)
        for number, text in db.rows(
            """SELECT number, identity FROM members m
               WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.number = m.number AND v.encoder = ?)
               ORDER BY number""",
            [encoder],
        )
    ]


def save_vectors(db: Database, encoder: str, numbers: Sequence[int], vectors: npt.NDArray[np.float32]) -> None:
    """Keeps vectors of shape (numbers, dimension)."""
    rows = [(number, encoder, vector.astype("<f4").tobytes()) for number, vector in zip(numbers, vectors, strict=True)]
    with db.transaction():
        db.execute_many("INSERT INTO vectors VALUES (?, ?, ?)", rows)


def content(db: Database, encoder: str, most: int | None = None) -> tuple[int, int, str]:
    """How many of the members have a vector of that encoder, their highest number, and a hash of who they are.

    With `most`, of those with a number up to it.
    """
    ((count, last, found),) = db.rows(
        """SELECT count(*), coalesce(max(m.number), 0), coalesce(bit_xor(hash(m.number, m.persona_id,
           m.content_sha256)), 0) FROM members m JOIN vectors v USING (number)
           WHERE v.encoder = ? AND m.number <= coalesce(?, m.number)""",
        [encoder, most],
    )
    return count, last, f"{found:016x}"


def vectors(db: Database, encoder: str, after: int = 0) -> Iterator[tuple[list[int], npt.NDArray[np.float32]]]:
    """All vectors of an encoder in batches, by number, from the first number above `after`."""
    while rows := db.rows(
        """SELECT number, vector FROM vectors WHERE encoder = ? AND number > ? ORDER BY number LIMIT ?""",
        [encoder, after, _BATCH],
    ):
        numbers = [number for number, _ in rows]
        after = numbers[-1]
        flat = np.frombuffer(b"".join(vector for _, vector in rows), dtype="<f4")
        yield numbers, flat.reshape(len(rows), -1).astype(np.float32, copy=False)


def identified(db: Database, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Ids and names of members by their numbers."""
    rows = db.rows(
        "SELECT number, persona_id, name FROM members WHERE number IN (SELECT unnest(?::BIGINT[]))", [list(numbers)]
    )
    return {number: (key, name) for number, key, name in rows}


# Runs


def matches(db: Database, run_id: str) -> Matches | None:
    """What the run decided, None before it did."""
    for state, eligible, encoder in db.rows("SELECT state, eligible, encoder FROM matches WHERE run_id = ?", [run_id]):
        rows = db.rows(
            "SELECT slot, persona_id, study, similarity, distance FROM reuses WHERE run_id = ? ORDER BY slot",
            [run_id],
        )
        return Matches(state, eligible, encoder, tuple(Reuse(*row) for row in rows))
    return None


def save_matches(db: Database, run_id: str, matches: Matches, efforts: Mapping[int, Effort]) -> None:
    """Keeps a run's decision whole, and fills the slots of those who are reused; `efforts` is by slot."""
    with db.transaction():
        group = group_of_run(db, run_id)
        db.execute(
            "INSERT INTO matches VALUES (?, ?, ?, ?)", [run_id, matches.state, matches.eligible, matches.encoder]
        )
        for reuse in matches.reuses:
            check_free(db, run_id, reuse.slot)
            values = [run_id, reuse.slot, reuse.persona_id, reuse.study, reuse.similarity, reuse.distance]
            db.execute("INSERT INTO reuses VALUES (?, ?, ?, ?, ?, ?)", values)
            db.execute(
                "INSERT INTO memberships VALUES (?, ?, ?, ?, ?)",
                [run_id, reuse.slot, group, reuse.persona_id, as_json(efforts[reuse.slot].as_dict())],
            )
