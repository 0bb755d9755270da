"""`python -m benchmarks.markets`: how much answers differ between markets, beside two seeds of one market.

The same group in Manila, Jakarta and Ho Chi Minh City, each with two seeds, planned and told as noted, answers the ten
questions of markets.yaml; no language model is needed. What differs is the total variation (0..1) between the answers
of two such groups, those without a basis counted as an answer of their own.
"""

import argparse
from collections import Counter
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from boses_engine.domain.group import Group
from boses_engine.domain.study import Answer
from boses_engine.engine import Engine
from boses_engine.language.double import DoubleModel
from boses_engine.output.plan_report import total_variation
from boses_engine.pipeline.events import RunFinished
from boses_engine.pipeline.run import generate
from boses_engine.store import Store
from boses_engine.studies.ask import plan_answers
from boses_engine.studies.file import load_study
from boses_engine.studies.respondent import Respondent

PLACES = {"PH": "Manila, Philippines", "ID": "Jakarta, Indonesia", "VN": "Ho Chi Minh City, Vietnam"}
SEEDS = (1, 2)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.markets", description=__doc__)
    parser.add_argument("--people", type=int, default=30)
    people = parser.parse_args().people
    design = load_study(Path(__file__).with_name("markets.yaml"))
    answers: dict[tuple[str, int], list[Answer]] = {}
    for market, place in PLACES.items():
        for seed in SEEDS:
            group = Group(
                name=f"{place} {seed}",
                age_min=20,
                age_max=39,
                gender="All",
                location=place,
                income_level="Middle",
                occupation="any",
                persona_count=people,
            )
            with TemporaryDirectory() as folder, Store(Path(folder) / "boses.duckdb") as store:
                *_, made = generate(Engine().plan(group, seed=seed), DoubleModel(), store)
            assert isinstance(made, RunFinished)
            asked = (plan_answers(design, Respondent(person)) for person in made.personas)
            answers[market, seed] = [each.answer for some in asked for each in some]
    print("| question | between markets | between seeds of one | no basis |\n|---|---|---|---|")
    for question in (question.id for question in design.questions):
        shares = {key: _shares(some, question) for key, some in answers.items()}
        apart = [
            total_variation(shares[one, first], shares[other, second])
            for one, other in combinations(PLACES, 2)
            for first in SEEDS
            for second in SEEDS
        ]
        within = [total_variation(shares[market, SEEDS[0]], shares[market, SEEDS[1]]) for market in PLACES]
        none = np.mean([one.no_basis for some in answers.values() for one in some if one.question == question])
        print(f"| {question} | {np.mean(apart):.2f} | {np.mean(within):.2f} | {none:.0%} |")
    every = [one for some in answers.values() for one in some]
    print(f"{len(every)} answers, {sum(one.no_basis for one in every) / len(every):.1%} without a basis")


def _shares(answers: list[Answer], question: str) -> dict[str, float]:
    own = Counter(str(one.value) for one in answers if one.question == question)
    return {value: count / own.total() for value, count in own.items()}


if __name__ == "__main__":
    main()
