"""How a checkpoint is put into the memory that is free: where it runs, in which precision, what is spared.

The bytes are estimates on the safe side: weights as they are held, and the autoencoder's widest layer at full size,
counted five times, which is where a picture needs most. Decoding with the autoencoder of SD 1 in float32 took 0.11 GB
above its weights at 128 pixels and 0.32 GB at 256, which is 4.2 times that layer and 40 MB.
"""

from dataclasses import dataclass
from typing import Literal

from boses_engine.avatars.checkpoint import Checkpoint
from boses_engine.errors import ModelError

Precision = Literal["float32", "bfloat16", "float16"]
Offload = Literal["none", "model", "sequential"]  # what waits in main memory: nothing, parts, layers
BYTES: dict[Precision, int] = {"float32": 4, "bfloat16": 2, "float16": 2}
RUNTIME_BYTES = 600_000_000  # torch, diffusers and transformers themselves
GPU_RUNTIME_BYTES = 500_000_000
TILE = 512  # pixels a side that the autoencoder decodes at once when it tiles
COPIES, WIDENING = 5, 2
LAYER_SHARE = 0.05  # of the weights, on the GPU at a time when layers wait in main memory


@dataclass(frozen=True)
class Free:
    """Bytes that are free; `gpu` is None without one that can be used."""

    main: int
    gpu: int | None = None


@dataclass(frozen=True)
class Mode:
    """One way to hold and run a checkpoint."""

    device: Literal["cpu", "cuda"] = "cpu"
    precision: Precision = "float32"
    spare: bool = False  # attention in slices, the autoencoder in tiles: less memory, more time
    offload: Offload = "none"


CPU_MODES = tuple(
    Mode(precision=precision, spare=spare) for precision in ("float32", "bfloat16") for spare in (False, True)
)
GPU_MODES = (
    Mode("cuda", "float16"),
    Mode("cuda", "float16", spare=True),
    Mode("cuda", "float16", spare=True, offload="model"),
    Mode("cuda", "float16", spare=True, offload="sequential"),
)


def choose(checkpoint: Checkpoint, free: Free) -> Mode:
    """The fastest way that fits: on a GPU before the processor, whole before in pieces, float32 before bfloat16.

    :raises ModelError: there is no room for it in any way.
    """
    modes: tuple[Mode, ...] = CPU_MODES if free.gpu is None else GPU_MODES + CPU_MODES
    for mode in modes:
        if fits(checkpoint, mode, free):
            return mode
    least = needed(checkpoint, CPU_MODES[-1]).main
    raise ModelError(
        f"{checkpoint.path} needs about {least / 1e9:.1f} GB of free memory, {free.main / 1e9:.1f} GB are free: close "
        "other programs, or name a smaller image model"
    )


def best(free: Free) -> Mode:
    """The fastest way to run any checkpoint on this machine, were there room for it."""
    return CPU_MODES[0] if free.gpu is None else GPU_MODES[0]


def fits(checkpoint: Checkpoint, mode: Mode, free: Free) -> bool:
    """Whether that way of running it has room."""
    wanted = needed(checkpoint, mode)
    return wanted.main <= free.main and (wanted.gpu is None or (free.gpu is not None and wanted.gpu <= free.gpu))


def needed(checkpoint: Checkpoint, mode: Mode) -> Free:
    """The bytes that a way of running a checkpoint takes, at most."""
    width = BYTES[mode.precision]
    weights = checkpoint.parameters * width
    side = min(checkpoint.size, TILE) if mode.spare else checkpoint.size
    picture = side * side * checkpoint.vae_channels * WIDENING * COPIES * BYTES["float32"]
    if mode.device == "cpu":
        return Free(RUNTIME_BYTES + weights + picture)
    on_gpu = {
        "none": weights,
        "model": checkpoint.largest_part * width,
        "sequential": round(weights * LAYER_SHARE),
    }[mode.offload]
    held = weights if mode.offload != "none" else checkpoint.largest_part * width  # else only while loading
    return Free(RUNTIME_BYTES + held, GPU_RUNTIME_BYTES + on_gpu + picture)
