"""The report of a run, made in one place once its people stand."""

from collections.abc import Callable, Mapping, Sequence

from boses_engine.domain.library import Matches
from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import Painted
from boses_engine.domain.report import Behind, Effort, LibraryUse, ReusedPerson, RunReport, Timings, Tokens
from boses_engine.domain.snapshot import Snapshot
from boses_engine.errors import NotFoundError
from boses_engine.language.port import LanguageModel
from boses_engine.pipeline.evidence import cited, evidence_counts
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.portrait import portraits_report
from boses_engine.pipeline.record import RunKey

FindSnapshot = Callable[[str], Snapshot]  # by its version; NotFoundError without it


def run_report(
    key: RunKey,
    plan: Plan,
    model: LanguageModel,
    people: Sequence[Persona],
    efforts: Sequence[Effort],
    *,
    matches: Matches | None,
    painted: Mapping[str, tuple[Painted, float]],
    failed: Mapping[int, str],
    seconds: float,
    find_snapshot: FindSnapshot,
) -> RunReport:
    """What made the people, what it took, which checks fired and what claims rest on, over all sittings.

    `people` and `efforts`, what writing each of them took, are in slot order; `painted` is by person's id, and `failed`
    says by slot why there is no portrait.
    """
    from boses_engine.pipeline.diversity import diversity_report  # scikit-learn: not before a refusal

    total = sum(efforts, start=Effort())
    written, worked = total.tokens_written, total.seconds
    return RunReport(
        run_id=key.run_id,
        status="complete",
        **key.made_by(),
        reuse=key.reuse,
        replayable=model.replayable,
        parallel=model.parallel,
        timings=Timings(this_sitting_s=round(seconds, 2), model_s=round(worked, 2)),
        tokens=Tokens(
            read=total.tokens_read, written=written, written_per_s=round(written / worked, 1) if worked else None
        ),
        fields=total.fields,
        first_attempt_rate=round(total.first_attempt / total.fields, 3) if total.fields else None,
        retries=total.retries,
        worded_by_code=total.as_noted,
        library=None if matches is None else _library_use(matches, people),
        checks=dict(sorted(total.checks.items())),
        evidence=evidence_counts(people),
        cited=_cited(people, plan.snapshot, find_snapshot),
        segment=plan.segment.report,
        portraits=portraits_report(people, painted, failed),
        diversity=diversity_report(people),
    )


def _cited(people: Sequence[Persona], snapshot: Snapshot | None, find_snapshot: FindSnapshot) -> dict[str, Behind]:
    """What stands behind the ids that people cite, of those who are reused in the snapshot that they were made with."""
    found: dict[str, Behind] = {}
    for version in sorted({person.provenance.snapshot or "" for person in people}):
        told = snapshot
        if version and (snapshot is None or version != snapshot.version):
            try:
                told = find_snapshot(version)
            except NotFoundError:  # they came from another machine
                told = None
        found |= cited([person for person in people if (person.provenance.snapshot or "") == version], told)
    return dict(sorted(found.items()))


def _library_use(matches: Matches, people: Sequence[Persona]) -> LibraryUse:
    """Whom the run reused, by the names of its people."""
    reused = tuple(
        ReusedPerson(
            slot=reuse.slot,
            id=reuse.persona_id,
            name=people[reuse.slot].name,
            study=reuse.study,
            similarity=reuse.similarity,
            distance=reuse.distance,
        )
        for reuse in matches.reuses
    )
    return LibraryUse(state=matches.state, eligible=matches.eligible, encoder=matches.encoder, reused=reused)
