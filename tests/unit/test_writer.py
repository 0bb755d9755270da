"""A person's texts as a function of slot, answers and standing prose: whatever order the answers come in."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from boses_engine.domain.group import Group
from boses_engine.domain.report import Effort
from boses_engine.language.port import Completion, FinishReason, Request
from boses_engine.pipeline.fields import Field, identity_fields, profile_fields
from boses_engine.pipeline.likeness import plain
from boses_engine.pipeline.plan import Plan, make_plan
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.pipeline.writer import ATTEMPTS, Prose, Writer

Answer = Callable[[Request], str]


@cache
def plan() -> Plan:
    group = Group(
        name="Writer",
        age_min=20,
        age_max=60,
        gender="All",
        location="Philippines",
        income_level="Middle",
        occupation="shop assistant",
        persona_count=3,
    )
    return make_plan(group, 1)  # in which nobody has a brand whose name ends as a sentence does


@cache
def fields(index: int = 0) -> dict[str, Field]:
    slot = plan().slots[index]
    return {field.key: field for field in identity_fields(slot) + profile_fields(slot)}


def a_writer(index: int = 0) -> Writer:
    return Writer(plan().group, plan().seed, plan().slots[index])


def good(request: Request) -> str:
    """The notes, with a word more that tells which attempt it was."""
    notes = " ".join(re.findall(r"^- (.+)$", request.ask, re.MULTILINE))
    return f"{notes[:-1]}{' also' * (request.sampling.temperature > 0.3)}."


def failing(share: int, *keys: str) -> Answer:
    """Loses its stop in one of `share` answers, by the seed; those to `keys` only, where any are named."""

    def answer(request: Request) -> str:
        spoilt = request.seed % share == 0 and (not keys or request.key.partition("/")[2] in keys)
        return good(request)[: -1 if spoilt else None]

    return answer


def completion(request: Request, text: str, reason: FinishReason = "stop") -> Completion:
    return Completion(request, text, text, reason, 10, 20, 5, 0.5, 0.1)


def write(
    writer: Writer,
    prior: PriorTexts,
    answer: Answer = good,
    rng: np.random.Generator | None = None,
    late: list[str] | None = None,
) -> list[Request]:
    """Answers all that is wanted, in any order where there is a generator; `late` prose turns up on the way.

    Returns the requests in the order of their answers.
    """
    answered: list[Request] = []
    open_: dict[Request, None] = {}
    late = list(late or ())
    while True:
        open_.update(dict.fromkeys(asked.request for asked in writer.wanted(prior)))
        if late and rng is not None and (writer.outcome is not None or rng.random() < 0.1):
            prior.add(late.pop())
            continue
        if writer.outcome is not None:
            return answered
        requests = list(open_)
        request = requests[int(rng.integers(len(requests))) if rng else 0]
        del open_[request]
        writer.receive(completion(request, answer(request)), 0.25)
        answered.append(request)


def prose(writer: Writer) -> Prose:
    assert writer.outcome is not None
    return writer.outcome


def texts(writer: Writer) -> dict[str, str]:
    return prose(writer).identity | prose(writer).profile


def counts(effort: Effort) -> tuple[int, int, int, int, Counter[str]]:
    return effort.fields, effort.first_attempt, effort.as_noted, effort.retries, effort.checks


def test_a_person_without_trouble() -> None:
    """Catches a field that is not asked, or asked twice, and a text under another's key."""
    writer, slot = a_writer(), plan().slots[0]
    answered = write(writer, PriorTexts())
    done = prose(writer)
    assert (done.slot, done.as_noted) == (slot, ())
    assert list(done.identity) == [field.key for field in identity_fields(slot)]
    assert list(done.profile) == [field.key for field in profile_fields(slot)]
    assert texts(writer) == {key: field.as_noted for key, field in fields().items()}
    count = len(answered)
    assert counts(writer.effort) == (count, count, 0, 0, Counter())
    effort = writer.effort
    assert (effort.tokens_read, effort.tokens_written, effort.seconds) == (10 * count, 20 * count, 0.25 * count)


def test_stage_two_waits_for_stage_one() -> None:
    """Catches work on the profile of somebody whom the library could still replace."""
    writer = a_writer()
    first = writer.wanted(PriorTexts())
    assert {asked.stage for asked in first} == {"identity"}
    before = writer.reached
    assert before == "identity"
    for asked in first:
        writer.receive(completion(asked.request, good(asked.request)), 0.0)
    second = writer.wanted(PriorTexts())
    assert {asked.stage for asked in second} == {"profile"}
    assert writer.reached == "profile"


def test_a_field_that_fails_every_attempt_is_told_as_noted() -> None:
    """Catches an attempt too many, a failing text that is kept, and code's own words that no one owns up to."""
    writer = a_writer()
    answered = write(writer, PriorTexts(), failing(1, "wants", "day"))
    assert Counter(request.key for request in answered if request.key in ("0/wants", "0/day")) == {
        "0/wants": ATTEMPTS,
        "0/day": ATTEMPTS,
    }
    assert prose(writer).as_noted == ("wants", "day")
    assert texts(writer) == {key: field.as_noted for key, field in fields().items()}
    count = len(fields())
    assert counts(writer.effort) == (count, count - 2, 2, 2 * (ATTEMPTS - 1), Counter(whole=2 * ATTEMPTS))
    assert writer.effort.as_dict()["as_noted"] == 2


