"""Between stage one and stage two: which slots people of the library fill."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from boses_engine.domain.library import Candidate, Facts, Near, Rules, identity_text
from boses_engine.domain.persona import Persona, Slot
from boses_engine.pipeline.constraints import outside
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.pipeline.record import texts


class Library(Protocol):
    """What a run needs of the library; see `boses_engine.library.library.Library`."""

    rules: Rules
    encoder: str  # whose cosines they are

    def near(self, facts: Facts, slots: Iterable[Slot]) -> Near:
        """Who fits the slots by the hard facts, decision style, attitudes and personality."""
        ...

    def strong(self, candidates: Sequence[Candidate], texts: Mapping[int, str]) -> list[Candidate]:
        """Those whose identity text is like their slot's (`texts`, by slot), the best first."""
        ...


def draft_texts(plan: Plan, drafts: Mapping[int, Mapping[str, str]]) -> dict[int, str]:
    """The drafts as they are compared, by slot; whoever has none is left out."""
    return {index: identity_text(draft, plan.slots[index].name) for index, draft in drafts.items() if draft}


def choose(
    strong: Sequence[Candidate], plan: Plan, most: int, person: Callable[[str], Persona]
) -> dict[int, tuple[Candidate, Persona]]:
    """At most so many of the strong matches, given best first, by slot: no slot, person or name twice.

    Who breaks a hard fact of the group after all, or nearly repeats the words of one who is chosen, is passed over.
    """
    chosen: dict[int, tuple[Candidate, Persona]] = {}
    named = {slot.name: slot.index for slot in plan.slots}
    taken: set[str] = set()
    prior = PriorTexts()
    for candidate in strong:
        member, slot = candidate.member, candidate.slot
        if len(chosen) >= most:
            break
        if slot in chosen or member.persona_id in taken or named.get(member.name, slot) != slot:
            continue
        found = person(member.persona_id)
        said = texts(found)
        if outside(found, plan) or any(prior.like(text) for text in said):
            continue
        for text in said:
            prior.add(text)
        chosen[slot] = candidate, found
        taken.add(member.persona_id)
        named[member.name] = slot
    return dict(sorted(chosen.items()))
