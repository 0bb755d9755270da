"""What a form says of a wrong field: nothing that belongs into a file."""

import pytest

from boses_engine.errors import BosesError, GroupError
from boses_engine.groups.fields import check_fields
from boses_engine.pipeline.plan import check_place
from boses_engine.server.pages.form_words import OF_GROUPS, OF_STUDIES, in_form

GROUP = {"name": "x", "age_min": 18, "age_max": 24, "gender": "Female", "location": "Jakarta, Indonesia"}
GROUP |= {"income_level": "Middle", "occupation": "Nurse", "persona_count": 5}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("age_min", 30, "Must not be below the youngest (30), but is 24; swap the two."),
        ("age_min", "abc", "Must be a whole number from 13 to 100, not 'abc'."),
        ("persona_count", 0, "Must be a whole number from 1 to 10,000, not 0."),
        ("location", "Nowhereville", 'No country "Nowhereville"; write "City, Country".'),
        ("location", "Bali", 'Names no country: write "Bali, Indonesia" or "Bali, India" or "Bali, Cameroon".'),
    ],
)
def test_a_form_speaks_of_fields(field: str, value: object, told: str) -> None:
    """Catches `age_min`, `write e.g. age_max: 30` and the like in front of a person without a file."""
    with pytest.raises(BosesError) as found:
        check_place(check_fields({**GROUP, field: value}, source="group"))
    error = found.value
    text = error.fields[0][1] if isinstance(error, GroupError) and error.fields else str(error)
    assert in_form(text, OF_GROUPS) == told


def test_what_is_missing_is_asked_for() -> None:
    """Catches "is missing; write e.g. name: …", which tells nobody at a form what to do."""
    assert in_form("is missing; write e.g. name: Jakarta Gen Z Shoppers", OF_GROUPS) == "Please fill this in."
    reference = "reference is missing; give what such a thing usually costs"
    assert in_form(reference, OF_STUDIES) == "The usual price is missing; give what such a thing usually costs."
