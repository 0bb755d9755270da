"""The year of a course or the grade of a school that a text names: "3rd year nursing student", "siswa kelas 11"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.phrases import TOKEN, Words, listed, word_of, words_of

_AGE_OF_FIRST_YEAR, _AGE_OF_FIRST_GRADE = 18, 6
_BETWEEN = " \t,()-–:"  # what stands between a student and the year


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


def without_year(text: str) -> Iterator[tuple[str, StudyYear]]:
    """The text without the year of study that it names, and with "student" for it ("college sophomore"), each with that
    year; nothing where it names none."""
    tokens = list(TOKEN.finditer(text))
    words = tuple(word_of(token.group()) for token in tokens)
    spans = ((at, at + size) for size in range(min(4, len(words)), 0, -1) for at in range(len(words) - size + 1))
    for start, end in spans:
        for year in _years().get(words[start:end], ()):
            before, after = text[: tokens[start].start()], text[tokens[end - 1].end() :]
            rest = f"{before.rstrip(_BETWEEN)} {after.strip(_BETWEEN)}".strip()
            yield (rest + ")" if rest.count("(") > rest.count(")") else rest), year
            yield f"{before}student{after}", year


@cache
def _years() -> dict[Words, tuple[StudyYear, ...]]:
    """By the words for them; a number may be that of a year and of a grade."""
    found = dict[Words, tuple[StudyYear, ...]]()
    for row in table("work/study_years.csv"):
        year = StudyYear(row["said"], row["category"], int(row["year"]), row["said"].startswith("final"))
        for phrase in listed(row["words"]):
            found[words_of(phrase)] = (*found.get(words_of(phrase), ()), year)
    return found
