"""Checkpoints, and what the training steps share."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn


def save_checkpoint(path: Path, **state: Any) -> None:
    """Write a checkpoint so that a file of this name is always whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


def load_checkpoint(path: Path) -> dict[str, Any] | None:
    """The checkpoint, or None when there is none yet."""
    return torch.load(path, map_location="cpu", weights_only=True) if path.exists() else None


class Average:
    """An exponential moving average of a network's weights, faster while young."""

    def __init__(self, network: nn.Module, longest: float = 0.9995) -> None:
        self._longest, self._steps = longest, 0
        self.weights = {name: tensor.detach().clone() for name, tensor in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        """Take in the network's weights of this step."""
        self._steps += 1
        keep = min(self._longest, (1 + self._steps) / (10 + self._steps))
        for name, tensor in network.state_dict().items():
            self.weights[name].lerp_(tensor, 1 - keep)

    def state(self) -> dict[str, Any]:
        """What `restore` takes."""
        return {"weights": self.weights, "steps": self._steps}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from another session's average."""
        self.weights, self._steps = state["weights"], state["steps"]


def as_tensor(pictures: NDArray[np.uint8]) -> Tensor:
    """Pictures [n, s, s, 3] of 0…255 as [n, 3, s, s] of -1…1."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1


def as_pictures(tensor: Tensor) -> NDArray[np.uint8]:
    """The other way round; what lies outside -1…1 is clipped."""
    pictures = ((tensor.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).contiguous()
    out: NDArray[np.uint8] = pictures.numpy()
    return out


def set_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    """Set the learning rate of all groups."""
    for group in optimiser.param_groups:
        group["lr"] = rate


def rate_at(step: int, share: float, highest: float, warmup_steps: int = 200, steady: float = 0.5) -> float:
    """The learning rate: a linear rise, a plateau until `steady` of the time, a cosine fall to a fiftieth."""
    fallen = max(share - steady, 0) / (1 - steady)
    return highest * min(1.0, (step + 1) / warmup_steps) * (0.02 + 0.98 * 0.5 * (1 + float(np.cos(np.pi * fallen))))
