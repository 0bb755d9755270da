"""What all tests share; its being here also puts this folder on the import path: `from support.samples import …`."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--people",
        type=int,
        default=100,
        help="how many people the tests of rules draw; scripts/test draws 5,000 without --fast",
    )


@pytest.fixture(scope="session")
def number(request: pytest.FixtureRequest) -> int:
    """How many people a test of rules draws."""
    found: int = request.config.getoption("--people")
    return found
