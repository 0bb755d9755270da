"""How checkpoints are put into the memory that is free."""

from pathlib import Path

import pytest

from boses_engine.avatars.checkpoint import BASE, Checkpoint
from boses_engine.avatars.memory import CPU_MODES, GPU_MODES, Free, Mode, choose, fits, needed
from boses_engine.errors import ModelError

GB = 10**9
SDXL = Checkpoint(
    path=Path("xl"),
    layout="folder",
    family="SDXL",
    kind="base",
    prediction="epsilon",
    size=1024,
    defaults=BASE["SDXL"],
    parameters=3_469_000_000,
    largest_part=2_567_463_684,
    vae_channels=128,
)


@pytest.mark.parametrize(
    ("free", "mode"),
    [
        (Free(64 * GB, 24 * GB), Mode("cuda", "float16")),
        (Free(64 * GB, 10 * GB), Mode("cuda", "float16", spare=True)),
        (Free(64 * GB, 7 * GB), Mode("cuda", "float16", spare=True, offload="model")),
        (Free(64 * GB, 3 * GB), Mode("cuda", "float16", spare=True, offload="sequential")),
        (Free(64 * GB, 1 * GB), Mode("cpu", "float32")),
        (Free(64 * GB), Mode("cpu", "float32")),
        (Free(16 * GB), Mode("cpu", "float32", spare=True)),
        (Free(13 * GB), Mode("cpu", "bfloat16")),
        (Free(9 * GB), Mode("cpu", "bfloat16", spare=True)),
    ],
)
def test_the_fastest_way_that_fits(free: Free, mode: Mode) -> None:
    assert choose(SDXL, free) == mode


def test_no_room_says_what_is_needed() -> None:
    with pytest.raises(ModelError, match=r"xl needs about 8\.9 GB of free memory, 4\.0 GB are free"):
        choose(SDXL, Free(4 * GB))


@pytest.mark.parametrize("modes", [CPU_MODES, GPU_MODES])
def test_each_way_needs_less_than_the_one_before(modes: tuple[Mode, ...]) -> None:
    """Catches a mode in the list that can never be chosen."""
    wanted = [needed(SDXL, mode) for mode in modes]
    sizes = [want.main if want.gpu is None else want.gpu for want in wanted]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)


def test_a_gpu_way_does_not_fit_without_a_gpu() -> None:
    assert not fits(SDXL, GPU_MODES[0], Free(10**15))
