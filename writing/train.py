"""Training of the adapter (LoRA by PEFT) in steps that resume, on a processor or a GPU.

The weights are the published ones, dequantised to bfloat16. A step reads several pairs as one row: the system text
once, then each pair, which sees the system text and itself alone. Only the prose counts in the loss.
"""

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from peft.utils import get_peft_model_state_dict, set_peft_model_state_dict
from torch.nn.functional import cross_entropy
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

from boses_engine.language.chat import ChatFormat
from writing.pairs import Pair

RANK, ALPHA = 8, 16
LEARNING_RATE, WARM_UP = 3e-4, 8
PAIRS_A_STEP = 8
SAVED_EVERY = 10  # steps
LAYERS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


@dataclass(frozen=True)
class Coded:
    """A pair in tokens, without the system text."""

    question: list[int]
    answer: list[int]


def open_weights(weights: Path) -> tuple[Any, Any]:
    """The published GGUF file as a model in bfloat16, and its tokenizer."""
    tokenizer = AutoTokenizer.from_pretrained(weights.parent, gguf_file=weights.name)
    model = AutoModelForCausalLM.from_pretrained(
        weights.parent,
        gguf_file=weights.name,
        dtype=torch.bfloat16,
        quantization_config=GgufConfig(dequantize=True),
    )
    return model, tokenizer


