"""How different the texts of a group are from each other, with the model's words and with the bare facts.

- distinct-n: different word n-grams over all word n-grams of a set of texts (Li, Galley, Brockett, Gao and Dolan, "A
  Diversity-Promoting Objective Function for Neural Conversation Models", 2016). It falls as texts get more numerous,
  so it compares sets of about one size.
- nearest-neighbour similarity: of each person's words the cosine to the most similar other person, averaged. Words
  are weighted by their count times ln((1 + N) / (1 + d)) + 1, d of N people using the word. Of more than a thousand
  people the average is of a thousand, evenly among all; the most similar one is sought among all.
- near-duplicate pairs: two people's texts in one field that are nearly the same, see `near_pairs`.

All people have a part in each figure. They are read once, and kept as the numbers of their words, 4 bytes a word. Words
are as `likeness.plain` gives them, the words of a person's own name as one mark.
"""

from array import array
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from boses_engine.domain.persona import Persona
from boses_engine.domain.report import Diversity, DiversityReport
from boses_engine.pipeline.likeness import plain
from boses_engine.pipeline.near_pairs import Words, count_near_pairs

AVERAGED = 1000  # people whose nearest neighbour is sought
_BLOCK = 256  # of them compared with all others at a time

Fields = Mapping[str, list[str]]  # field → words of one person's text


class Texts:
    """People's texts as numbers of words, in their order."""

    def __init__(self, people: Iterable[Fields] = ()):
        self._numbers: dict[str, int] = {}  # of words, from 1 on
        self._words = array("I")
        self._ends = array("q", [0])  # of texts
        self._people = array("q", [0])  # how many texts there are after each person
        self._fields: dict[str, array[int]] = {}  # the texts of each field
        for person in people:
            self.add(person)

    def add(self, person: Fields) -> None:
        """Adds a person."""
        for field, text in person.items():
            self._fields.setdefault(field, array("q")).append(len(self._ends) - 1)
            self._words.extend(self._numbers.setdefault(word, len(self._numbers) + 1) for word in text)
            self._ends.append(len(self._words))
        self._people.append(len(self._ends) - 1)

    @property
    def diversity(self) -> Diversity:
        """Their figures; all are 0 for nobody, and nobody is near one person alone."""
        return Diversity(
            distinct_1=self.distinct(1),
            distinct_2=self.distinct(2),
            nearest_neighbour_similarity=self.nearest_similarity(),
            near_duplicate_pairs=sum(count_near_pairs(map(self._text, texts)) for texts in self._fields.values()),
        )

    def distinct(self, n: int) -> float:
        """Different n-grams over all n-grams, within texts; 0 where there are none."""
        words, base = np.array(self._words, np.uint32), np.uint64(len(self._numbers) + 1)
        grams = words[: max(len(words) - n + 1, 0)].astype(np.uint64)
        for later in range(1, n):
            grams *= base
            grams += words[later : len(words) - n + 1 + later]
        within = np.ones(len(words), np.bool_)
        ends = np.array(self._ends)[1:]
        for before in range(1, n):  # the last words of a text begin no n-gram of it
            within[ends[ends >= before] - before] = False
        grams = grams[within[: len(grams)]]
        grams.sort()
        return (1 + int((grams[1:] != grams[:-1]).sum())) / len(grams) if len(grams) else 0.0

    def nearest_similarity(self) -> float:
        """The mean, over people, of the cosine to the most similar other one; 0 for fewer than two people."""
        people = len(self._people) - 1
        if people < 2 or not self._words:
            return 0.0
        unit = self._weights()
        some = np.unique(np.arange(AVERAGED) * people // AVERAGED)
        best = []
        for first in range(0, len(some), _BLOCK):
            block = some[first : first + _BLOCK]
            cosines = (unit[block] @ unit.T).toarray()
            cosines[np.arange(len(block)), block] = -1.0  # not with oneself
            best.append(cosines.max(axis=1))
        return float(np.concatenate(best).mean())

    def _weights(self) -> Any:
        """The weights of each person's words, in rows of length 1 or 0."""
        from scipy.sparse import csr_array, diags_array

        ends = np.array(self._ends)[np.array(self._people)]
        counts = csr_array(
            (np.ones(len(self._words), np.float32), np.array(self._words, np.int32), ends),
            shape=(len(ends) - 1, len(self._numbers) + 1),
        )
        counts.sum_duplicates()
        of = np.bincount(counts.indices, minlength=counts.shape[1])
        weighted = counts @ diags_array(np.log((1 + len(ends) - 1) / (1 + of)) + 1)
        lengths = np.sqrt(weighted.power(2).sum(axis=1))
        return csr_array(diags_array(1 / np.where(lengths, lengths, 1)) @ weighted)

    def _text(self, at: int) -> Words:
        return np.array(self._words[self._ends[at] : self._ends[at + 1]], np.uint64)


def diversity_report(people: Iterable[Persona]) -> DiversityReport:
    """The figures of a group's prose and of the notes it was told from, rounded."""
    prose, facts, count = Texts(), Texts(), 0
    for person in people:
        prose.add(_words(person, prose_of(person)))
        facts.add(_words(person, facts_of(person)))
        count += 1
    return DiversityReport(
        people=count, with_the_models_words=_rounded(prose.diversity), bare_facts=_rounded(facts.diversity)
    )


def prose_of(person: Persona) -> dict[str, str]:
    """Every text of the model, by field; brand stories stand under their category, as a group shares brands."""
    texts = person.identity.model_dump()
    texts |= {"backstory": person.backstory, "day": person.digital_habits.day, "quote": person.quote}
    texts |= {f"signal {number}": text for number, text in enumerate(person.price_sensitivity.signals)}
    return texts | {f"brand {story.category}": story.story for story in person.brand_relationships}


def facts_of(person: Persona) -> dict[str, str]:
    """What the prose was told from, under the same fields; of brands the record keeps only name and attitude."""
    life = person.life
    texts = {
        "life_situation": f"{person.work.title} {person.work.workplace} {' '.join(person.household.members)}",
        "wants": life.wish,
        "fears": life.worry,
        "decides": f"{life.decision_habit} {life.decides}",
        "values": life.value,
        "spending": life.money_habit,
        "backstory": f"{life.grew_up} {life.turning_point} {life.road}",
        "day": " ".join(life.phone_moments),
        "quote": f"{life.interjection} {life.opinion}".strip(),
    }
    texts |= {f"signal {number}": text for number, text in enumerate(life.price_signals)}
    return texts | {f"brand {b.category}": f"{b.brand} {b.attitude}" for b in person.brand_relationships}


def _words(person: Persona, texts: Mapping[str, str]) -> Fields:
    return {field: plain(text, person.name).split() for field, text in texts.items()}


def _rounded(found: Diversity) -> Diversity:
    return Diversity.model_validate({name: round(figure, 4) for name, figure in found})
