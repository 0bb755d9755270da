"""Briefs read by the rules alone, or with a reading put into the model's mouth."""

from boses_engine.briefs.parse import parse_briefs
from boses_engine.briefs.parsed import ParsedBrief
from boses_engine.domain.group import Group
from boses_engine.errors import BriefError
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request

YEAR = 2026


def parsed(text: str, answer: str = "") -> ParsedBrief:
    """What becomes of a brief; `answer` is what the model says, by default something that is no reading."""

    def say(request: Request, _: str) -> str:
        return answer

    (outcome,) = parse_briefs([text], DoubleModel(spoil=say), YEAR)
    if isinstance(outcome, BriefError):
        raise outcome
    return outcome


def group(text: str, answer: str = "") -> Group:
    """The group that a brief becomes."""
    return parsed(text, answer).group
