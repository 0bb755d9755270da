"""What a Stable Diffusion checkpoint is, as far as its files tell before a tensor is loaded, and what suits it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from boses_engine.avatars.port import Style
from boses_engine.domain.value import Value

Family = Literal["SD 1", "SD 2", "SDXL", "mini"]  # mini: the stock architecture in sizes of its own
Kind = Literal["base", "turbo", "LCM"]  # the latter two are distilled to a few steps
Prediction = Literal["epsilon", "v_prediction"]
Layout = Literal["folder", "file"]


class Defaults(Value):
    """How pictures are asked for; a folder's `portraits.json` may say it for its own checkpoint.

    `scheduler` is the name of a diffusers class, "" for the checkpoint's own.
    """

    steps: int = Field(ge=1, le=200)
    guidance: float = Field(ge=0, le=30)
    scheduler: Literal[
        "", "DPMSolverMultistepScheduler", "DDIMScheduler", "EulerDiscreteScheduler", "EulerAncestralDiscreteScheduler",
        "LCMScheduler",
    ] = ""  # fmt: skip


# Of the few-step kinds: the makers' cards name 1 to 4 steps without guidance for Turbo, 4 to 8 for LCM, whose guidance
# is put into the model with the time step; one with LCM merged into it takes 1 to 2. Of the others: usual practice.
BASE: dict[Family, Defaults] = {
    "SD 1": Defaults(steps=25, guidance=7.0, scheduler="DPMSolverMultistepScheduler"),
    "SD 2": Defaults(steps=25, guidance=7.0, scheduler="DPMSolverMultistepScheduler"),
    "SDXL": Defaults(steps=25, guidance=6.0, scheduler="DPMSolverMultistepScheduler"),
    "mini": Defaults(steps=10, guidance=3.0, scheduler="DPMSolverMultistepScheduler"),
}
TURBO = Defaults(steps=4, guidance=0.0, scheduler="EulerAncestralDiscreteScheduler")
LCM = Defaults(steps=6, guidance=8.0, scheduler="LCMScheduler")
LCM_MERGED = Defaults(steps=6, guidance=1.5, scheduler="LCMScheduler")


@dataclass(frozen=True)
class Checkpoint:
    """One checkpoint that can be loaded, and how."""

    path: Path
    layout: Layout
    family: Family
    kind: Kind
    prediction: Prediction | None  # None: the file does not say, and both are usual in its family
    size: int  # pixels a side
    defaults: Defaults
    parameters: int
    largest_part: int  # parameters of its largest component
    vae_channels: int  # of the decoder's widest full-size layer: what a picture's memory goes by
    variant: str | None = None  # "fp16" where a component has its weights in that form only
    without: tuple[str, ...] = ()  # components that the index names and that are not there, nor needed

    @property
    def style(self) -> Style:
        """What it is asked for: illustrations from a model in sizes of its own, photographs from the others."""
        return "illustration" if self.family == "mini" else "photograph"

    @property
    def title(self) -> str:
        """In words: "SDXL (turbo), 512 px, 4 steps"."""
        kind = "" if self.kind == "base" else f" ({self.kind})"
        return f"{self.family}{kind}, {self.size} px, {self.defaults.steps} step{'s' * (self.defaults.steps > 1)}"


def defaults_of(family: Family, kind: Kind, guided_by_time: bool) -> Defaults:
    """What suits a family and kind; `guided_by_time`: the guidance is put in with the time step."""
    if kind == "turbo":
        return TURBO
    if kind == "LCM":
        return LCM if guided_by_time else LCM_MERGED
    return BASE[family]
