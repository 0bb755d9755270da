"""What all tests share; its being here also puts this folder on the import path: `from support.samples import …`."""

import re
from pathlib import Path

import pytest

SLOW_FILE = re.compile(r"^pytestmark = \[?pytest\.mark\.slow\b", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--people",
        type=int,
        default=100,
        help="how many people the tests of rules draw; scripts/test draws 2,000 without --fast",
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where slow tests are left out, a file of slow tests is not even imported: torch and diffusers take seconds."""
    if collection_path.suffix != ".py" or not str(config.option.markexpr).endswith("not slow"):
        return None
    return bool(SLOW_FILE.search(collection_path.read_text(encoding="utf-8"))) or None


@pytest.fixture(scope="session")
def number(request: pytest.FixtureRequest) -> int:
    """How many people a test of rules draws."""
    found: int = request.config.getoption("--people")
    return found
