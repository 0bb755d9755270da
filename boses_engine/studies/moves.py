"""What makes somebody leave a thing or take to a new one, and what they have complained about.

Told are the brands that they avoid or criticise and what happened with them, and what people of their scores go by.
"""

import re
from functools import cache
from typing import Literal

from boses_engine.domain.persona import ATTITUDES, BrandRelationship
from boses_engine.studies.leaning import say
from boses_engine.studies.money import is_tight
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import kinds_of, read_subject
from boses_engine.studies.tables import rows
from boses_engine.studies.weigh import Ground, of_relation

Move = Literal["stop", "left", "complain", "try"]

_LEAVING = re.compile(
    r"\b(?:stop(?:ped|s)?|quit|cease) (?:\w+ )?(?:buy|us|go|order|trust|shopp|pay|eat|drink|visit|lik)\w*"
    r"|\b(?:leave|left|leaving|drop|dropped|abandon\w*|boycott\w*|give up|given up|gave up|lose trust in|lost trust in"
    r"|turn away from|turned away from|walk away from|switch(?:ed)? (?:away )?from|get rid of) (?:on )?"
    r"(?:an?|any|the|your|this|that|from|of|which)?\s*(?:\w+ )?"
    r"(?:brands?|shops?|stores?|apps?|products?|things?|banks?|company|companies|makes?|service|wallet)\b"
    r"|\b(?:brands?|shops?|stores?|apps?|products?|things?|banks?|company|makes?|service|wallet)\b.*\byou (?:\w+ )?"
    r"(?:left|leave|giv(?:e|en) up|gave up|drop(?:ped)?|abandon\w*|turn(?:ed)? away|quit|boycott\w*)\b"
    r"|\b(?:never|not) (?:buy|use|order|go)(?:ing)? (?:\w+ )?(?:again|any ?more)\b|\bno longer (?:buy|use|order|go)\b"
    r"|\b(?:put|turn|drive|drives|puts|turns) you (?:off|away)\b"
)
_BAD = r"\b(?:disappoint\w*|let you down|went wrong|worst|annoy\w*|avoid|bad)\b"
_BOUGHT = r"\b(?:brand|shop|product|thing|purchase|experience|app|order|bought)s?\b"
_COMPLAINING = re.compile(
    r"\bcomplain(?:ed|t|ts|ing)?\b|\bdislik\w+\b|\bbrands? (?:that )?(?:do )?you (?:do not|don't) (?:like|trust)\b"
    rf"|{_BOUGHT}.*{_BAD}|{_BAD}.*{_BOUGHT}"
)
_TAKING_UP = re.compile(
    r"\bwhat (?:would|could|might|will|makes?|gets?|convinces?)\b(?! you (?:look|pay|watch|check))"
    r".*\b(?:try|switch|buy|give (?:it )?a chance)\b"
)
_WOULD = re.compile(r"\b(?:would|could|might|will|makes?)\b")
_OPEN = re.compile(r"^\s*(?:what|which|why|when|where|how|tell|describe|is there|are there|have you|did you|do you)\b")
_AGAINST = ("avoids", "sceptical")
_CLEAR = 6  # points of a score from the middle, from which it is a reason
_RULES = 2


def asked_move(text: str) -> Move | None:
    """What a question asks for of these, None where for none."""
    bare = text.casefold()
    if not _OPEN.search(bare):
        return None
    if _LEAVING.search(bare):
        return "stop" if _WOULD.search(bare) else "left"
    if _COMPLAINING.search(bare):
        return "complain"
    return "try" if _TAKING_UP.search(bare) else None


def leaves(text: str) -> bool:
    """Whether a statement or a question is of leaving something."""
    return bool(_LEAVING.search(text.casefold()))


def moving(who: Respondent, text: str, move: Move) -> list[Ground]:
    """What is told, in the order in which it is; nothing where the record has nothing."""
    if move == "try":
        return [*_rules(who, "try", _RULES), *_held(who, text)]
    against = _criticised(who, text)
    told = [of_relation(who, relation, -1.0) for relation in against[:1]]
    if move == "stop":
        return [*_rules(who, "stop", 1 if told else _RULES), *told]
    if not told and move == "left" and not who.bare and who.persona.brand_relationships:
        none = ("I have not left any that I can think of.", "None comes to mind that I have left.")
        return [Ground("brand_relationships", -0.5, (say(who, none, text),))]
    return told


def _criticised(who: Respondent, text: str) -> list[BrandRelationship]:
    """Brands that they avoid or criticise, of what a text names, those that they avoid first."""
    subject = read_subject(text, who.country_code)
    kinds = kinds_of(subject)
    named = [relation for brand in subject.brands if (relation := who.relation(brand.name))]
    held = named or [each for each in who.persona.brand_relationships if not kinds or each.category in kinds]
    against = [each for each in held if each.attitude in _AGAINST]
    return sorted(against, key=lambda each: (_AGAINST.index(each.attitude), not who.brand_story(each)))


def _held(who: Respondent, text: str) -> list[Ground]:
    """What one likes of the same kind, beside which the new one has to stand."""
    kinds = kinds_of(read_subject(text, who.country_code))
    return [
        of_relation(who, relation, -0.7, story=False)
        for kind in kinds
        for relation in who.relations(kind)
        if relation.attitude == "loyal"
    ][:1]


def _rules(who: Respondent, move: str, most: int) -> list[Ground]:
    """What people of such scores go by: those furthest from the middle first."""
    found = []
    scores = who.persona.psychographics
    of_move = _said()[move]
    for trait in ATTITUDES:
        score = getattr(scores, trait)
        notes = of_move.get((trait, "high" if score > 50 else "low"), ())
        if trait == "price_consciousness" and score < 50 and is_tight(who.persona):
            continue
        if notes and abs(score - 50) >= _CLEAR:
            found.append((abs(score - 50), Ground(f"{trait}:{score}", 0.5, (say(who, notes, *notes),))))
    best = [ground for _, ground in sorted(found, key=lambda pair: -pair[0])][:most]
    if not best and not who.bare:
        style = f"decision_style:{scores.decision_style}"
        notes = of_move["any", ""]
        best = [Ground(style, 0.3, (say(who, notes, *notes),))]
    return best


@cache
def _said() -> dict[str, dict[tuple[str, str], tuple[str, ...]]]:
    found: dict[str, dict[tuple[str, str], tuple[str, ...]]] = {}
    for row in rows("moves.csv"):
        found.setdefault(row["move"], {})[row["trait"], row["level"]] = tuple(row["said"].split("|"))
    return found
