"""A trained adapter (LoRA) merged into a quantised model file, to the same bytes on every machine."""

from pathlib import Path

import numpy as np
from gguf import GGUFReader
from gguf.quants import dequantize, quantize
from safetensors.numpy import load_file


def merge_adapter(published: Path, target: Path, adapter: Path) -> None:
    """Writes the layers that the adapter changes into `target`, quantised as they are there.

    `target` is the published file requantised: a GGUF of the same tensors. A layer's new weights are the published
    ones plus b a, where the adapter holds `LAYER.a` of (rank, in) and `LAYER.b` of (out, rank). They are added
    product by product: unlike a matrix product's, this sum does not depend on the processor.

    :raises ValueError: the files do not fit together, naming the layer.
    """
    changes = load_file(adapter)
    before = {each.name: each for each in GGUFReader(published).tensors}
    after = {each.name: each for each in GGUFReader(target, "r+").tensors}
    for layer in sorted({name.rsplit(".", 1)[0] for name in changes}):
        tensor = f"{layer}.weight"
        a, b = (changes[f"{layer}.{side}"].astype(np.float32) for side in "ab")
        if tensor not in before or tensor not in after:
            raise ValueError(f"the adapter changes {tensor}, which the model does not have")
        weights = dequantize(before[tensor].data, before[tensor].tensor_type)
        if weights.shape != (len(b), a.shape[1]):
            raise ValueError(f"{tensor} is {weights.shape}, the adapter's {len(b), a.shape[1]}")
        for column, row in zip(b.T, a, strict=True):
            weights += column[:, None] * row
        after[tensor].data[:] = quantize(weights, after[tensor].tensor_type).reshape(after[tensor].data.shape)
