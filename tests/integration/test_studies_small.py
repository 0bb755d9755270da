"""A study with small real weights: whatever such a model says, what counts as an answer keeps the checks."""

from pathlib import Path

import pytest
from support.asked import generated, study

from boses_engine.language.llama import Options, open_model
from boses_engine.settings import Settings
from boses_engine.store import Store
from boses_engine.studies.ask import ask
from boses_engine.studies.events import StudyFinished

SMALL = Settings.from_env().models / "smollm2-135m-instruct-q4_1.gguf"
pytestmark = pytest.mark.small_weights


def test_small_weights_answer(tmp_path: Path) -> None:
    """Catches a request that the real adapter refuses, and words of a weak model that slip through."""
    if not SMALL.exists():
        pytest.skip(f"no {SMALL}: `python -m boses_engine models pull smollm2-135m-instruct` fetches it")
    design = study().model_copy(update={"questions": study().questions[:6], "repeats": 1})
    model = open_model(SMALL, Options(threads=1), name="small", sha256="0" * 64)
    try:
        with Store(tmp_path / "boses.duckdb") as store:
            people = generated(store)[:2]
            *_, last = ask(design, people, model, store)
    finally:
        model.close()
    assert isinstance(last, StudyFinished)
    assert len(last.answers) >= 10
    for one in last.answers:
        assert one.text.endswith((".", "!", "?"))
        assert not {"she", "he", "her", "his"} & set(one.text.lower().split())
