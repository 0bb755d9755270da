"""A person's texts as a function of slot, answers and standing prose: whatever order the answers come in."""

from collections import Counter
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from support.run_double import made_up

from boses_engine.domain.group import Group
from boses_engine.language.port import Completion, FinishReason, Request
from boses_engine.pipeline.fields import OPEN, identity_fields, profile_fields
from boses_engine.pipeline.likeness import plain
from boses_engine.pipeline.plan import Plan, make_plan
from boses_engine.pipeline.standing import Standing
from boses_engine.pipeline.wording import fill
from boses_engine.pipeline.writer import ROUND, FieldFailed, Prose, Report, Writer

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
        occupation="office worker",
        persona_count=3,
    )
    return make_plan(group, 1)


def a_writer(index: int = 0) -> Writer:
    return Writer(plan(), plan().slots[index], "full")


def good(request: Request) -> str:
    return made_up(request, "")


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
    standing: Standing,
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
        open_.update(dict.fromkeys(asked.request for asked in writer.wanted(standing)))
        if late and rng is not None and (writer.outcome is not None or rng.random() < 0.1):
            standing.add(late.pop())
            continue
        if writer.outcome is not None:
            return answered
        requests = list(open_)
        request = requests[int(rng.integers(len(requests))) if rng else 0]
        del open_[request]
        writer.receive(completion(request, answer(request)), 0.25)
        answered.append(request)


def prose(writer: Writer) -> Prose:
    assert isinstance(writer.outcome, Prose), writer.outcome
    return writer.outcome


def counts(report: Report) -> tuple[int, int, int, Counter[str]]:
    return report.fields, report.first_attempt, report.retries, report.checks


def test_a_person_without_trouble() -> None:
    writer, slot = a_writer(), plan().slots[0]
    answered = write(writer, Standing())
    done = prose(writer)
    assert done.slot == slot
    assert list(done.identity) == [field.key for field in identity_fields(slot, 0)]
    assert list(done.profile) == [field.key for field in profile_fields(slot, 0)]
    every = {request.key: good(request) for request in answered}
    assert {f"0/{key}": text for key, text in (done.identity | done.profile).items()} == every
    count = len(answered)
    assert counts(writer.report) == (count, count, 0, Counter())
    report = writer.report
    assert (report.tokens_read, report.tokens_written, report.seconds) == (10 * count, 20 * count, 0.25 * count)


def test_stage_two_waits_for_the_life_it_reads() -> None:
    writer = a_writer()
    first = writer.wanted(Standing())
    assert {asked.stage for asked in first} == {"identity"}
    before = writer.reached
    assert before == "identity"
    for asked in first:
        writer.receive(completion(asked.request, good(asked.request)), 0.0)
    second = writer.wanted(Standing())
    assert {asked.stage for asked in second} == {"profile"}
    assert writer.reached == "profile"
    life = good(first[0].request)
    assert all(asked.request.path == (*first[0].request.path, f" {life}") for asked in second)


@pytest.mark.parametrize("share", [10**9, 6, 3, 2])
def test_the_order_of_answers_changes_nothing(share: int) -> None:
    """Catches a text that depends on what was answered before it, and counts of attempts that were not needed."""
    rng = np.random.default_rng(share)
    for index in range(3):
        expected = a_writer(index)
        write(expected, Standing(), failing(share))
        if share == 2:
            assert expected.report.retries > 5
        for _ in range(5):
            writer = a_writer(index)
            write(writer, Standing(), failing(share), rng)
            if isinstance(expected.outcome, FieldFailed):
                assert str(writer.outcome) == str(expected.outcome)
            else:
                assert writer.outcome == expected.outcome
                assert counts(writer.report) == counts(expected.report)


def test_prose_that_turns_up_late_counts_as_if_it_had_stood_before() -> None:
    """The heart of writing people side by side. Late prose repeats texts of this person, some of them new attempts,
    and answers fail for other reasons too, up to facts drawn anew.
    """
    rng = np.random.default_rng(5)
    changed = redrawn = 0
    for number in range(12):
        answer = failing(3 if number % 2 else 2, "life_situation", "wants", "values", "day", "quote", "signal:1")
        first = a_writer(number % 3)
        said = write(first, Standing(), answer)
        late = [plain(answer(said[int(rng.integers(len(said)))])) for _ in range(3)]
        expected = a_writer(number % 3)
        write(expected, Standing(late), answer)
        changed += expected.outcome != first.outcome
        redrawn += isinstance(expected.outcome, Prose) and expected.outcome.slot != plan().slots[number % 3]
        for _ in range(3):
            writer = a_writer(number % 3)
            write(writer, Standing(), answer, rng, late)
            if isinstance(expected.outcome, FieldFailed):
                assert str(writer.outcome) == str(expected.outcome)
            else:
                assert writer.outcome == expected.outcome
                assert counts(writer.report) == counts(expected.report)
    assert changed > 6
    assert redrawn > 0


