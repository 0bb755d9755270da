"""Occupations with brackets: one thing said twice, as "công nhân may (garment worker)", or examples of it."""

import re

from boses_engine.domain.persona import is_live_in
from boses_engine.grounding.phrases.alternative import APART, read_alternative, read_exact, read_linked
from boses_engine.grounding.phrases.mixes import staff_of
from boses_engine.grounding.words import spelling, words_of
from boses_engine.grounding.work.asked_titles import after_ranks
from boses_engine.grounding.work.retired import NO_LONGER
from boses_engine.grounding.work.tables import Wish, tables

TWICE = re.compile(r"([^()]+)\(([^()]+)\)\s*")
_A_TITLE = 4  # rows up to which words name one title, and what brackets list says it again


def read_translated(text: str) -> Wish | None:
    """ "Garment worker (công nhân may)", "Mangingisda (fisherman)": one thing said twice; the narrower counts."""
    twice = TWICE.fullmatch(text)
    if not twice:
        return None
    if _is_retired(twice[1]) and (told := _retired_from(twice[2])):
        return told
    outer, inner = (
        tables().marked.get(spelling(part))
        or read_exact(words_of(part))
        or _title_at(part)
        or _behind_rank(part)
        or staff_of(part, surely=False)
        for part in twice.groups()
    )
    if inner is None and outer and not outer.rows and (told := read_linked(twice[2])) and told.kind == outer.category:
        return told  # "öğretmen (teachers at public high schools)"
    if inner is None or inner.category in NO_LONGER.values():
        if not inner or not outer or outer.category != inner.category:
            return outer if inner and outer and _are_of(outer, inner.category) else None
        return inner if inner.only and not outer.only else outer  # "retired (hưu trí)": with a pension
    readings = [wish for wish in (outer, inner) if wish]
    narrow = [wish for wish in readings if wish.rows]
    said = set(words_of(twice[1]))
    if inner.rows and (said < set(words_of(twice[2])) or _is_part_of_a_name(said, inner)):
        return inner  # "seaman (able seaman)", "painter (visual artist)": who is a painter artist too
    if placed := next((wish for wish in narrow if wish.workplace), None):
        return placed  # "kahera (cashier at a hardware store)"
    if outer and outer.rows and inner.rows and words_of(twice[1]) in tables().abroad and _tells_which(inner, outer):
        return inner  # "guardia de seguridad (bank security guard)"
    if outer and outer.rows and inner.rows and _is_one_of(inner, outer):
        return inner  # "tradie (electrician)"
    if outer and len(outer.rows) > _A_TITLE and _is_one_of_its_kinds(inner, outer):
        return inner  # "パート (supermarket cashier)"
    if outer and outer.rows and inner.rows and _are_one_each(twice, outer, inner):
        return inner  # "tài xế Grab (xe ôm công nghệ)"
    if outer and outer.rows and inner.rows and _means_another(twice, outer, inner):
        return inner  # "buya (housemaid)": a preacher elsewhere
    lives_in = (wish for wish in narrow if all(is_live_in(row.job.title) for row in wish.rows))
    is_local = inner == tables().local.get(words_of(twice[2])) and [len(wish.rows) for wish in readings] == [1, 1]
    of_english = words_of(twice[1]) not in tables().local
    if is_local and of_english and outer and outer.rows[0].job.isco08 == inner.rows[0].job.isco08:
        return inner  # "secondary school teacher (giáo viên THCS)": the local name tells which of their kind
    return next(lives_in, (narrow or readings)[0])


def read_gloss(text: str) -> Wish | None:
    """ "Kibanda owner (food stall)", "dueña de glorieta (food stall)": who owns, sells or drives what only the brackets
    name."""
    twice = TWICE.fullmatch(text)
    outer = words_of(twice[1]) if twice else ()
    if not twice or len(outer) < 2 or _is_title(read_alternative(twice[1])):
        return None
    head = "owner" if outer[0] in tables().words["owner abroad"] else outer[-1]
    wish = read_alternative(f"{twice[2]} {head}")
    return wish if wish and _is_title(wish) else None


def _is_title(wish: Wish | None) -> bool:
    """Whether words name titles that tables know."""
    return bool(wish and wish.rows and wish.match != "as asked")


def _retired_from(work: str) -> Wish | None:
    """ "Nghỉ hưu (giáo viên cấp 2)": who has left the work in the brackets."""
    left = read_alternative(work)
    name = left.rows[0].job.title if left and len(left.rows) == 1 else work
    told = read_alternative(f"retired {name}") if left and left.rows else None
    return told if told and told.rows else None


def _is_retired(text: str) -> bool:
    """Whether words say no more than that somebody is retired."""
    wish = read_exact(words_of(text))
    return wish is not None and not wish.rows and wish.category == NO_LONGER["retired"]


