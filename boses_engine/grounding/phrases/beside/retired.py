"""The retired: from what, with or without a pension, and what they work at since."""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.shape import Read, are_anybody, is_anybody, without_all_words
from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, are_all_at_work, status_of
from boses_engine.grounding.work.pay import PENSION_FROM
from boses_engine.grounding.work.tables import Wish, rows_of_market, rows_under

_RETIRED = "retired"  # a kind of work
_HOUSEWIFE = ("housewife",)
# "Bộ đội về hưu làm bảo vệ", "retired teacher running a small shop": what they do since.
_SINCE = re.compile(
    r"\s*(?:\w[^,()]*?\s(?:về\s+hưu|nghỉ\s+hưu|hưu\s+trí)|(?:retired|pensiunan)\s+\w[^,()]*?)\s+"
    r"(?:(?:đi|nhưng|vẫn|còn|now|who|and|yang|sekarang)\s+)*"
    r"(làm|chạy|bán|mở|lái|dạy|works?\s+as|working\s+as|run(?:s|ning)|kerja\s+jadi|bekerja\s+sebagai|jadi)\s+(?:an?\s+)?([^,()]+?)\s*",
    re.IGNORECASE,
)
_AS = ("làm", "jadi")  # alone before what somebody is
# "Emeryt dorabiający jako ochroniarz", "aposentado que faz bico de segurança": who has retired and the work since.
_SINCE_THERE = re.compile(
    r"\s*(\w[^,()]*?)[\s,]+(?:(?:que|che|qui|som|który|która|którzy|який|яка|который|которая|που|die|der)\s+)?"
    r"(?:(?:dorabia|pracuj)\w+\s+jako|(?:fazem|faz)\s+bicos?\s+(?:de|como)"
    r"|(?:trabaja[nr]?|trabalha[m]?|trabajando|trabalhando)\s+(?:como|de)"
    r"|(?:lavora(?:no)?|travaille(?:nt)?)\s+(?:come|comme)|jobb(?:ar|er)\s+som|(?:arbeite[nt]|dazuverdienen)\s+als|přivydělává\s+si\s+jako"
    r"|lucrează\s+ca|δουλεύει\s+ως)\s+(\w[^,()]*?)\s*",
    re.IGNORECASE,
)
# "GSIS pensioner na dating teacher": what they were.
_WAS = re.compile(
    r"\s*(\w[^,()]*?)[\s,]+(?:na\s+dati(?:ng)?|who\s+(?:used\s+to\s+be|was|were)(?:\s+an?)?)\s+(\w[^,()]*?)\s*",
    re.IGNORECASE,
)
_HAVE_RETIRED = re.compile(
    r"\s*(\w[^,()]*?)\s+(?:who\s+(?:have\s+|are\s+)?(?:recently\s+|just\s+)?retired(?:\s+early)?|na\s+(?:nag-?retiro|retirado)(?:\s+na)?)\s*",
    re.IGNORECASE,
)


def without_pension(text: str, code: str, read: Read) -> Asked | None:
    """ "Elderly women, no pension": the retired from work that earns none, and who keeps house."""
    plain = without_all_words(text, "no pension")
    if plain in ("", text) or not words_of(plain) or named_mix(words_of(text)):
        return None
    people = read(plain)
    kinds = {status_of(wish) for wish in people.wishes}
    if not all(is_anybody(wish) for wish in people.wishes) and kinds != {"retired"} and not are_anybody(plain):
        return None
    of_some = tuple(row for wish in people.wishes for row in wish.rows)
    rows = of_some or tuple(rows_of_market(rows_under(_RETIRED), code, asked=False))
    left = tuple(row for row in rows if row.job.pay_ratio < PENSION_FROM)
    if not left:
        return people
    home = read_exact(_HOUSEWIFE) if kinds != {"retired"} else None
    wishes = (Wish(rows=left, match="title"), *([home] if home else ()))
    return replace(people, wishes=wishes)


def who_retired_from(text: str, code: str, read: Read) -> Asked | None:
    """ "GSIS pensioner na dating teacher": the retired of what they were."""
    ended, was = _HAVE_RETIRED.fullmatch(text), _WAS.fullmatch(text)
    if not ended and (not was or not are_retired(read(was[1]))):
        return None
    work = ended[1] if ended else was[2] if was else ""  # "teachers who retired early"
    asked = read(f"retired {work}")
    return asked if are_retired(asked) else None


def are_retired(people: Asked) -> bool:
    """Whether all who are meant have retired."""
    return all(status_of(wish) == "retired" for wish in people.wishes)


def since_retiring(text: str, code: str, read: Read) -> Asked | None:
    """ "Bộ đội về hưu làm bảo vệ": who works since is at that work."""
    if (there := _SINCE_THERE.fullmatch(text)) and are_retired(read(there[1])):
        work = read(there[2])
        return work if are_all_at_work(work) else None
    told = _SINCE.fullmatch(text)
    if not told or read_exact(words_of(text)):
        return None
    verb, what = told[1].casefold(), told[2]
    if verb.startswith("run"):
        named = [f"{what} owner"]
    elif verb == "mở":
        named = [f"chủ {what}", f"mở {what}", what.removeprefix("lớp ")]
    else:
        named = [what, f"{verb} {what}"] if verb in _AS else [f"{verb} {what}", what]
    found = (read(name) for name in named)
    return next((asked for asked in found if are_all_at_work(asked)), None)
