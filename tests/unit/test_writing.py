"""The writer's pairs, its training in packed rows, and the merging of what was trained."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from gguf import GGMLQuantizationType, GGUFReader, GGUFWriter
from gguf.quants import dequantize, quantize
from safetensors.numpy import load_file, save_file
from transformers import Qwen2Config, Qwen2ForCausalLM

from boses_engine.weights.merge import merge_adapter
from writing.pairs import Pair, faults, read_pairs
from writing.train import Coded, Trainer

pytestmark = pytest.mark.slow


def test_all_pairs_are_sound() -> None:
    """Catches prose with signs or figures of its own, and pairs that are on both sides."""
    pairs = read_pairs()
    assert len(pairs) > 1000
    held = {pair.person for pair in pairs if pair.held}
    assert sum(pair.plain and not pair.held for pair in pairs) > 300
    assert 0.05 < sum(pair.held for pair in pairs) / len(pairs) < 0.15
    assert held.isdisjoint(pair.person for pair in pairs if not pair.held)


@pytest.mark.parametrize(
    ("prose", "what"),
    [
        ("She sells rice; her son helps.", ["a sign that the notes do not have"]),
        ("She sells rice", ["does not end as a sentence"]),
        ("She sells 3 kinds of rice.", ["a figure of its own: 3"]),
        ("She sells rice.", []),
    ],
)
def test_faults_are_named(prose: str, what: list[str]) -> None:
    """Catches a rule that nothing breaks."""
    assert faults(Pair("Ana", "wants", "she", ("She sells rice.",), prose)) == what


@pytest.mark.parametrize(
    ("prose", "plain"),
    [
        ("She sells rice at the market, and her son carries the sacks home.", True),
        ("Her son carries the sacks home, and at the market she sells rice.", False),
        ("What she sells is rice at the market, and her son carries the sacks home.", False),
        ("She sells rice at a market, and her son carries the sacks home.", False),
    ],
)
def test_plain_pairs_keep_the_order(prose: str, plain: bool) -> None:
    """Catches pairs that teach to turn sentences round, and a filter that lets nothing through."""
    notes = ("She sells rice at the market.", "Her son carries the sacks home.")
    assert Pair("Ana", "wants", "she", notes, prose).plain is plain


def test_a_bad_pair_is_told_with_its_line(tmp_path: Path) -> None:
    """Catches a broken pair that is trained on."""
    row = {"person": "Ana", "field": "wants", "they": "she", "notes": ["She sells rice."], "prose": "She sells 2 rice."}
    (tmp_path / "01.jsonl").write_text(json.dumps(row) + "\n")
    with pytest.raises(ValueError, match=r"01\.jsonl, line 1: a figure of its own: 2"):
        read_pairs(tmp_path)


class Letters:
    """A tokenizer of small letters; capitals and signs are one token."""

    chat_template = None
    eos_token, eos_token_id = "", 1

    def __call__(self, text: str, add_special_tokens: bool) -> dict[str, list[int]]:
        return {"input_ids": [2 + (ord(sign) % 29 if sign.islower() else 29) for sign in text]}


def _trainer(work: Path) -> Trainer:
    """A trainer of a tiny model, always of the same weights."""
    torch.manual_seed(3)
    config = Qwen2Config(
        vocab_size=40,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
    )
    return Trainer(Qwen2ForCausalLM(config), Letters(), work, "tell the notes")


def _coded(trainer: Trainer, *proses: str) -> list[Coded]:
    return [trainer.encode(Pair("Ana", "wants", "she", (f"Note of {prose}",), prose)) for prose in proses]


def test_a_pair_does_not_see_its_neighbours(tmp_path: Path) -> None:
    """Catches a mask or positions by which a pair's loss depends on what is read beside it."""
    trainer = _trainer(tmp_path)
    pairs = _coded(trainer, "she sells rice at the gate", "her son walks", "a bus leaves at dawn for the town")
    alone = [trainer.measure([pair]) for pair in pairs]
    lengths = [len(pair.answer) for pair in pairs]
    assert trainer.measure(pairs) == pytest.approx(np.average(alone, weights=lengths), rel=1e-4)
    assert len({round(loss, 4) for loss in alone}) == 3


