"""People in the columns of NVIDIA's Nemotron-Personas (USA, version 1), with our whole record beside them as `boses`.

Its 22 columns and the uuid; null where the engine knows nothing of the kind. Marital status has its words; schooling,
occupation and places keep ours, as its sets for other countries have words of their own. The dataset itself is
CC BY 4.0; nothing of it is used here but the names of its columns.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from boses_engine.domain.persona import Persona
from boses_engine.exports.records import duckdb_type
from boses_engine.store.tables import write_table

RECORD = "boses"  # our column
_TEXTS = (
    *("uuid", "professional_persona", "sports_persona", "arts_persona", "travel_persona", "culinary_persona"),
    *("persona", "cultural_background", "skills_and_expertise", "skills_and_expertise_list", "hobbies_and_interests"),
    *("hobbies_and_interests_list", "career_goals_and_ambitions", "sex"),
)
_FACTS = ("marital_status", "education_level", "bachelors_field", "occupation", "city", "state", "zipcode", "country")
NEMOTRON = (*_TEXTS, "age", *_FACTS)
_MARRIED = {"single": "never_married", "married": "married_present"}  # of one with a partner it has no word
_DEGREE = re.compile(r"bachelor's degree in (.+)")


def write_nemotron(people: Iterable[Persona], stream: BinaryIO) -> None:
    """The table as Parquet."""
    columns = {name: "BIGINT" if name == "age" else "VARCHAR" for name in NEMOTRON} | {RECORD: duckdb_type(Persona)}
    write_table((json.dumps(_row(person), ensure_ascii=False) for person in people), columns, stream)


def _row(person: Persona) -> dict[str, Any]:
    identity, married = person.identity, person.household.marital_status
    degree = _DEGREE.match(person.education)
    known = {
        "uuid": hashlib.sha256(person.id.encode()).hexdigest()[:32],
        "professional_persona": identity.life_situation,
        "persona": " ".join(text for text in identity.model_dump().values() if text),
        "cultural_background": person.backstory,
        "career_goals_and_ambitions": identity.wants,
        "sex": person.gender,
        "age": person.age,
        "marital_status": None if married == "living with a partner" else _MARRIED.get(married, married),
        "education_level": person.education,
        "bachelors_field": degree and degree[1],
        "occupation": person.work.title,
        "city": person.location.city,
        "state": person.location.region,
        "country": person.location.country,
    }
    return dict.fromkeys(NEMOTRON) | known | {RECORD: person.model_dump(mode="json")}
