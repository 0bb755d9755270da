"""Answers held against the record: facts, attitudes to brands, scores and money, by rules of their own.

An answer is judged only where the record speaks plainly; whether it was drawn by pushes or by similarity does not
matter here.
"""

from collections.abc import Sequence

from boses_engine.domain.study import Answer, Question, StudyDesign
from boses_engine.studies.facts import asked_fact, fitting_option, fitting_options
from boses_engine.studies.money import asked_price, most_paid, purse_of
from boses_engine.studies.practices import practised
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import kinds_of, named_brands, read_subject
from boses_engine.studies.tongues import in_english, moved

_CLEAR = 12  # points of an attitude score from the middle, from which it speaks plainly


def adherence(who: Respondent, design: StudyDesign, answers: Sequence[Answer]) -> float | None:
    """The share, 0..1, of a person's answers that their record bears out, of those where it speaks plainly."""
    judged = [bears_out(who, design.question(one.question), one) for one in answers if one.value is not None]
    told = [each for each in judged if each is not None]
    return sum(told) / len(told) if told else None


def bears_out(who: Respondent, question: Question, answer: Answer) -> bool | None:
    """Whether the record bears an answer out; None where it does not speak plainly of it."""
    read = in_english(question, who.country_code)
    answer = answer.model_copy(update={"value": moved(answer.value, question.options, read.options)})
    for judge in (_by_fact, _by_money, _by_brands, _by_score):
        if (found := judge(who, read, answer)) is not None:
            return found
    return None


def _by_fact(who: Respondent, question: Question, answer: Answer) -> bool | None:
    fact = asked_fact(question.text, who.persona)
    if fact is None:
        return None
    if question.kind == "number":
        return bool(fact.value == answer.value)
    if question.kind == "choice" and (option := fitting_option(fact, question.options)):
        return bool(answer.value == option)
    if question.kind == "multiple" and (held := fitting_options(fact, question.options)) is not None:
        return set(held) == {each for each in answer.value if each in held or fitting_options(fact, [each])}
    return None


def _by_money(who: Respondent, question: Question, answer: Answer) -> bool | None:
    price = asked_price(question)
    if price is None or question.scale != "purchase intent":
        return None
    amount, currency, per = price
    kind = next(iter(kinds_of(read_subject(question.whole_text, who.country_code))), None)
    purse = purse_of(who.persona, kind)
    if currency != purse.currency or amount <= most_paid(purse, per):
        return None
    return bool(answer.value <= _middle(question))


def _by_brands(who: Respondent, question: Question, answer: Answer) -> bool | None:
    if question.kind in ("choice", "multiple"):
        taken = answer.value if isinstance(answer.value, list) else [answer.value]
        named = [brand for option in taken for brand in named_brands(option, who.country_code)[:1]]
        attitudes = [relation.attitude for brand in named if (relation := who.relation(brand.name))]
        return "avoids" not in attitudes if attitudes else None
    if question.scale not in ("nps", "satisfaction"):
        return None
    brands = read_subject(question.whole_text, who.country_code).brands
    relation = who.relation(brands[0].name) if len(brands) == 1 else None
    if relation is None or relation.attitude == "indifferent":
        return None
    above, value = answer.value - _middle(question), relation.attitude
    return bool({"loyal": above > 0, "favourable": above >= 0, "sceptical": above <= 0, "avoids": above < 0}[value])


def _by_score(who: Respondent, question: Question, answer: Answer) -> bool | None:
    if question.scale != "agreement":
        return None
    if practised(who, question.whole_text):  # what they do says more than the score
        return None
    topics = read_subject(question.whole_text, who.country_code).topics
    side = topics[0].side(question.whole_text) if len(topics) == 1 else 0
    apart = getattr(who.persona.psychographics, topics[0].trait) - 50 if side else 0
    above = answer.value - _middle(question)
    if abs(apart) < _CLEAR or above == 0:
        return None
    return bool((above > 0) == (apart * side > 0))


def _middle(question: Question) -> float:
    return (question.points[0] + question.points[-1]) / 2
