"""The trained adapter as the engine reads it: llama.cpp's names of layers, half precision."""

import re
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import save_file

from writing.train import ALPHA, RANK

_LLAMA_NAMES = {
    "q_proj": "attn_q",
    "k_proj": "attn_k",
    "v_proj": "attn_v",
    "o_proj": "attn_output",
    "gate_proj": "ffn_gate",
    "up_proj": "ffn_up",
    "down_proj": "ffn_down",
}


def export(adapter: Mapping[str, torch.Tensor], path: Path) -> None:
    """Writes `blk.N.LAYER.a` (rank, in) and `blk.N.LAYER.b` (out, rank) of each layer, b with the scale in it."""
    tensors = {}
    for name, each in adapter.items():
        found = re.search(r"layers\.(\d+)\.\w+\.(\w+)\.lora_([AB])", name)
        assert found, name
        layer, part, side = found.groups()
        scaled = each.float() * (ALPHA / RANK if side == "B" else 1)
        tensors[f"blk.{layer}.{_LLAMA_NAMES[part]}.{side.lower()}"] = scaled.half().contiguous()
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path, metadata={"rank": str(RANK)})
