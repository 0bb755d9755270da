"""What a key means, and how it is said when several things fit."""

import pytest

from boses_engine.errors import InputError, NotFoundError
from boses_engine.store.lookup import resolve

ROWS = [("s-1", "Shopping in Jakarta"), ("s-2", "Shopping in Manila")]


def test_several_are_named_in_the_plural() -> None:
    """Catches "several studys"."""
    with pytest.raises(InputError, match="several studies in here fit 'Shopping'"):
        resolve("study", "Shopping", ROWS, "here")
    with pytest.raises(InputError, match="several groups in here fit"):
        resolve("group", "Shopping", ROWS, "here")
    with pytest.raises(NotFoundError, match="It has 2 studies, none with a name like it"):
        resolve("study", "xyzzy", ROWS, "here")
