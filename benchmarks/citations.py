"""`python -m benchmarks.citations RUN...`: what the claims of generated people rest on, and whether the texts bear it.

RUN is a results folder. Every claim that cites a signal is held against that signal and, as a control, against every
other signal that such a claim could cite: how many of the true ones does the check keep, how many of the wrong ones
does it reject?
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.people import people_of, snapshot_of
from boses_engine.domain.persona import Persona
from boses_engine.domain.snapshot import Signal, Snapshot
from boses_engine.pipeline.citations import FLOOR, about, wordings_for
from boses_engine.pipeline.evidence import Claim, absent, cited_signal, claims, evidence_counts


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.citations", description=__doc__)
    parser.add_argument("runs", nargs="+", type=Path, metavar="RUN", help="the results folder of a group")
    everybody: list[Persona] = []
    true, wrong, lost = [], [], 0
    for run in parser.parse_args().runs:
        people = people_of(run)
        snapshot = snapshot_of(people)
        everybody += people
        lost += sum(absent(claim.evidence, snapshot) for person in people for claim in claims(person))
        for claim, signal in _cited(people, snapshot):
            true.append(about(claim.text, signal, claim.about))
            wrong += [about(claim.text, other, claim.about) for other in _others(claim, signal, snapshot)]
    counts = evidence_counts(everybody)["all"]
    total = sum(counts.values())
    print(f"{total} claims: {', '.join(f'{kind} {n / total:.3f}' for kind, n in counts.items())}; {lost} name nothing")
    if true:
        kept, rejected = sum(value >= FLOOR for value in true), sum(value < FLOOR for value in wrong)
        print(f"citations of a signal kept: {kept} of {len(true)} ({kept / len(true):.4f})")
        print(f"wrong citations rejected: {rejected} of {len(wrong)} ({rejected / len(wrong):.4f})")


def _cited(people: list[Persona], snapshot: Snapshot | None) -> Iterator[tuple[Claim, Signal]]:
    """The claims that cite a signal, each with it."""
    for person in people:
        for claim in claims(person):
            signal = cited_signal(claim.evidence, snapshot)
            if signal is not None:
                yield claim, signal


def _others(claim: Claim, signal: Signal, snapshot: Snapshot | None) -> Iterator[Signal]:
    """Signals of other themes with wordings for such a claim."""
    for other in snapshot.signals if snapshot else ():
        if other.theme != signal.theme and wordings_for(other, claim.about):
            yield other


if __name__ == "__main__":
    main()
