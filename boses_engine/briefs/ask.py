"""What the language model is asked of a brief: which of its words are the people, their work, place and money.

The answer is kept to words of the brief by its constraint, so that nothing can be read that the text does not carry.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from boses_engine.briefs.data import text_of
from boses_engine.briefs.text import Brief
from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Completion, Request, Sampling
from boses_engine.randomness import derive_seed

WORDS_MOST = 60  # of a brief are offered to the model
SPAN_MOST = 5  # words of a reading
_TOKENS_MOST = 100
Kind = Literal["work", "hobby", "family", "age", "home", "buyers", "two groups", "things"]
_KINDS = "|".join(get_args(Kind))
_ANSWER = re.compile(
    rf"people: (?P<people>[^\n]+)\nkind: (?P<kind>{_KINDS})\nwork: (?P<work>[^\n]+)"
    r"(?:\nplace: (?P<place>[^\n]+))?\nmoney: (?P<money>[^\n]+)"
)


@dataclass(frozen=True)
class Reading:
    """What the model read: the words for the people and their kind, the people's work, their place, their money.

    None for what was not asked, what it says is not there, and what does not stand in the brief.
    """

    people: str | None = None
    kind: Kind | None = None
    work: str | None = None
    place: str | None = None
    money: str | None = None


def request_for(brief: Brief, key: str, *, place: bool, places: Sequence[str] = ()) -> Request:
    """The question about a brief; `places` are the readings to choose from where its name has several."""
    text = " ".join(brief.text.split()[:WORDS_MOST])
    spans = _spans(text)
    parts = [f"people: (?:{spans})", f"kind: (?:{_KINDS})", f"work: (?:none|{spans})"]
    if places:
        parts.append(f"place: (?:{'|'.join(map(_literal, places))})")
    elif place:
        parts.append(f"place: (?:none|{spans})")
    parts.append(f"money: (?:none|{spans})")
    system, _, examples = text_of("question.txt").partition("\n")
    return Request(
        key=key,
        path=(system, examples),
        ask=f"\nBrief: {text}\n",
        constraint=Pattern("\\n".join(parts)),
        seed=derive_seed("brief", text),
        max_tokens=_TOKENS_MOST,
        sampling=Sampling(temperature=0.0),
    )


def reading_of(done: Completion, brief: Brief, places: Sequence[str] = ()) -> Reading:
    """What an answer says, without what the brief does not carry."""
    match = _ANSWER.fullmatch(done.text.strip()) if done.finish_reason == "stop" else None
    if match is None:
        return Reading()
    text = " ".join(brief.text.split())
    said = {
        name: words if words and words != "none" and words in text else None
        for name, words in match.groupdict().items()
    }
    place = match["place"] if match["place"] in places else said["place"]
    kind: Kind = match["kind"]  # type: ignore[assignment]
    return Reading(said["people"], kind, said["work"], place, said["money"])


def _spans(text: str) -> str:
    """A regular expression of every run of up to five words inside a clause of the text."""
    runs: list[str] = []
    for clause in re.split(r"[.,;:|()\[\]{}!?\"“”…]+|\s[-–—]\s", text):
        words = clause.split()
        for at in range(len(words)):
            run = ""
            for word in reversed(words[at : at + SPAN_MOST]):
                run = _literal(word) + (f"(?: {run})?" if run else "")
            runs.append(run)
    return "|".join(dict.fromkeys(runs)) or "none"


def _literal(word: str) -> str:
    return re.sub(r"([\\.+*?()|\[\]{}^$])", r"\\\1", word)