def test_training_learns_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """Catches weights that stay as they are, and a second call that begins again."""
    first, second = _trainer(tmp_path), _trainer(tmp_path)
    pairs = _coded(first, *["she sells rice at the gate"] * 8)
    losses = [first.measure(pairs)]
    assert not first.train(pairs, epochs=30, minutes=0)
    first.train(pairs, epochs=10, minutes=5)
    losses.append(first.measure(pairs))
    assert second.train(pairs, epochs=30, minutes=5)
    losses.append(second.measure(pairs))
    assert losses[0] - 0.005 > losses[1] > losses[2] + 0.005, losses
    steps = [json.loads(line)["step"] for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert steps == list(range(1, 31))


def _model_file(path: Path, kind: GGMLQuantizationType, tensors: dict[str, Any]) -> None:
    writer = GGUFWriter(path, "qwen2")
    for name, weights in tensors.items():
        writer.add_tensor(name, quantize(weights, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A published file, the same requantised, and an adapter of the first of its two layers."""
    rng = np.random.default_rng(1)
    tensors = {f"blk.{n}.attn_q.weight": rng.normal(size=(64, 96)).astype(np.float32) for n in (0, 1)}
    published, target, adapter = (tmp_path / name for name in ("published.gguf", "target.gguf", "adapter.safetensors"))
    _model_file(published, GGMLQuantizationType.Q8_0, tensors)
    _model_file(target, GGMLQuantizationType.Q4_0, tensors)
    sides = {"a": rng.normal(size=(8, 96)), "b": rng.normal(size=(64, 8))}
    save_file({f"blk.0.attn_q.{side}": each.astype(np.float16) for side, each in sides.items()}, adapter)
    return published, target, adapter


def _weights(path: Path) -> dict[str, Any]:
    return {each.name: dequantize(each.data, each.tensor_type) for each in GGUFReader(path).tensors}


def test_merging_adds_the_adapter(files: tuple[Path, Path, Path]) -> None:
    """Catches sides in the wrong order, and a layer that changes though the adapter does not hold it."""
    published, target, adapter = files
    before = _weights(target)
    merge_adapter(published, target, adapter)
    after = _weights(target)
    sides = {name: each.astype(np.float32) for name, each in load_file(adapter).items()}
    wanted = _weights(published)["blk.0.attn_q.weight"] + sides["blk.0.attn_q.b"] @ sides["blk.0.attn_q.a"]
    step = np.abs(wanted.reshape(64, -1, 32)).max(-1, keepdims=True) / 8
    assert (np.abs(after["blk.0.attn_q.weight"] - wanted).reshape(64, -1, 32) <= step * 1.05).all()
    assert np.array_equal(after["blk.1.attn_q.weight"], before["blk.1.attn_q.weight"])


def test_an_adapter_of_another_model_is_refused(files: tuple[Path, Path, Path]) -> None:
    """Catches bytes that are written where they do not belong."""
    published, target, adapter = files
    whole = target.read_bytes()
    save_file({"blk.0.attn_q.a": np.ones((8, 95), np.float16), "blk.0.attn_q.b": np.ones((64, 8), np.float16)}, adapter)
    with pytest.raises(ValueError, match=re.escape("blk.0.attn_q.weight is (64, 96), the adapter's (64, 95)")):
        merge_adapter(published, target, adapter)
    save_file({"blk.9.attn_q.a": np.ones((8, 96), np.float16), "blk.9.attn_q.b": np.ones((64, 8), np.float16)}, adapter)
    with pytest.raises(ValueError, match=r"blk\.9\.attn_q\.weight, which the model does not have"):
        merge_adapter(published, target, adapter)
    assert target.read_bytes() == whole
