"""What OpenAPI shows as examples: a group, a study, and a person as the engine wrote them."""

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
STUDY: dict[str, Any] = {
    "name": "Paying for music",
    "seed": 1,
    "repeats": 1,
    "people": {"groups": ["Jakarta Gen Z Shoppers"]},
    "questions": [
        {
            "id": "plan",
            "kind": "likert",
            "text": "Would you buy it?",
            "scale": "purchase intent",
            "points": 5,
            "stimulus": {"text": "A music plan without adverts.", "price": 25000, "currency": "IDR", "per": "month"},
        },
        {"id": "why", "kind": "open", "text": "What do you look at first when you choose a shop online?"},
    ],
}
ANSWER: dict[str, Any] = {
    "persona": "p-0fb5fffc6356",
    "question": "plan",
    "kind": "likert",
    "repeat": 1,
    "value": 2,
    "text": "I probably would not buy it. Rp 25.000 is about 2 % of what I have in a month.",
    "distribution": {"1": 0.21, "2": 0.47, "3": 0.24, "4": 0.08, "5": 0.0},
    "grounds": ["money:personal_monthly", "price_consciousness:68"],
    "no_basis": False,
    "seed": 4611686018427387904,
    "worded_by_code": True,
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
