"""The year of a course or the grade of a school that a text names: "3rd year nursing student", "siswa kelas 11"."""

import re
from dataclasses import dataclass
from functools import cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import BETWEEN, Words, listed, runs_of, words_of

_AGE_OF_FIRST_YEAR, _AGE_OF_FIRST_GRADE = 18, 6
_LINK = re.compile(r"\s+(?:im|in|of|de|del|di|do|du|en|no|na|au|at|their|his|her)$", re.IGNORECASE)
_LONGEST = 4  # words for a year


@dataclass(frozen=True, slots=True)
class StudyYear:
    """A year of study: what it is called before a title, of which kind of students, its number and whether it is the
    last, however many there are."""

    said: str
    category: str
    number: int
    last: bool

    def ages(self, behind: tuple[int, int]) -> range:
        """The ages of those who are in it, in years, where students are `behind` from and to so many years."""
        if self.category == "high school student":
            return range(self.number + _AGE_OF_FIRST_GRADE - 1, self.number + _AGE_OF_FIRST_GRADE + 1)
        first = _AGE_OF_FIRST_YEAR + self.number - 1
        return range(first + behind[0], first + behind[1] + (3 if self.last else 1))


def without_year(text: str, country_code: str) -> tuple[str, StudyYear] | None:
    """The text without the year of study that it names, or with "student" for one that says as much ("college
    sophomore"), and that year; None where it names none."""
    known = _years(country_code)
    found = next((run for run in runs_of(text, _LONGEST) if run[1] in known), None)
    if not found:
        return None
    before, words, after = found
    year, is_student = known[words]
    if is_student:
        return f"{before}student{after}", year
    rest = f"{_LINK.sub('', before.rstrip(BETWEEN))} {after.strip(BETWEEN)}".strip()
    return (rest + ")" if rest.count("(") > rest.count(")") else rest), year


@cache
def _years(country_code: str) -> dict[Words, tuple[StudyYear, bool]]:
    """By the words for them, and whether these say that it is a student; a country's own rows before those of any."""
    found = dict[Words, tuple[StudyYear, bool]]()
    rows = sorted(table("work/study_years.csv"), key=lambda row: row["codes"] == "any")
    for row in rows:
        if {"any", country_code} & set(listed(row["codes"])):
            year = StudyYear(row["said"], row["category"], int(row["number"]), bool(row["last"]))
            for phrase in listed(row["words"]):
                found.setdefault(words_of(phrase), (year, bool(row["student"])))
    return found
