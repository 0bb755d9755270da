"""`python -m benchmarks.library curves|index`: what the persona library's defaults and its index rest on.

`curves` needs the embedding model: the same group under other seeds against 10, 50 and 500 people who fit it. Their
identity texts are those of the language model's double, the notes as they stand; `--texts` tells how alike the texts of
people are whom a real model wrote. `index` needs no model: people in a store, clustered as people of groups are, whom
filtered matches are timed against.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from boses_engine.domain.group import Group
from boses_engine.domain.library import Candidate, Facts, Near, identity_text, scores, text_of
from boses_engine.domain.persona import ATTITUDES, SCHEMA_VERSION, STYLES, TRAITS, Persona, Slot
from boses_engine.language.double import DoubleModel
from boses_engine.library.encoder import Vectors, unit
from boses_engine.library.library import Library
from boses_engine.library.match import People
from boses_engine.output.quality import read_personas
from boses_engine.pipeline.plan import make_plan
from boses_engine.pipeline.questions import OpenQuestions, draft_all
from boses_engine.pipeline.writer import Writer
from boses_engine.store import Store

SIZES, SEEDS, ASKED = (10, 50, 500), range(101, 121), 10
TOLERANCES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.5, 2.0)
FLOORS = (0.0, 0.5, 0.6, 0.65, 0.7)
GROUP = Group(
    name="Jakarta Gen Z Shoppers",
    age_min=18,
    age_max=24,
    gender="Female",
    location="Jakarta, Indonesia",
    income_level="Middle",
    occupation="University student",
    persona_count=ASKED,
)
MATCHES, GROUPS = 20, 50  # filtered matches of each of so many groups
DIMENSION, CLUSTERS, SPREAD, NOISE = 384, 3000, 0.045, 4096
WHERE = {
    "ID": [("Jakarta", "Jakarta"), ("West Java", "Bandung"), ("East Java", "Surabaya"), ("Bali", "Denpasar")],
    "PH": [("National Capital Region", "Manila"), ("Central Visayas", "Cebu City"), ("Davao", "Davao")],
    "VN": [("Hanoi", "Hanoi"), ("Ho Chi Minh", "Ho Chi Minh City"), ("Da Nang", "Da Nang")],
}
JOBS = ("University student", "Office worker", "Teacher", "Nurse", "Driver", "Farmer", "Shop owner", "Engineer")
INCOMES, GENDERS = ("Low", "Middle", "High"), ("Female", "Male")


def main() -> None:
    """Measures and prints; `--json` writes the figures too."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.library", description=__doc__)
    parser.add_argument("what", choices=("curves", "index"))
    parser.add_argument("--embedding", metavar="NAME|DIR", help="curves: another embedding model")
    parser.add_argument("--texts", type=Path, metavar="personas.jsonl", help="curves: of people of a real run, first")
    parser.add_argument("--people", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="index: how many")
    parser.add_argument("--folder", type=Path, help="index: where to put the stores; default: a temporary folder")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    if asked.what == "curves":
        encode = _encoder(asked.embedding)
        if asked.texts:
            alike(list(read_personas(asked.texts)), encode)
        found: Any = curves(encode)
    else:
        with TemporaryDirectory(dir=asked.folder) as folder:
            found = [timed_index(people, Path(folder)) for people in asked.people]
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


# Curves


def alike(people: Sequence[Persona], encode: Callable[[Sequence[str]], Vectors]) -> None:
    """Prints how alike two people's identity texts are: quantiles over all pairs, and over those of one style."""
    vectors = encode([text_of(person) for person in people])
    pairs = np.triu_indices(len(people), 1)
    cosines = (vectors @ vectors.T)[pairs]
    styles = np.array([person.psychographics.decision_style for person in people])
    same = styles[pairs[0]] == styles[pairs[1]]
    for name, chosen in (("all", cosines), ("one style", cosines[same])):
        told = ", ".join(f"{q:.0%} below {np.quantile(chosen, q):.2f}" for q in (0.05, 0.25, 0.5, 0.75, 0.95))
        print(f"cosines of {len(people)} people's texts, {name}: {told}")


