"""What OpenAPI shows as examples: a group, and a person as the engine wrote them."""

import json
from pathlib import Path
from typing import Any

JAKARTA: dict[str, Any] = {
    "name": "Jakarta Gen Z Shoppers",
    "age_min": 18,
    "age_max": 24,
    "gender": "Female",
    "location": "Jakarta, Indonesia",
    "income_level": "Middle",
    "occupation": "University student",
    "persona_count": 5,
}
PERSON: dict[str, Any] = json.loads(Path(__file__).with_name("person.json").read_text(encoding="utf-8"))
TOKEN: dict[str, Any] = {
    "id": "3ae901a2feb2",
    "name": "field team",
    "project": None,
    "created_at": "2026-11-26T08:00:00Z",
    "expires_at": "2027-02-24T08:00:00Z",
    "revoked_at": None,
}