class Trainer:
    """The model with its adapter, and what has been trained of it so far."""

    def __init__(self, model: Any, tokenizer: Any, work: Path, system: str, seed: int = 1):
        torch.manual_seed(seed)
        self.work, self.seed, self.tokenizer, self.step = work, seed, tokenizer, 0
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        # No dropout, and matrices of the weights' own type: on a processor each costs more than the layer itself.
        config = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=LAYERS)
        self.model = get_peft_model(model, config, autocast_adapter_dtype=False).to(self.device)
        chat = ChatFormat.from_template(tokenizer.chat_template, eos=tokenizer.eos_token)
        self._after = chat.after
        self.system = self._tokens(chat.before + system + chat.between)

    def encode(self, pair: Pair) -> Coded:
        """The pair as the engine asks it, and its answer with the sign that ends it."""
        question = self._tokens(f"({pair.they}):\n{pair.ask}{self._after}")
        return Coded(question, [*self._tokens(pair.prose), self.tokenizer.eos_token_id])

    def train(self, pairs: Sequence[Coded], epochs: float, minutes: float) -> bool:
        """Goes on for `minutes`, or until all epochs are done; whether they are."""
        steps = int(epochs * len(pairs) / PAIRS_A_STEP)
        trained = [weight for weight in self.model.parameters() if weight.requires_grad]
        exact = [weight.detach().float() for weight in trained]  # small steps are lost in bfloat16
        optimiser = torch.optim.AdamW(exact, lr=LEARNING_RATE, weight_decay=0.01, betas=(0.9, 0.99))
        self._resume(optimiser, exact)
        self.model.train()
        begun, tokens = time.monotonic(), 0
        while self.step < steps and time.monotonic() - begun < 60 * minutes:
            rate = LEARNING_RATE * min(1, (self.step + 1) / WARM_UP) * max(0.05, 1 - self.step / steps)
            for group in optimiser.param_groups:
                group["lr"] = rate
            chosen = self._chosen(pairs)
            loss = self.loss(chosen)
            loss.backward()
            for whole, weight in zip(exact, trained, strict=True):
                whole.grad, weight.grad = weight.grad.float(), None
            torch.nn.utils.clip_grad_norm_(exact, 1.0)
            optimiser.step()
            with torch.no_grad():
                for whole, weight in zip(exact, trained, strict=True):
                    weight.copy_(whole)
            self.step += 1
            tokens += len(self.system) + sum(len(each.question) + len(each.answer) for each in chosen)
            speed = tokens / (time.monotonic() - begun)
            self._log({"step": self.step, "of": steps, "loss": round(loss.item(), 4), "tokens_per_s": round(speed, 1)})
            if self.step % SAVED_EVERY == 0 or self.step == steps:
                self._save(optimiser, exact)
        return self.step >= steps

    def measure(self, pairs: Sequence[Coded]) -> float:
        """The mean loss of the pairs' prose, in nats a token."""
        self.model.eval()
        total = count = 0.0
        with torch.no_grad():
            for at in range(0, len(pairs), PAIRS_A_STEP):
                some = pairs[at : at + PAIRS_A_STEP]
                weight = sum(len(each.answer) for each in some)
                total += self.loss(some).item() * weight
                count += weight
        return total / count

    def adapter(self) -> dict[str, torch.Tensor]:
        """The trained matrices by their names: A is (rank, in), B is (out, rank); B A `ALPHA / RANK` is added."""
        return {name: each.detach().cpu() for name, each in get_peft_model_state_dict(self.model).items()}

    def _chosen(self, pairs: Sequence[Coded]) -> list[Coded]:
        """The pairs of the step: each once in an epoch, in an order that the seed decides."""
        first = self.step * PAIRS_A_STEP
        places = []
        for at in range(first, first + PAIRS_A_STEP):
            epoch, place = divmod(at, len(pairs))
            order = random.Random(self.seed * 1000 + epoch).sample(range(len(pairs)), len(pairs))
            places.append(order[place])
        return [pairs[place] for place in places]

    def loss(self, pairs: Sequence[Coded]) -> torch.Tensor:
        """Cross entropy of all answers' tokens, the pairs side by side after one system text."""
        tokens, owner, position = list(self.system), [0] * len(self.system), list(range(len(self.system)))
        targets = list[int]()
        for number, pair in enumerate(pairs, 1):
            first = len(tokens)
            tokens += pair.question + pair.answer
            length = len(pair.question) + len(pair.answer)
            owner += [number] * length
            position += range(len(self.system), len(self.system) + length)
            targets += range(first + len(pair.question), first + length)
        whose = torch.tensor(owner)
        causal = torch.ones(len(tokens), len(tokens), dtype=torch.bool).tril()
        sees = causal & ((whose[None, :] == 0) | (whose[None, :] == whose[:, None]))
        mask = torch.zeros(sees.shape).masked_fill(~sees, torch.finfo(torch.bfloat16).min).to(self.model.dtype)
        decoder = self.model.get_base_model()
        hidden = decoder.model(
            input_ids=torch.tensor([tokens], device=self.device),
            attention_mask=mask[None, None].to(self.device),
            position_ids=torch.tensor([position], device=self.device),
            use_cache=False,
        ).last_hidden_state[0]
        wanted = torch.tensor(targets, device=self.device)
        logits = decoder.lm_head(hidden[wanted - 1]).float()  # of the answers only: the vocabulary is large
        return cross_entropy(logits, torch.tensor(tokens, device=self.device)[wanted])

    def _tokens(self, text: str) -> list[int]:
        return list(self.tokenizer(text, add_special_tokens=False)["input_ids"])

    def _save(self, optimiser: torch.optim.Optimizer, exact: list[torch.Tensor]) -> None:
        state = {"step": self.step, "adapter": self.adapter(), "exact": exact, "optimiser": optimiser.state_dict()}
        part = self.work / "checkpoint.pt.part"
        torch.save(state, part)
        part.replace(self.work / "checkpoint.pt")

    def load(self) -> dict[str, Any] | None:
        """Takes what an earlier training left, if there is any; gives it."""
        if not (self.work / "checkpoint.pt").exists():
            return None
        state: dict[str, Any] = torch.load(self.work / "checkpoint.pt", weights_only=True)
        set_peft_model_state_dict(self.model, state["adapter"])
        self.step = state["step"]
        return state

    def _resume(self, optimiser: torch.optim.Optimizer, exact: list[torch.Tensor]) -> None:
        if state := self.load():
            optimiser.load_state_dict(state["optimiser"])
            for whole, saved in zip(exact, state["exact"], strict=True):
                whole.copy_(saved)

    def _log(self, line: dict[str, float]) -> None:
        with (self.work / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        print(line, flush=True)
