"""What the commands show on a terminal."""

import pytest

from boses_engine.cli.terminal import print_rows


def test_a_table_shows_what_users_wrote_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a group's name that is taken for markup, and an escape that a terminal obeys."""
    print_rows(("id", "name"), [("g-1", "[/red]")])
    print_rows(("id", "name"), [("g-2", "[link=http://a.example]Jakarta[/link] \x1b[31m")])
    shown = capsys.readouterr().out
    assert "[/red]" in shown
    assert "[link=http://a.example]Jakarta[/link] ?[31m" in shown
    assert "\x1b" not in shown