def test_the_second_attempt_counts_where_the_first_fails() -> None:
    """Catches a field told as noted though its second attempt is good, or an attempt with the same seed."""
    writer, tried = a_writer(), list[Request]()

    def answer(request: Request) -> str:
        if request.key != "0/values":
            return good(request)
        tried.append(request)
        return good(request)[: -1 if len(tried) == 1 else None]

    write(writer, PriorTexts(), answer)
    assert texts(writer)["values"] == good(tried[1]) != fields()["values"].as_noted
    assert prose(writer).as_noted == ()
    assert len({request.seed for request in tried}) == 2 == len(tried)
    assert counts(writer.effort) == (len(fields()), len(fields()) - 1, 0, 1, Counter(whole=1))


def test_notes_that_somebody_else_has_too_still_stand() -> None:
    """Catches an endless loop: what code tells is not judged, so that nobody fails."""
    prior = PriorTexts(plain(field.as_noted) for field in fields().values())
    writer = a_writer()
    write(writer, prior)
    assert set(prose(writer).as_noted) == set(fields())
    assert writer.effort.checks == Counter(repeated=ATTEMPTS * len(fields()))


@pytest.mark.parametrize("share", [10**9, 6, 3, 2])
def test_the_order_of_answers_changes_nothing(share: int) -> None:
    """Catches a text that depends on what was answered before it, and counts of attempts that were not needed."""
    rng = np.random.default_rng(share)
    noted = 0
    for index in range(3):
        expected = a_writer(index)
        write(expected, PriorTexts(), failing(share))
        noted += len(prose(expected).as_noted)
        for _ in range(5):
            writer = a_writer(index)
            write(writer, PriorTexts(), failing(share), rng)
            assert writer.outcome == expected.outcome
            assert counts(writer.effort) == counts(expected.effort)
    assert noted > 0 or share > 3


def test_prose_that_turns_up_late_counts_as_if_it_had_stood_before() -> None:
    """The heart of writing people side by side. Late prose repeats texts of this person, some of them new attempts,
    and answers fail for other reasons too.
    """
    rng = np.random.default_rng(5)
    changed = 0
    for number in range(12):
        answer = failing(3 if number % 2 else 2, "life_situation", "wants", "values", "day", "signal:1")
        first = a_writer(number % 3)
        said = write(first, PriorTexts(), answer)
        late = [plain(answer(said[int(rng.integers(len(said)))])) for _ in range(3)]
        expected = a_writer(number % 3)
        write(expected, PriorTexts(late), answer)
        changed += expected.outcome != first.outcome
        for _ in range(3):
            writer = a_writer(number % 3)
            write(writer, PriorTexts(), answer, rng, late)
            assert writer.outcome == expected.outcome
            assert counts(writer.effort) == counts(expected.effort)
    assert changed > 6


@pytest.mark.parametrize("key", ["life_situation", "wants", "spending", "brand:1", "day"])
def test_late_prose_that_repeats_one_text_changes_that_field_only(key: str) -> None:
    """Catches a repetition that has a whole stage asked again."""
    writer, prior = a_writer(), PriorTexts()
    write(writer, prior)
    before = texts(writer)
    prior.add(plain(before[key]))
    missing = writer.wanted(prior)
    assert writer.outcome is None
    assert [asked.field.key for asked in missing] == [key]
    answered = write(writer, prior)
    assert [request.key for request in answered] == [f"0/{key}"] * (ATTEMPTS - 1)
    assert texts(writer) == before  # the other attempts are as near, so that the notes are told
    assert prose(writer).as_noted == (key,)
    assert (writer.effort.retries, writer.effort.checks) == (ATTEMPTS - 1, Counter(repeated=ATTEMPTS))
    assert writer.effort.first_attempt == writer.effort.fields - 1
    assert writer.effort.tokens_written == 20 * (len(fields()) + ATTEMPTS - 1)  # what was written in vain is told


def test_a_draft_is_stage_one_beside_nobody() -> None:
    """Catches a draft that standing prose has changed, and answers of it that are asked for again."""
    writer = a_writer()
    for _ in range(ATTEMPTS):
        for asked in writer.wanted_draft():
            writer.receive(completion(asked.request, failing(1, "fears")(asked.request)), 0.0)
    assert writer.wanted_draft() == []
    assert writer.draft == {field.key: field.as_noted for field in identity_fields(plan().slots[0])}
    assert {asked.stage for asked in writer.wanted(PriorTexts())} == {"profile"}


def test_a_cut_answer_is_asked_again() -> None:
    """Catches a text taken at the length limit."""
    writer = a_writer()
    asked = writer.wanted(PriorTexts())[0]
    writer.receive(completion(asked.request, good(asked.request), "length"), 0.0)
    again = writer.wanted(PriorTexts())[0]
    assert again.field.key == asked.field.key
    assert again.request.seed != asked.request.seed
    assert writer.effort.checks == Counter(whole=1)