@pytest.mark.parametrize("key", ["wants", "spending", "brand:1", "day", "quote"])
def test_late_prose_that_repeats_one_text_changes_that_field_only(key: str) -> None:
    writer, standing = a_writer(), Standing()
    write(writer, standing)
    before = prose(writer)
    texts = before.identity | before.profile
    standing.add(plain(texts[key]))
    missing = writer.wanted(standing)
    assert writer.outcome is None
    assert [asked.field.key for asked in missing] == [key]
    answered = write(writer, standing)
    assert [request.key for request in answered] == [f"0/{key}"]
    after = prose(writer).identity | prose(writer).profile
    assert {name for name in texts if after[name] != texts[name]} == {key}
    assert (writer.report.retries, writer.report.checks) == (1, Counter(repeated=1))
    assert writer.report.first_attempt == writer.report.fields - 1


def test_a_life_that_is_rejected_late_rewrites_stage_two() -> None:
    """Stage two was written on a life that does not stand: catches a profile that tells of another one."""
    writer, standing = a_writer(), Standing()
    write(writer, standing)
    before = prose(writer)
    standing.add(plain(before.identity["life_situation"]))
    assert [asked.field.key for asked in writer.wanted(standing)] == ["life_situation"]
    answered = write(writer, standing)
    after = prose(writer)
    assert [request.key for request in answered] == ["0/life_situation", *(f"0/{key}" for key in after.profile)]
    assert after.identity["life_situation"] != before.identity["life_situation"]
    assert all(request.path[-1] == f" {after.identity['life_situation']}" for request in answered[1:])
    same = {key: text for key, text in before.identity.items() if key != "life_situation"}
    assert after.identity == {"life_situation": after.identity["life_situation"]} | same
    expected = a_writer()
    write(expected, Standing([plain(before.identity["life_situation"])]))
    assert after == prose(expected)
    assert counts(writer.report) == counts(expected.report)
    assert writer.report.tokens_written > expected.report.tokens_written  # what was written in vain is told


def test_a_field_that_fails_ends_its_person_only_when_all_before_it_stand() -> None:
    """Its texts must not repeat those before, so that while one of them is open nothing is final."""
    writer = a_writer()
    standing = Standing()
    life, wants, *_ = writer.wanted(standing)
    assert (life.field.key, wants.field.key) == ("life_situation", "wants")
    tried = []
    for attempt in range(ROUND):
        (asked,) = [asked for asked in writer.wanted(standing) if asked.field.key == "wants"]
        tried.append(asked)
        writer.receive(completion(asked.request, good(asked.request)[:-1]), 0.0)
        assert writer.wanted(standing)
        assert writer.outcome is None, attempt
    assert len({asked.request.seed for asked in tried}) == ROUND
    assert [OPEN in asked.field.frame for asked in tried] == [True] * ROUND
    writer.receive(completion(life.request, good(life.request)), 0.0)
    assert writer.wanted(standing) == []
    assert isinstance(writer.outcome, FieldFailed)
    assert (writer.outcome.key, writer.outcome.attempts) == ("wants", ROUND)
    assert str(writer.outcome) == "wants: the text does not keep its form"
    assert writer.report.checks == Counter(whole=ROUND)


def test_a_sitting_after_a_failure_goes_on_with_its_attempts() -> None:
    """Catches seeds that failed already, and a report that forgets what the failure took."""
    failed = a_writer()
    write(failed, Standing(), failing(1, "wants"))
    assert isinstance(failed.outcome, FieldFailed)
    earlier = failed.report.as_dict()
    again = Writer(plan(), plan().slots[0], "full", {"wants": failed.outcome.attempts}, earlier)
    answered = write(again, Standing())
    never = a_writer()
    fresh = write(never, Standing())
    seeds = {request.key: request.seed for request in fresh}
    assert {request.key for request in answered if request.seed != seeds[request.key]} == {"0/wants"}
    count = len(answered)
    assert again.report.retries == ROUND
    assert (again.report.fields, again.report.first_attempt) == (count, count)
    assert again.report.checks == Counter(whole=ROUND)
    assert again.report.tokens_written == failed.report.tokens_written + 20 * count


@pytest.mark.parametrize("first", ["signal:0", "signal:1"])
def test_facts_drawn_anew_for_two_fields_in_either_order(first: str) -> None:
    """What is drawn for the second keeps clear of what was drawn for the first. Catches a question that still has
    the fact it had before that: the record would show one fact and the text tell another.
    """

    def answer(request: Request) -> str:
        tried[request.key] += 1
        spoilt = request.key.startswith("0/signal") and tried[request.key] <= 4
        return good(request)[: -1 if spoilt else None]

    results = []
    for chosen in ("signal:0", first):
        tried: Counter[str] = Counter()
        writer = a_writer()
        while writer.outcome is None:
            wanted = writer.wanted(Standing())
            if wanted:
                request = next((a for a in wanted if a.field.key == chosen), wanted[-1]).request
                writer.receive(completion(request, answer(request)), 0.0)
        results.append(prose(writer))
        for i, signal in enumerate(results[-1].slot.life.price_signals):
            assert signal != plan().slots[0].life.price_signals[i]
            assert fill(signal, results[-1].slot) in results[-1].profile[f"signal:{i}"]
    assert results[0] == results[1]


def test_a_cut_answer_is_asked_again() -> None:
    writer = a_writer()
    asked = writer.wanted(Standing())[0]
    writer.receive(completion(asked.request, good(asked.request), "length"), 0.0)
    again = writer.wanted(Standing())[0]
    assert again.field.key == asked.field.key
    assert again.request.seed != asked.request.seed
    assert writer.report.checks == Counter(whole=1)
