"""Where results go, and what is written there."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from boses_engine.domain.group import Group
    from boses_engine.domain.persona import Persona
    from boses_engine.store import Store


def results_folder(group: str, seed: object) -> Path:
    """Where a group's results go unless another folder is named."""
    slug = "-".join("".join(c if c.isalnum() else " " for c in group.lower()).split()) or "group"
    return Path("results") / f"{slug}-{seed}"


def write_results(
    folder: Path, group: "Group", people: "Sequence[Persona]", report: Mapping[str, object], store: "Store"
) -> None:
    """Everything of a finished run: records, portraits, gallery and run.json with the figures of diversity."""
    from boses_engine.output import write_outputs  # DuckDB and SciPy: not before a refusal
    from boses_engine.pipeline.diversity import diversity_report

    quality = {"diversity": diversity_report(people)}
    write_outputs(folder, group, people, {**report, **quality}, portraits=store.portrait_png)
