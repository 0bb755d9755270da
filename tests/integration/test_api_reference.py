"""The API reference in docs/api is what the docstrings say today."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "docs/api"
pytest.importorskip("pdoc")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as they come out now; a warning of the builder would have ended it."""
    folder = tmp_path_factory.mktemp("api")
    environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "scripts/document.py"), str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return folder


def _pages(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}


def test_it_holds_what_the_package_is_used_by(built: Path) -> None:
    """Catches a class that is left out, and a method without a word on it."""
    page, studies = (_pages(built)[name] for name in ("boses_engine.html", "boses_engine/domain/study.html"))
    for name in ("Engine", "Group", "People", "Persona", "Engine.run", "Engine.ask", "People.to_pandas"):
        assert _told(page, name), f"{name} has no docstring"
    assert re.search(r'"name">Study</span>.{,160}study.html#StudyDesign', page, flags=re.DOTALL)
    assert _told(studies, "StudyDesign")


def _told(page: str, name: str) -> bool:
    """Whether a name has its place on a page, and a word on it there."""
    found = re.search(rf'<(section|div) id="{name}"(.*?)<(section|div) id=', page, flags=re.DOTALL)
    return bool(found and re.search(r'<div class="docstring">\s*<p>', found[2]))


def test_it_holds_no_path_of_a_machine(built: Path) -> None:
    for name, page in _pages(built).items():
        assert str(ROOT) not in page, name
        assert str(Path.home()) not in page, name
        assert not re.search(r"0x[0-9a-f]{8}", page), f"{name}: an address, which differs from run to run"


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="another Python writes signatures in other words")
def test_the_shipped_pages_are_these(built: Path) -> None:
    """Catches a docstring that was changed without its page."""
    now, shipped = _pages(built), _pages(SHIPPED)
    assert sorted(shipped) == sorted(now), "run scripts/document"
    for name, page in now.items():
        assert shipped[name] == page, f"docs/api/{name} is of an earlier docstring: run scripts/document"
