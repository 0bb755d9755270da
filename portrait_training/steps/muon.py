"""Muon: momentum whose matrices are made orthogonal, which takes far fewer steps than Adam for these small networks."""

from collections.abc import Callable
from typing import Any, Final

import torch
from torch import Tensor, nn

MOMENTUM: Final = 0.95
UPDATE_SIZE: Final = 0.2  # root mean square of an update at rate 1, about Adam's (Liu et al., 2025, arXiv 2502.16982)
_QUINTIC: Final = (3.4445, -4.7750, 2.0315)  # Jordan et al., 2024, "Muon": coefficients of the Newton-Schulz step


@torch.no_grad()
def orthogonalised(matrix: Tensor, steps: int = 5) -> Tensor:
    """About the nearest matrix whose singular values are all one: [r, c], by Newton-Schulz steps in bfloat16."""
    a, b, c = _QUINTIC
    tall = matrix.shape[0] > matrix.shape[1]
    x = (matrix.T if tall else matrix).bfloat16()
    x = x / (x.norm() + 1e-7)
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    nearest: Tensor = (x.T if tall else x).to(matrix.dtype)
    return nearest


class Muon(torch.optim.Optimizer):
    """Muon for the weights of inner layers, AdamW for all else: biases, norms, embeddings, the first and last layer."""

    def __init__(self, network: nn.Module, rate: float, weight_decay: float = 0.01) -> None:
        inner: list[nn.Parameter] = []
        outer: list[nn.Parameter] = []
        for name, weight in network.named_parameters():
            ends = name.startswith(("conv_in", "conv_out", "encoder.conv_in", "decoder.conv_out"))
            (inner if weight.ndim >= 2 and not ends and "embedding" not in name else outer).append(weight)
        self._adam = torch.optim.AdamW(outer, rate, betas=(0.9, 0.99), weight_decay=weight_decay)
        super().__init__(inner, {"lr": rate, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """One step with the gradients that the weights hold."""
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                pace = self.state[weight].setdefault("pace", torch.zeros_like(weight))
                pace.lerp_(weight.grad, 1 - MOMENTUM)
                ahead = weight.grad.lerp(pace, MOMENTUM).flatten(1)
                size = UPDATE_SIZE * max(ahead.shape) ** 0.5
                weight.mul_(1 - group["lr"] * group["weight_decay"])
                weight.add_(orthogonalised(ahead).view_as(weight), alpha=-group["lr"] * size)
            for outer in self._adam.param_groups:
                outer["lr"] = group["lr"]
        self._adam.step()

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Drop all gradients, of Adam's weights too."""
        super().zero_grad(set_to_none)
        self._adam.zero_grad(set_to_none)

    def state_dict(self) -> dict[str, Any]:
        """Both optimisers' states."""
        return {"muon": super().state_dict(), "adam": self._adam.state_dict()}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on with both optimisers' states."""
        super().load_state_dict(state_dict["muon"])
        self._adam.load_state_dict(state_dict["adam"])
