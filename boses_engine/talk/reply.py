"""What a person says to a message: the position that the study code takes, in the form that was asked for.

The model only words reasons, as in a study: neither the conversation nor a scene that the caller sets can make a person
say what their record does not hold.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from boses_engine.domain.study import ANCHORS, Answer, Question, Stimulus
from boses_engine.language.port import LanguageModel
from boses_engine.randomness import derive_seed, generator
from boses_engine.studies.ask import Open, word_all
from boses_engine.studies.kinds import take_position
from boses_engine.studies.position import Position, draw, normalised
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.scales import NONE
from boses_engine.studies.subject import read_subject
from boses_engine.studies.telling import Told, tell
from boses_engine.studies.tongues import text_in_english
from boses_engine.studies.wording import is_worded
from boses_engine.talk.form import Form, read_form, yes_or_no
from boses_engine.talk.small_talk import small_talk

TURNS_MOST = 12  # earlier messages that are looked at: what was said once is not said again
CHARACTERS_MOST = 8_000  # of a message, and of the scene
GUESS = "Nothing in my record speaks of this: it is a guess."
_NO_MORE = "That is all that I can say on it."
_GOING_ON = re.compile(
    r"(?:and|but|so|why|how so|how come|what about|tell me more|really|go on|more|explain|what else|anything else|"
    r"can you (?:say|tell)|could you (?:say|tell)|for example|such as|in what way|since when)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Turn:
    """A message of a conversation; `system` ones set a scene."""

    role: Literal["user", "assistant", "system"]
    text: str


@dataclass(frozen=True)
class Reply:
    """What is said, and what it rests on.

    `value` is the study code's value, None for talk and without a basis; a `guess` was drawn all the same, because the
    form has no room for "I do not know".
    """

    text: str
    value: Any = None
    distribution: Mapping[str, float] = field(default_factory=dict)
    grounds: tuple[str, ...] = ()
    no_basis: bool = False
    guess: bool = False


@dataclass(frozen=True)
class Stand:
    """Where a person stands on a message, and what they would say of it."""

    form: Form
    question: Question
    position: Position
    told: Told
    seed: int


class Talk:
    """A person in a conversation: its messages so far, and what they said on them."""

    def __init__(self, who: Respondent, turns: Sequence[Turn], *, seed: int = 1, repeat: int = 1):
        self.who, self.seed, self.repeat = who, seed, repeat
        self.scene = " ".join(turn.text for turn in turns if turn.role == "system")[:CHARACTERS_MOST]
        heard = [self._read(turn.text) for turn in turns if turn.role == "user"][-TURNS_MOST - 1 :]
        self.message = heard[-1] if heard else ""
        self._before = heard[:-1]
        self._used: set[str] = set()
        earlier: list[str] = []
        for text in self._before:
            if small_talk(who, text) is None:
                self.stand(text, earlier)
            earlier.append(text)

    def _read(self, text: str) -> str:
        """A message in English; as it is where it lists options, one of which the reply is to have."""
        text = text[:CHARACTERS_MOST]
        listed = read_form(text, self.who.persona.income.currency).options
        return text if listed else text_in_english(text, self.who.country_code)

    def stand(self, text: str, before: Sequence[str] | None = None) -> Stand:
        """Where the person stands on a message after those before it."""
        form = read_form(text, self.who.persona.income.currency)
        return self.stand_on(form, self._before if before is None else before)

    def stand_on(self, form: Form, before: Sequence[str] = ()) -> Stand:
        """Where the person stands on what a message asks."""
        question, position, rng = self._position(form, before)
        told = tell(self.who, _as_quoted(question), position, rng, used := set(self._used))
        if _goes_on(form.question.text) and told.reasons and set(told.reasons) <= self._used:
            told = Told(_NO_MORE, (), told.grounds)
        self._used |= used
        return Stand(form, question, position, told, derive_seed(*self._parts(question)))

    def _position(self, form: Form, before: Sequence[str]) -> tuple[Question, Position, np.random.Generator]:
        """The first of the ways to read a message that the record has something on."""
        found = None
        for question in self._readings(form, before):
            rng = generator(*self._parts(question))
            position = take_position(self.who, question, rng)
            if found is None or not position.no_basis:
                found = question, position, rng
            if not position.no_basis:
                break
        assert found is not None
        return found

    def _readings(self, form: Form, before: Sequence[str]) -> list[Question]:
        question = form.question
        readings = [question]
        if (either := yes_or_no(form)) is not None:
            readings.insert(0, either)
        spoken_of = next((text for text in reversed(before) if not _goes_on(text)), None)
        if spoken_of is not None and question.kind == "open" and _goes_on(question.text):
            last = read_form(spoken_of, self.who.persona.income.currency).question.text
            readings.append(question.model_copy(update={"text": f"{last} {question.text}"}))
        subject = read_subject(question.whole_text, self.who.country_code)
        scene = read_subject(self.scene, self.who.country_code) if self.scene else None
        if scene and (scene.brands or scene.categories) and not (subject.brands or subject.categories):
            names = ", ".join((*(brand.name for brand in scene.brands), *scene.categories))
            readings.append(question.model_copy(update={"stimulus": Stimulus(text=names)}))
        return readings

    def _parts(self, question: Question) -> tuple[object, ...]:
        """What the draw depends on: not on when it is asked, so that nobody changes their mind in a conversation."""
        return self.seed, self.who.persona.id, question.model_dump_json(), self.repeat, "talk"


def answer(talk: Talk, model: LanguageModel) -> Reply:
    """What the person says to the last message."""
    if (said := small_talk(talk.who, talk.message)) is not None:
        return Reply(said[0], grounds=said[1])
    stand = talk.stand(talk.message)
    if stand.form.style == "text":
        return _reply(stand, worded(stand, talk.who, model))
    found, guess = decided(stand, talk)
    if found is None:
        return _reply(stand, stand.told.as_noted)
    comment = ""
    if stand.form.comment or stand.form.style == "json":
        comment = GUESS if guess else reasons(stand, talk.who, model)
    return _reply(stand, in_form(stand, found, comment), guess=guess)


def reasons(stand: Stand, who: Respondent, model: LanguageModel) -> str:
    """The reasons without the position, which stands before them in the form that was asked for."""
    told = stand.told
    return worded(replace(stand, told=replace(told, opening="")) if told.reasons else stand, who, model)


def worded(stand: Stand, who: Respondent, model: LanguageModel) -> str:
    """What is said in sentences: the position as it stands, the reasons in the model's words."""
    told = stand.told
    if not is_worded(told.reasons):
        return told.as_noted
    one = Answer(
        persona=who.persona.id,
        question=stand.question.id,
        kind=stand.question.kind,
        repeat=1,
        value=None,
        text=told.as_noted,
        distribution={},
        grounds=told.grounds,
        no_basis=False,
        seed=stand.seed,
    )
    (done,) = word_all([Open(one, told)], model)
    return done.text


