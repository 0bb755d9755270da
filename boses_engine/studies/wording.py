"""The reasons of an answer put into other words by the model, and what such words must pass to count."""

import re
from collections.abc import Sequence

from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Completion, Request, Sampling
from boses_engine.pipeline.fidelity import changed_word, strays, stutters
from boses_engine.pipeline.fields import TEMPERATURES, proper_words, sentence_pattern, split_sentences

SYSTEM = """You put notes of what somebody says into plain, natural spoken English. Keep "I". Tell every note, in its \
order. Add nothing, leave nothing out, contradict nothing. Short clear sentences.

- I compare prices before I buy.
- After every transfer I save a picture of the screen.
Text: I compare prices before I buy, and after every transfer I save a picture of the screen.

- I stay away from the corner stall.
- The bread from the corner stall was two days old.
Text: I stay away from the corner stall. The bread from the corner stall was two days old."""
ATTEMPTS = len(TEMPERATURES)
_WORDS_LEAST = 6  # of all notes together; what is shorter is told as it stands
_ODD = re.compile(r"[^\w\s'’.,!?&+/()%₱₫-]|_|\s,|--")


def is_worded(reasons: Sequence[str]) -> bool:
    """Whether the reasons are something that the model can put into other words."""
    noted = " ".join(reasons)
    return len(noted.split()) >= _WORDS_LEAST and not re.search(r'[:;"“”()]|[.!?] [a-z]', noted)


def word_request(key: str, reasons: Sequence[str], seed: int, attempt: int) -> Request:
    """The reasons as a constrained request; `attempt` is counted from 0."""
    sentences = sum(len(split_sentences(note)) for note in reasons)
    proper = dict.fromkeys(("I", *proper_words(reasons)))
    return Request(
        key=key,
        path=(SYSTEM, "\n"),
        ask="\n".join(f"- {note}" for note in reasons),
        constraint=Pattern(sentence_pattern(proper, sentences)),
        seed=seed,
        max_tokens=48 + sum(map(len, reasons)) // 2,
        sampling=Sampling(temperature=TEMPERATURES[attempt % len(TEMPERATURES)]),
    )


def problem_of(done: Completion, reasons: Sequence[str]) -> str | None:
    """What is wrong with the model's words for the reasons, in a word or two; None where nothing is."""
    text, noted = done.text, " ".join(reasons)
    checks = (
        ("whole", done.finish_reason != "stop" or text[-1:] not in ".!?"),
        ("garbled", bool(_ODD.search(text)) or stutters(noted, text)),
        ("changed", changed_word(noted, text, "i", "") is not None),
        ("strays", strays(noted, text) is not None),
    )
    return next((name for name, wrong in checks if wrong), None)
