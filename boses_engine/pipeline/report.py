"""The report of a run, made in one place once its people stand."""

from collections.abc import Callable, Mapping, Sequence

from boses_engine.domain.library import Matches
from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import Painted
from boses_engine.domain.report import Behind, Effort, LibraryUse, ReusedPerson, RunReport, Timings, Tokens
from boses_engine.domain.snapshot import Snapshot
from boses_engine.errors import NotFoundError
from boses_engine.language.port import LanguageModel
from boses_engine.pipeline.diversity import diversity_report
from boses_engine.pipeline.evidence import all_behind, cited_ids, evidence_counts
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.portrait import portraits_report
from boses_engine.pipeline.record import RunKey

FindSnapshot = Callable[[str], Snapshot]  # by its version; NotFoundError without it


def run_report(
    key: RunKey,
    plan: Plan,
    model: LanguageModel,
    people: Sequence[Persona],
    effort: Effort,
    *,
    matches: Matches | None,
    painted: Mapping[str, tuple[Painted, float]],
    failed: Mapping[int, str],
    seconds: float,
    find_snapshot: FindSnapshot,
) -> RunReport:
    """What made the people, what it took, which checks fired and what claims rest on, over all sittings.

    `people` are in slot order, `effort` is what writing them took; `painted` is by person's id, and `failed`
    says by slot why there is no portrait.
    """
    written, worked = effort.tokens_written, effort.seconds
    return RunReport(
        run_id=key.run_id,
        status="complete",
        **key.made_by(),
        reuse=key.reuse,
        replayable=model.replayable,
        parallel=model.parallel,
        timings=Timings(this_sitting_s=round(seconds, 2), model_s=round(worked, 2)),
        tokens=Tokens(
            read=effort.tokens_read, written=written, written_per_s=round(written / worked, 1) if worked else None
        ),
        fields=effort.fields,
        first_attempt_rate=round(effort.first_attempt / effort.fields, 3) if effort.fields else None,
        retries=effort.retries,
        worded_by_code=effort.as_noted,
        library=None if matches is None else _library_use(matches, people),
        checks=dict(sorted(effort.checks.items())),
        evidence=evidence_counts(people),
        cited=_cited(people, plan.snapshot, find_snapshot),
        segment=plan.segment.report,
        portraits=portraits_report(people, painted, failed),
        diversity=diversity_report(people),
    )


def _cited(people: Sequence[Persona], snapshot: Snapshot | None, find_snapshot: FindSnapshot) -> dict[str, Behind]:
    """What stands behind the ids that people cite, of those who are reused in the snapshot that they were made with."""
    by_version: dict[str, set[str]] = {}
    for person in people:
        by_version.setdefault(person.provenance.snapshot or "", set()).update(cited_ids(person))
    found: dict[str, Behind] = {}
    for version, ids in sorted(by_version.items()):
        told = snapshot
        if version and (snapshot is None or version != snapshot.version):
            try:
                told = find_snapshot(version)
            except NotFoundError:  # they came from another machine
                told = None
        found |= all_behind(ids, told)
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