def decided(stand: Stand, talk: Talk) -> tuple[Any, bool]:
    """The value for a form that wants one, and whether it is a guess; None where there is nothing to guess from."""
    question, position, form = stand.question, stand.position, stand.form
    rng = generator(*talk._parts(question), "guess")
    value, guess = position.value, position.value is None
    if question.kind == "number":
        return value, guess
    shares = {key: float(share) for key, share in position.distribution.items()}
    if question.kind == "likert":
        value = question.points[draw(rng, list(shares.values()))] if value is None else value
    elif question.kind == "choice" and value is None:
        unsure = next((option for option in question.options if NONE.match(option)), None)
        value = unsure or question.options[draw(rng, normalised([shares.get(each, 0.0) for each in question.options]))]
    elif question.kind in ("multiple", "ranking"):
        keys = np.log(np.maximum([shares.get(each, 0.0) for each in question.options], 1e-9)) + rng.gumbel(
            size=len(question.options)
        )
        likely = [question.options[int(at)] for at in np.argsort(-keys, kind="stable")]
        chosen = list(value) if value is not None else likely if question.kind == "ranking" else []
        chosen += [each for each in likely if each not in chosen][: max(0, form.least - len(chosen))]
        value = chosen[: form.most]
        if question.kind == "multiple":
            value.sort(key=question.options.index)
    return value, guess


def in_form(stand: Stand, value: Any, comment: str) -> str:
    """A value as the message asks for it."""
    form = stand.form
    below = f"\n{comment}" if comment and form.comment else ""
    if form.style == "shares":
        return json.dumps({_shares_name(form): _shares(stand)})
    if form.style == "number":
        return f"{value:g}{below}" if isinstance(value, float) else f"{value}{below}"
    if stand.question.kind in ("multiple", "ranking"):
        at = [form.listed(each) for each in value]
        named = [form.options[each] for each in at]
        coded = (
            [int(code) if code.isdigit() else code for code in (form.codes[each] for each in at)] if form.codes else []
        )
        if form.style == "json":
            return json.dumps({"answer": coded or named, "comment": comment}, ensure_ascii=False)
        if form.style == "codes":
            return f"[{', '.join(map(str, coded))}]{below}"
        return f"{json.dumps(named, ensure_ascii=False)}{below}"
    at_one = form.listed(value)
    if form.style == "json":
        return json.dumps({"answer": form.options[at_one], "comment": comment}, ensure_ascii=False)
    return f"{form.codes[at_one] if form.style == 'code' else form.options[at_one]}{below}"


def _shares_name(form: Form) -> str:
    return "inclusion_probabilities" if form.question.kind == "multiple" else "probabilities"


def _shares(stand: Stand) -> list[float]:
    """The distribution in the order of the options as listed; it adds up to 1 where one is chosen."""
    shares = list(stand.position.distribution.values())
    shares = list(reversed(shares)) if stand.form.falls else shares
    if stand.question.kind == "multiple":
        return [round(float(share), 4) for share in shares]
    rounded = [round(share, 4) for share in normalised([float(share) for share in shares])]
    rounded[int(np.argmax(rounded))] += 1 - sum(rounded)
    return [round(share, 4) for share in rounded]


def _reply(stand: Stand, text: str, *, guess: bool = False) -> Reply:
    position = stand.position
    shares = {key: round(float(share), 4) for key, share in position.distribution.items()}
    return Reply(text, position.value, shares, stand.told.grounds, not stand.told.grounds, guess)


def _as_quoted(question: Question) -> Question:
    """A scale with other words than the standard ones as one whose point is said in quotation marks."""
    if question.scale is None or ANCHORS.get((question.scale, len(question.anchors))) == question.anchors:
        return question
    return question.model_copy(update={"scale": "own"})


def _goes_on(text: str) -> bool:
    """Whether a message goes on with what was spoken of before."""
    return bool(_GOING_ON.match(text.strip())) and len(text.split()) <= 12