def curves(encode: Callable[[Sequence[str]], Vectors]) -> dict[str, Any]:
    """Reuse rate and closeness for each size, tolerance and floor, over all seeds."""
    wanted = {seed: _texts(GROUP, seed, encode) for seed in SEEDS}
    found: dict[str, Any] = {}
    for size in SIZES:
        slots, vectors = _texts(GROUP.model_copy(update={"persona_count": size}), 1, encode)
        people, everyone = _people(slots), np.arange(size)
        found[str(size)] = rows = []
        cosines = np.concatenate([queries @ vectors.T for _, queries in wanted.values()])
        print(
            f"{size} people; cosines of any two: mean {cosines.mean():.3f}, 5 % above {np.quantile(cosines, 0.95):.3f}"
        )
        print("tolerance floor | reuse rate, groups with two or more | distance cosine of the chosen")
        for tolerance in TOLERANCES:
            for floor in FLOORS:
                groups = [
                    list(_chosen(people.near(everyone, asked, tolerance), queries, vectors, floor))
                    for asked, queries in wanted.values()
                ]
                chosen = [one for group in groups for one in group]
                two = sum(len(group) >= 2 for group in groups) / len(groups)
                rate = len(chosen) / (ASKED * len(SEEDS))
                distance = float(np.mean([one.distance for one in chosen])) if chosen else None
                cosine = float(np.mean([one.similarity for one in chosen])) if chosen else None
                names = ("tolerance", "floor", "rate", "two_of_ten", "distance", "cosine")
                rows.append(dict(zip(names, (tolerance, floor, rate, two, distance, cosine), strict=True)))
                if chosen:
                    print(f"{tolerance:9.2f} {floor:5.2f} | {rate:10.2f} {two:4.2f} | {distance:8.2f} {cosine:6.2f}")
    return found


def _texts(group: Group, seed: int, encode: Callable[[Sequence[str]], Vectors]) -> tuple[Sequence[Slot], Vectors]:
    plan = make_plan(group, seed)
    writers = [Writer(plan.group, plan.seed, slot) for slot in plan.slots]
    for _ in draft_all(writers, (), OpenQuestions(DoubleModel(parallel=32))):
        pass
    return plan.slots, encode([identity_text(writer.draft or {}, writer.slot.name) for writer in writers])


def _people(slots: Sequence[Slot]) -> People:
    columns: dict[str, Any] = {
        "number": np.arange(len(slots)),
        "content_key": np.arange(len(slots)),
        "female": np.array([slot.gender == "Female" for slot in slots]),
        "style": np.array([STYLES.index(slot.psychographics.decision_style) for slot in slots]),
        "studies": np.ones(len(slots), dtype=np.int64),
        "outcome": np.full(len(slots), np.nan),
        **dict(zip((*TRAITS, *ATTITUDES), np.array([scores(s.psychographics) for s in slots]).T, strict=True)),
    }
    return People(columns, lambda facts, project: (0, 0, []))  # all of them fit


def _chosen(found: Near, queries: Vectors, vectors: Vectors, floor: float) -> Iterator[Candidate]:
    """The best first, nobody and no slot twice, as a run chooses with all of the group open to reuse."""
    alike = [
        Candidate(one.slot, one.member, one.distance, float(queries[one.slot] @ vectors[one.member.number]))
        for one in found.candidates
    ]
    slots, people = set[int](), set[int]()
    for one in sorted(alike, key=lambda one: one.rank):
        if one.similarity >= floor and one.slot not in slots and one.member.number not in people:
            slots.add(one.slot)
            people.add(one.member.number)
            yield one


def _encoder(named: str | None) -> Callable[[Sequence[str]], Vectors]:
    from boses_engine.library.sentence import SentenceEncoder
    from boses_engine.settings import Settings
    from boses_engine.weights.find import find_model

    settings = Settings.from_env()
    found = find_model(named, "embedding", settings).hashed(settings)
    return SentenceEncoder(found.path, name=found.name, sha256=found.sha256 or "", threads=settings.threads).encode


# The index