def _are_of(wish: Wish, category: str) -> bool:
    """Whether all that is read are titles of a kind: "retired factory worker (hưu trí)"."""
    return bool(wish.rows) and all(row.job.category == category for row in wish.rows)


def _is_part_of_a_name(words: set[str], wish: Wish) -> bool:
    """Whether words are a part of a longer English name of the one title that a reading means."""
    return len(wish.rows) == 1 and any(words < phrase for phrase in wish.rows[0].phrases)


def _tells_which(inner: Wish, outer: Wish) -> bool:
    """Whether one reading names fewer titles than another, or one for one, some of the same kinds of work."""
    kinds = {row.job.isco08[:2] for row in outer.rows}
    return len(inner.rows) <= len(outer.rows) and any(row.job.isco08[:2] in kinds for row in inner.rows)


def _is_one_of(inner: Wish, outer: Wish) -> bool:
    """Whether all titles of one reading are among those of another that has more."""
    titles, others = ({row.job.title for row in wish.rows} for wish in (inner, outer))
    return titles < others


def _is_one_of_its_kinds(inner: Wish, outer: Wish) -> bool:
    """Whether one reading is one occupation ("second engineer", or all the engineers of ships), of kinds of work that
    another has too."""
    kinds = {row.job.category for row in outer.rows}
    of_one = len({row.job.title for row in inner.rows}) == 1 or len({row.job.isco08 for row in inner.rows}) == 1
    return of_one and {row.job.category for row in inner.rows} <= kinds


def _are_one_each(twice: re.Match[str], outer: Wish, inner: Wish) -> bool:
    """Whether two local names mean one title each, of the same kind of work."""
    are_local = all(words_of(part) in tables().local for part in twice.groups())
    kinds = {row.job.category for row in (*outer.rows, *inner.rows)}
    return are_local and len(outer.rows) == len(inner.rows) == len(kinds) == 1


def _means_another(twice: re.Match[str], outer: Wish, inner: Wish) -> bool:
    """Whether a local name means other work than its English in brackets: then it is a name of elsewhere."""
    known = tables()
    is_local = words_of(twice[1]) in known.local and words_of(twice[1]) not in known.english
    if not is_local or words_of(twice[2]) in known.local:
        return False
    return {row.job.isco08[:1] for row in outer.rows}.isdisjoint(row.job.isco08[:1] for row in inner.rows)


def _behind_rank(text: str) -> Wish | None:
    """ "Self-employed electrician": a title behind words of rank."""
    words = words_of(text)
    title = after_ranks(words, "rank")
    return read_alternative(text) if title != words and read_exact(title) else None


def _title_at(text: str) -> Wish | None:
    """ "Fish vendor at the public market": a title and where it is done."""
    words = words_of(text)
    title = next((words[:at] for at, word in enumerate(words) if word in tables().words["link"]), ())
    named, wish = read_exact(title), read_linked(text)
    return wish if named and named.rows and wish and wish.rows else None


def without_examples(text: str) -> str:
    """ "Delivery partner (Swiggy, Zomato)": what stands in brackets and no table knows are examples, or the same."""
    twice = TWICE.fullmatch(text)
    if twice and _is_unknown_letters(twice[2]) and (at := read_linked(twice[1])) and (at.rows or at.only):
        return twice[1]  # "teacher at a senior high school (GES)"
    if twice and "," not in twice[2] and len(goods := APART.split(twice[2])) > 1:
        named = read_exact(words_of(twice[1]))
        if named and named != Wish("any") and not all(map(read_alternative, goods)):
            return twice[1]  # "hawker (fruit and veg)"
    if not twice or ("," not in twice[2] and twice[2].isascii()):  # "nurse (ICU)" is narrower
        return text
    whole = read_alternative(twice[1])
    if "," in twice[2] and whole and 0 < len(whole.rows) <= _A_TITLE:
        return twice[1]  # "government clerk (kerani, pembantu tadbir)"
    outer = {wish.kind for part in APART.split(twice[1]) if (wish := read_alternative(part))}
    if not outer:
        return text if twice[2].isascii() or read_alternative(twice[2]) else twice[1]  # the same in another script
    said = outer & set(NO_LONGER.values())  # "retired miner (thợ mỏ nghỉ hưu)": the brackets tell no more
    known = [part for part in APART.split(twice[2]) if (wish := read_alternative(part)) and wish.kind not in said]
    return f"{twice[1]}({', '.join(known)})" if known else twice[1]


def _is_unknown_letters(text: str) -> bool:
    """Whether letters stand for what no name of work has, as an employer or a ward."""
    words, known = words_of(text), tables()
    return text.isupper() and len(words) == 1 and not any(words[0] in name for name in (*known.english, *known.local))


def read_in_brackets(text: str) -> Wish | None:
    """ "Ouvrière de conserverie (fish canning worker)": what the brackets say again, where nothing before is known."""
    twice = TWICE.fullmatch(text)
    return read_alternative(twice[2]) if twice else None
