"""How different the texts of a group are from each other, with the model's words and with the bare facts.

- distinct-n: different word n-grams over all word n-grams of a set of texts (Li, Galley, Brockett, Gao and Dolan, "A
  Diversity-Promoting Objective Function for Neural Conversation Models", 2016). It falls as texts get more numerous,
  so it compares sets of about one size.
- nearest-neighbour similarity: of each person's words the cosine to the most similar other person, averaged. Words
  are weighted by their count times ln((1 + N) / (1 + d)) + 1, d of N people using the word.
- near-duplicate pairs: two people's texts in one field that are nearly the same, see `likeness`.

Words are as `likeness.plain` gives them, the words of a person's own name as one mark.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np

from boses_engine.domain.persona import Persona
from boses_engine.domain.report import Diversity, DiversityReport
from boses_engine.pipeline.likeness import NEAR_DUPLICATE, jaccard, plain, shingles, telling

MOST = 1000  # people: what is told of more would take minutes, and distinct-n would fall with their number
_BLOCK = 512  # people compared with all others at a time

Fields = Mapping[str, list[str]]  # field → words of one person's text


def diversity_report(people: Sequence[Persona]) -> DiversityReport:
    """The figures of a group's prose and of the notes it was told from, rounded; of many, of some evenly among them."""
    some = [people[at * len(people) // MOST] for at in range(MOST)] if len(people) > MOST else people
    return DiversityReport(
        people=len(some),
        with_the_models_words=_rounded(diversity([_words(person, prose_of(person)) for person in some])),
        bare_facts=_rounded(diversity([_words(person, facts_of(person)) for person in some])),
    )


def diversity(people: Sequence[Fields]) -> Diversity:
    """The figures of texts, each as its words, by field; all are 0 for nobody, and nobody is near one person alone."""
    texts = [text for person in people for text in person.values()]
    return Diversity(
        distinct_1=distinct(texts, 1),
        distinct_2=distinct(texts, 2),
        nearest_neighbour_similarity=nearest_similarity(
            [[word for text in person.values() for word in text] for person in people]
        ),
        near_duplicate_pairs=sum(_duplicate_pairs(people_texts) for people_texts in _by_field(people).values()),
    )


def distinct(texts: Iterable[Sequence[str]], n: int) -> float:
    """Different n-grams over all n-grams, within texts; 0 where there are none."""
    grams = Counter(gram for text in texts for gram in _grams(text, n))
    return len(grams) / grams.total() if grams else 0.0


def nearest_similarity(people: Sequence[Sequence[str]]) -> float:
    """The mean, over people, of the cosine to the most similar other one; 0 for fewer than two people."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # half a second, once a run has ended

    if len(people) < 2 or not any(people):
        return 0.0
    unit = TfidfVectorizer(analyzer=list).fit_transform(people)
    best = []
    for first in range(0, len(people), _BLOCK):
        cosines = (unit[first : first + _BLOCK] @ unit.T).toarray()
        cosines[np.arange(len(cosines)), first + np.arange(len(cosines))] = -1.0  # not with oneself
        best.append(cosines.max(axis=1))
    return float(np.concatenate(best).mean())


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


def _grams(words: Sequence[str], n: int) -> Iterable[tuple[str, ...]]:
    return (tuple(words[start : start + n]) for start in range(len(words) - n + 1))


def _by_field(people: Sequence[Fields]) -> dict[str, list[list[str]]]:
    fields: dict[str, list[list[str]]] = {}
    for person in people:
        for field, text in person.items():
            fields.setdefault(field, []).append(text)
    return fields


def _duplicate_pairs(texts: Sequence[list[str]]) -> int:
    """Pairs of near-duplicates among the texts of one field."""
    sets = [shingles(text) for text in texts]
    holders = Counter(gram for grams in sets for gram in grams)
    rare: dict[tuple[str, ...], list[int]] = {}
    for index, grams in enumerate(sets):
        for gram in telling(grams, holders.__getitem__):
            rare.setdefault(gram, []).append(index)
    candidates = {pair for indices in rare.values() for pair in combinations(indices, 2)}
    return sum(jaccard(texts[i], texts[j]) >= NEAR_DUPLICATE for i, j in candidates)


def _rounded(found: Diversity) -> Diversity:
    return Diversity.model_validate({name: round(figure, 4) for name, figure in found})