class Given:
    """An encoder that gives vectors drawn beforehand."""

    id = "given@1"

    def __init__(self, centres: Vectors, rng: np.random.Generator):
        self._drawn, self._rng = _near_centres(centres, NOISE, rng), rng

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector a text, near a centre."""
        found: Vectors = self._drawn[self._rng.integers(0, NOISE, len(texts))]
        return found


def timed_index(people: int, folder: Path) -> dict[str, Any]:
    """Build time, size in memory and on disk, and the times of filtered matches with that many people."""
    rng = np.random.default_rng(people)
    centres = unit(rng.standard_normal((CLUSTERS, DIMENSION)))
    encoder = Given(centres, rng)
    with Store(folder / f"{people}.duckdb") as store:
        fill(store, people, centres, rng)
        file = folder / f"{people}.index"
        before = _resident()
        began = time.perf_counter()
        Library(store, encoder, file).index()
        built = time.perf_counter() - began
        memory = _resident() - before
        began = time.perf_counter()
        library = Library(store, encoder, file)
        library.index()
        people_ = library.people()
        read = time.perf_counter() - began
        times: dict[str, list[float]] = {"filter": [], "match": [], "both": []}
        sizes = []
        for _ in range(GROUPS):
            facts, slots = _asked(rng)
            began = time.process_time()  # of one thread; the clock of a shared machine would count others' work
            at = people_.fitting(facts, datetime.now(UTC).date())
            times["filter"].append(time.process_time() - began)
            sizes.append(len(at))
            for slot in slots:
                began = time.process_time()
                library.strong(people_.near(at, [slot]).candidates, {slot.index: ""})
                times["match"].append(time.process_time() - began)
                times["both"].append(times["filter"][-1] + times["match"][-1])
    figures = {
        "people": people,
        "build_s": round(built, 2),
        "read_s": round(read, 2),
        "memory_mb": round(memory / 1e6),
        "file_mb": round(file.stat().st_size / 1e6),
        "eligible_mean": round(float(np.mean(sizes))),
        **{
            f"{name}_p{q}_ms": round(1e3 * float(np.percentile(t, q)), 2) for name, t in times.items() for q in (50, 99)
        },
    }
    print(json.dumps(figures))
    return figures


def fill(store: Store, people: int, centres: Vectors, rng: np.random.Generator) -> None:
    """That many members with vectors, in some 10 groups' facts each; raw SQL, since nobody of them has a record."""
    import pandas as pd

    columns = [row[0] for row in store.rows("SELECT column_name FROM duckdb_columns() WHERE table_name = 'members'")]
    spots = [(country, *spot) for country, spots in WHERE.items() for spot in spots]
    styles = list(Slot.model_fields["psychographics"].annotation.model_fields["decision_style"].annotation.__args__)  # type: ignore[union-attr]
    step = 50_000
    for start in range(0, people, step):
        count = min(step, people - start)
        numbers = np.arange(start + 1, start + count + 1)
        spot = rng.integers(len(spots), size=count)
        made: dict[str, Any] = {
            "number": numbers,
            "persona_id": [f"p-{number:012x}" for number in numbers],
            "content_sha256": [f"{number:064x}" for number in numbers],
            "content_key": numbers,
            "schema_version": SCHEMA_VERSION,
            "project": "default",
            "run_id": None,
            "name": [f"Name {number}" for number in numbers],
            "gender": np.array(GENDERS, dtype=object)[rng.integers(2, size=count)],
            "age": rng.integers(18, 65, size=count),
            "country_code": [spots[at][0] for at in spot],
            "region": [spots[at][1] for at in spot],
            "city": [spots[at][2] for at in spot],
            "income_level": np.array(INCOMES, dtype=object)[rng.integers(3, size=count)],
            "category": np.array(JOBS, dtype=object)[rng.integers(len(JOBS), size=count)],
            "decision_style": np.array(styles, dtype=object)[rng.integers(len(styles), size=count)],
            **{name: np.clip(rng.normal(50, 10, size=count), 20, 80).astype(int) for name in TRAITS},
            **{name: np.clip(rng.normal(50, 18, size=count), 0, 100).astype(int) for name in ATTITUDES},
            "model": "none",
            "snapshot": None,
            "identity": "",
            "made_at_utc": datetime.now(UTC).replace(tzinfo=None),
            "retired": False,
            "studies": 1,
            "good": 0.0,
            "measures": 0,
        }
        vectors = _near_centres(centres, count, rng)
        frames = {
            "members": pd.DataFrame({name: made[name] for name in columns}),
            "vectors": pd.DataFrame(
                {"number": numbers, "encoder": Given.id, "vector": [vector.tobytes() for vector in vectors]}
            ),
            "participations": pd.DataFrame(
                {
                    "study_id": [f"r-{number // 10}" for number in numbers],
                    "number": numbers,
                    "ordinal": numbers // 10,
                    "outcomes": "[]",
                }
            ),
            "studies": pd.DataFrame(
                {
                    "id": [f"r-{number // 10}" for number in numbers if number % 10 == 0],
                    "ordinal": [number // 10 for number in numbers if number % 10 == 0],
                    "kind": "run",
                    "country_code": [made["country_code"][at] for at in range(count) if numbers[at] % 10 == 0],
                    "name": "group",
                    "at_utc": datetime.now(UTC).replace(tzinfo=None),
                }
            ),
        }
        with store.transaction():
            connection = store._connection
            for table, frame in frames.items():
                connection.register("frame", frame)
                connection.execute(f"INSERT INTO {table} SELECT * FROM frame")
                connection.unregister("frame")


def _near_centres(centres: Vectors, count: int, rng: np.random.Generator) -> Vectors:
    noise = rng.standard_normal((NOISE, DIMENSION), dtype=np.float32) * SPREAD  # some rows in other mixtures: cheaper
    mixed = (noise[rng.integers(NOISE, size=count)] + noise[rng.integers(NOISE, size=count)]) / np.sqrt(np.float32(2))
    return unit(centres[rng.integers(len(centres), size=count)] + mixed)


def _asked(rng: np.random.Generator) -> tuple[Facts, list[Slot]]:
    country = list(WHERE)[int(rng.integers(len(WHERE)))]
    income, job, gender = (str(rng.choice(values)) for values in (INCOMES, JOBS, GENDERS))
    youngest = int(rng.integers(18, 50))
    oldest = youngest + int(rng.integers(7, 15))
    facts = Facts(country, (gender,), youngest, oldest, income, job, frozenset(WHERE[country]))  # type: ignore[arg-type]
    group = GROUP.model_copy(update={"persona_count": MATCHES, "gender": gender})
    return facts, list(make_plan(group, int(rng.integers(1 << 30))).slots)


def _resident() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)


if __name__ == "__main__":
    main()
