"""The persona library in figures."""

from collections import Counter
from collections.abc import Sequence

from boses_engine.domain.library import Track
from boses_engine.domain.persona import Persona


def library_stats(members: Sequence[tuple[Persona, Track, bool]]) -> dict[str, object]:
    """Plain values: people, how many are retired or have outcomes, and counts by country and by number of studies."""
    tracks = [track for _, track, _ in members]
    outcomes = [track.outcome for track in tracks if track.outcome is not None]
    countries = Counter(person.location.country_code for person, _, _ in members)
    studies = Counter(track.studies for track in tracks)
    return {
        "people": len(members),
        "retired": sum(retired for _, _, retired in members),
        "by_country": dict(sorted(countries.items())),
        "by_studies": {str(number): count for number, count in sorted(studies.items())},
        "with_outcomes": len(outcomes),
        "mean_outcome": round(sum(outcomes) / len(outcomes), 3) if outcomes else None,
    }
