"""The reasons of an answer put into other words by the model, and what such words must pass to count."""

import re
from collections.abc import Iterator, Mapping, Sequence

from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Completion, LanguageModel, Request, Sampling
from boses_engine.pipeline.fidelity import changed_word, strays, stutters
from boses_engine.pipeline.fields import TEMPERATURES, proper_words, sentence_pattern, split_sentences
from boses_engine.randomness import derive_seed

SYSTEM = """You put notes of what somebody says into plain, natural spoken English. Keep "I". Tell every note, in its \
order. Add nothing, leave nothing out, contradict nothing. Short clear sentences.

- I compare prices before I buy.
- After every transfer I save a picture of the screen.
Text: I compare prices before I buy, and after every transfer I save a picture of the screen.

- I stay away from the corner stall.
- The bread from the corner stall was two days old.
Text: I stay away from the corner stall. The bread from the corner stall was two days old."""
ATTEMPTS = len(TEMPERATURES)
AHEAD = 2  # open requests for each place of the model
Reasons = tuple[str, ...]
_WORDS_LEAST = 6  # of all notes together; what is shorter is told as it stands
_ODD = re.compile(r"[^\w\s'’.,!?&+/()%₱₫-]|_|\s,|--")


def is_worded(reasons: Sequence[str]) -> bool:
    """Whether the reasons are something that the model can put into other words."""
    noted = " ".join(reasons)
    return len(noted.split()) >= _WORDS_LEAST and not re.search(r'[:;"“”()]|[.!?] [a-z]', noted)


def word_each(noted: Mapping[int, Reasons], model: LanguageModel, seed: int) -> Iterator[tuple[int, str | None]]:
    """Reasons in the model's words, by their numbers, as they are finished; None where nothing it said may be taken.

    The words depend on the reasons and the seed alone; by the number a request is found again.
    """
    waiting = [(number, 0) for number in list(noted)[::-1]]
    asked: dict[Request, tuple[int, int]] = {}
    try:
        while waiting or asked:
            while waiting and len(asked) < AHEAD * model.parallel:
                number, attempt = waiting.pop()
                words = derive_seed(seed, noted[number], "wording", attempt)
                request = word_request(f"{number}/wording", noted[number], words, attempt)
                asked[request] = number, attempt
                model.submit(request)
            done = model.next_completion()
            number, attempt = asked.pop(done.request)
            if problem_of(done, noted[number]) is None:
                yield number, done.text
            elif attempt + 1 < ATTEMPTS:
                waiting.append((number, attempt + 1))
            else:
                yield number, None
    finally:
        for request in asked:
            model.cancel(request)


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
