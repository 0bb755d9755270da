"""`python -m benchmarks.planning [N]`: the seconds that planning N people takes on one core, 10,000 unless told."""

import argparse
import time

from boses_engine.domain.group import Group
from boses_engine.pipeline.plan import make_plan

PLACES = ("Philippines", "Indonesia", "Vietnam", "Germany")


def main() -> None:
    """Measures and prints; the first plan of a place reads its tables, which counts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planning", description=__doc__)
    parser.add_argument("people", nargs="?", type=int, default=10_000, help="people of each group, 1 to 10,000")
    people = parser.parse_args().people
    for place in PLACES:
        group = Group(
            name=place,
            age_min=18,
            age_max=65,
            gender="All",
            location=place,
            income_level="Middle",
            occupation="any",
            persona_count=people,
        )
        began = time.perf_counter()
        make_plan(group, 1)
        print(f"{people:,} people of {place}: {time.perf_counter() - began:.1f} s", flush=True)


if __name__ == "__main__":
    main()
