"""Files that are small, or take no room on the disk, and would keep their reader busy for minutes or for ever."""

import struct
from pathlib import Path

import pytest

from boses_engine.errors import ModelError
from boses_engine.language.chat import ChatFormat
from boses_engine.output.files import results_folder
from boses_engine.server.pages.render import local
from boses_engine.weights.gguf import read_header


@pytest.mark.parametrize(
    "head",
    [
        struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1) + b"k" + struct.pack("<IIQ", 9, 8, 500_000_000),
        struct.pack("<IQQ", 3, 0, 300_000_000),
        struct.pack("<IQQ", 3, 150_000_000, 0),
    ],
    ids=["strings", "pairs", "tensors"],
)
def test_a_model_of_zeros(tmp_path: Path, head: bytes) -> None:
    """Catches a file of 4 GB, which is a hole, that is read for minutes."""
    path = tmp_path / "model.gguf"
    with path.open("wb") as file:
        file.write(b"GGUF" + head)
        file.truncate(4 << 30)
    with pytest.raises(ModelError, match="its header holds a list of"):
        read_header(path)


@pytest.mark.parametrize(
    "endless",
    [
        "{% for a in range(90000) %}" * 3 + "{% endfor %}" * 3,
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% set ns = namespace(a=['x']) %}{{ 'x' * 10 ** 10 }}",
        "{{ ['x'] * 9999999999 }}",
    ],
    ids=["loops", "calls", "text", "list"],
)
def test_a_template_that_never_ends(endless: str) -> None:
    """Catches a model file whose template of 60 bytes keeps a processor, or all memory, for good."""
    with pytest.raises(ModelError, match="template"):
        ChatFormat.from_template(endless + "{% for m in messages %}{{ m['content'] }}{% endfor %}")
    assert ChatFormat.from_template("{% for m in messages %}{{ 2 * 3 }}{{ m['content'] }}{% endfor %}").between == "6"


def test_a_long_name_is_a_folder() -> None:
    """Catches a group of 100 Thai letters, each of three bytes, whose folder cannot be made once all are written."""
    folder = results_folder("ก" * 100, 2**63 - 1)
    assert 100 < len(folder.name.encode()) <= 255
    assert folder.name.endswith(f"-{2**63 - 1}")


@pytest.mark.parametrize("path", ["//[", "//[::1", "/\\evil", "//evil", "http://[", "/a\nb", ""])
def test_where_one_goes_after_signing_in(path: str) -> None:
    """Catches an error for whoever has no token, and a way to another server."""
    assert local(path) == "/"
