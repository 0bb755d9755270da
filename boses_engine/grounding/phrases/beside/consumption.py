"""What a text tells of how people live as consumers, beside the work or in its place: what they like, use or dread, and
of which social grade they are, which the income class of a group says.

Nothing of a plan follows from it, so that it is left out of what is read and told to whoever asked: "health-conscious
nurses" are nurses, "students into K-pop" students, "mall goers" anybody, and "smokers aged 30+" those of that age.

The words are in consumption.csv: those that people are named by, `first` in a text or `behind` who they are (`either`:
both; `unspaced`: in Thai); what is told behind who they are, what they `like` or, in Vietnamese, what they `do`, some
of it behind a word for people `alone`, none behind words that are `no people` ("chủ quán ăn chay"); what begins like
that and `works`; and what begins that tells `who` is named, `where` they are, or `more` of them.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from boses_engine.grounding.people.nations import either
from boses_engine.grounding.people.norms import A_MINOR
from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.shape import Read, is_anybody, is_known, is_of_unread, note_of_no_work
from boses_engine.grounding.phrases.family import said_of_children
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import listed
from boses_engine.grounding.words import Words, word_of, words_of
from boses_engine.grounding.work.asked import Asked, means_the_same, status_of
from boses_engine.grounding.work.tables import Wish, tables

_ATTITUDE = (
    r"(?:conscious|savvy|sensitive|minded|aware|obsessed|addicted|averse|strapped|loyal|loving"
    r"|wearing|hungry|starved|poor|curious|focused|oriented|stressed)"
)
# What is done for pleasure with a thing that is no trade: no "fish smoking women", no "bird watching guide".
_PASTIME = (
    r"(?:(?:TV|television|movie|film|drama|anime|sports?|binge|weight)[- ]watching|(?:bargain|deal|discount)[- ]hunting"
    r"|(?:coffee|tea|beer|wine|alcohol|soda|milk)[- ]drinking|(?:cigarette|tobacco|shisha|weed|chain)[- ]smoking)"
)
# What is bought or played, where no more tells that it is sold or a profession.
_BUYING = (
    r"saving\s+(?:up\s+)?for(?!\s+(?:an?|the|their)\s+wedding)\b|who\s+(?:buy|play)s?\b(?!.*\b(?:sell|scrap|professional)|\s+and\b)"
    r"|que\s+(?:compran|juegan|compram|jogam)\b(?!.*\bven)"
)
# The same behind a comma, with more that is told after it: "lawyer, likes running, single".
_LIKING_APART = re.compile(
    r"\s*,\s*(?:(?:who|yang|na)\s+)?(?:suka|hobi(?:nya)?|gemar|senang|doyan|penyuka|likes?|loves?|enjoys|hobby|fan\s+of|mahilig|thích|mê|đam\s+mê)"
    r"\s+[^,()]+(?=,|$)",
    re.IGNORECASE,
)
_GRADE = r"[A-E][12]?"
_GRADES = re.compile(
    rf"\s*\(?\b(?:(?:SEC|SES|(?i:social\s+(?:class|grade)|class))\s+{_GRADE}(?:\s*(?:,|/|&|-|and|to|dan)?\s*{_GRADE})*"
    r"|CDE|(?=[A-E]+[12])A?B?(?:C1?)?(?:C2)?D?E?)\b\)?(?!\s*(?:licen[cs]e|driver|permit))"
)
_AT_WORK = r"\s(?:bán|chạy(?!\s+(?:bộ|marathon|điện))|chở|(?<!đi\s)làm(?!\s+đẹp)|thuê)\b"
_PROFESSIONAL = re.compile(r"\bpro(?:fess?ional)?\b", re.IGNORECASE)
_RUNNING = re.compile(  # where no other work is told
    r"\s*(?:runners?|joggers?|cyclists?)\s+(?:who|in(?!\s+an?\b)|on|training|at\s+(?:the\s+)?(?:park|beach|oval|track|gym))\b"
    r"(?!.*\b(?:national|team|professional|works?|working)\b)",
    re.IGNORECASE,
)
_OWNERS = re.compile(
    r"\s*pemilik\s+(?:motor|mobil|hp|iphone|android|(?:(?:kucing|anjing|kelinci|hamster)(?:\s+(?:dan|atau)\s+)?)+"
    r"|hewan\s+peliharaan|kartu\s+kredit|rekening|rumah)"
    r"(?:\s+(?:listrik|bekas|baru|honda|yamaha|toyota|pribadi|sendiri|kpr))?\s*",
    re.IGNORECASE,
)
_HOBBY = re.compile(  # "Hobbygärtner", "amateur photographer", "fotógrafo aficionado"
    r"\s*(?:hobby[- ]?(?!shop|store|laden|winkel|raum|markt|farm|boer|bauer|bäuer|landwirt)\w{3,}"
    r"|amateur[- ]\w+(?:er|ist|or)s?"
    r"|\w+\s+(?:aficionad[oa]s?|amador(?:es|as?)?|amateurs?)|(?:\w+\s+){1,3}nghiệp\s+dư)\s*",
    re.IGNORECASE,
)
_RUNNERS = re.compile(r"(?:marathon\s+|trail\s+)?runners?", re.IGNORECASE)  # athletes where no other work is told
_WITH = re.compile(r"(?<=s)\s+with\s.+$", re.IGNORECASE)  # "drama viewers with a Netflix subscription"
# Behind which stands whom work is for, or what is told of who does it: "trainer for gym goers".
_LINKS = frozenset(("for", "with", "who", "that", "to", "serving", "helping", "assisting", "supporting", "of", "at"))
_PEOPLE, _BETWEEN, _CUTS_MOST, _HEAD_MOST = "people", " ,()", 6, 4
_ENDED = r"(?!\w)"
_AND_LAST = re.compile(r"[\s,]+(?:and|dan|và|at|y|e|et|und)$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:[,&]|\b(?:and|dan|và|y|e|et|und|en)\b)\s*(?:an?\s+)?(?=\w)", re.IGNORECASE)


def as_people(text: str, read: Read) -> tuple[str, list[str], list[str]]:
    """Consumers of whom more is told as people of whom it is, with what is not read of it and a note where all is not:
    "people aged 30+" of "smokers aged 30+ who switched to vape"; the same text where it is of none."""
    cuts = list(islice(_more().finditer(text), _CUTS_MOST))
    first = next((cut for cut in cuts if _are_told_of(text[: cut.start()], cut["who"])), None)
    if first is None or read_exact(words_of(text)):
        return text, [], []
    for begin in (first, *(cut for cut in cuts if cut.start() > first.start() and not cut["where"])):
        if told := _told_of(text, begin, cuts, read):
            return told
    who, consumers = _who_else(text[: first.start()], read)
    said = f"{consumers}{text[first.start() :]}"
    return (who, [], [note_of_no_work(said)]) if all(map(is_anybody, read(who).wishes)) else (who, [said], [])


def _told_of(
    text: str, begin: re.Match[str], cuts: Sequence[re.Match[str]], read: Read
) -> tuple[str, list[str], list[str]] | None:
    """What is told of consumers from a cut on, as people of whom it is, and what is not read; None where nothing is."""
    before, more = text[: begin.start()], text[begin.start() :].strip(_BETWEEN)
    work = more.partition(" ")[2] if begin["who"] else more
    if _name_work(words_of(work)):  # "kirana shoppers, homemakers", "coffee drinkers na construction worker"
        return work, [before.strip()], []
    who, consumers = _who_else(before, read)
    nobody = read(who)
    for end in (len(text), *(cut.start() for cut in reversed(cuts) if cut.start() > begin.start())):
        told = f"{who}{text[begin.start() : end]}"
        asked = read(told)
        if _are_read(asked, of_work=not begin["where"]) and not means_the_same(asked, nobody):
            return told, [consumers, *filter(None, (text[end:].strip(_BETWEEN),))], []
    return None


def _are_read(asked: Asked, *, of_work: bool) -> bool:
    """Whether all is known of people, who may do work or not: "shoppers on TikTok Shop" do none there."""
    are_known = all(map(is_known, asked.wishes)) and (bool(asked.nation) or all(map(is_of_unread, asked.notes)))
    return are_known and (of_work or all(map(is_anybody, asked.wishes)))


def _are_told_of(head: str, who: str | None) -> bool:
    """Whether a text is of consumers, of whom more is told behind it, or of runners "who" do something else."""
    return are_consumers(head) or bool(who and _RUNNERS.fullmatch(head.strip()))


def _who_else(text: str, read: Read) -> tuple[str, str]:
    """Of which people words for consumers tell, "female people", "wanita", and the words that do not tell it."""
    words = text.split()
    for at in range(len(words) - 1, max(0, len(words) - _HEAD_MOST - 1), -1):
        before, consumers = " ".join(words[:at]), " ".join(words[at:])
        if are_consumers(consumers) and (who := _who_before(before, read)):
            return who, consumers
    lists = tables().words
    sexes = lists["Female last ID"] | lists["Male last ID"] | lists["women abroad"] | lists["men abroad"]
    said = lists["filler"] | lists["lone"]
    people = [word for word in text.split() if word_of(word) in sexes]
    kept = people or [*(word for word in text.split() if word.isascii() and word_of(word) in said), _PEOPLE]
    kept = kept if all(map(is_known, read(" ".join(kept)).wishes)) else [_PEOPLE]
    return " ".join(kept), " ".join(word for word in text.split() if word not in kept)


def _who_before(text: str, read: Read) -> str:
    """Of whom words before those for consumers tell by themselves, "nurse", or as people, "pregnant"; "" of nobody."""
    if words_of(text) in tables().english:
        return text
    nobody = read(_PEOPLE)
    for people in (f"{text} {_PEOPLE}", f"{text} women"):
        asked = read(people)
        are_read = all(map(is_known, asked.wishes)) and (bool(asked.nation) or not asked.notes)
        if are_read and not any(map(_is_at_work, asked.wishes)) and not means_the_same(asked, nobody):
            return people
    return ""


def _is_at_work(wish: Wish) -> bool:
    """Whether a wish tells of some work: "mall people" are no goers."""
    return bool(wish.rows) or (status_of(wish) == "working" and not is_anybody(wish))


def without_consumption(text: str, read: Read) -> tuple[str, str]:
    """The text without what it tells of consumption, and that; the same and nothing where it tells of none, or where
    nothing would be left."""
    if read_exact(words_of(text)):
        return text, ""
    if found := _leading().match(text):
        return text[found.end() :], found[0].strip()
    if _are_named_so(text):
        return text, ""
    for found in reversed(list(_AND.finditer(text))):  # "accountant and dog owner", "nurse and active in church"
        said, comma, more = text[found.end() :].partition(",")
        if _tells_of_free_time(said, read) and _is_of_work(text[: found.start()], read):
            return f"{text[: found.start()]}{comma}{more}", said
    if (found := _GRADES.search(text)) and (rest := f"{text[: found.start()]} {text[found.end() :]}".strip()):
        return rest, found[0].strip(" ()")
    for liking in (_LIKING_APART, _behind()):
        found = liking.search(text)
        if found and words_of(text[: found.start()]) and not _tells_of_a_child(found):
            return f"{text[: found.start()]}{text[found.end() :]}", found[0].strip(" ,")
    if (found := _liking().search(text)) and not _tells_of_a_child(found):
        return _AND_LAST.sub("", text[: found.start()]), found[0].strip()
    return text, ""


def _tells_of_a_child(found: re.Match[str]) -> bool:
    """Whether what is bought or used tells how old a child is, which nothing before it does: "moms who buy diapers"."""
    return said_of_children(found.string[: found.start()]) == A_MINOR != said_of_children(found[0])


def are_consumers(text: str) -> bool:
    """Whether people are named by what they use or like alone: "mall goers", "pengguna ShopeePay"."""
    words, heads = words_of(_WITH.sub("", text)), tables().words["consumer"]
    if _are_named_so(text) and not _name_work(words):
        return True
    if "of" in words[1:] and not _tell_of_work(words):  # "heavy smokers of menthol cigarettes"
        words = words[: words.index("of", 1)]
    if not _LINKS.isdisjoint(words[:-1]):
        return False
    if " ".join(words[-2:]) in heads or " ".join(words[-3:]) in heads:
        return True
    return bool(words) and words[-1] in heads and not _name_work(words) and not _name_work(words[-1:])


def _tells_of_free_time(text: str, read: Read) -> bool:
    """Whether words name consumers or tell what people do in their free time, and no other work."""
    words = words_of(text)
    if not words or _name_work(words):
        return False
    if are_consumers(text):
        return True
    if words[0] not in tables().words["free time"]:
        return False
    busy_with = text.split(" ", 1)[-1] if words[0] in tables().words["busy with"] else text
    return not _name_work(words_of(busy_with)) and not _is_of_work(text, read)


def _is_of_work(text: str, read: Read) -> bool:
    """Whether words tell of work alone, a title that is known or a kind of it."""
    return _name_work(words_of(text)) or all(wish.kind and not is_anybody(wish) for wish in read(text).wishes)


def _name_work(words: Words) -> bool:
    """Whether words are a name of some work: no "shoppers"."""
    named = read_exact(words)
    return named is not None and not is_anybody(named)


def _are_named_so(text: str) -> bool:
    """Whether a text begins with words that people are named by for what they use or like."""
    if _first().match(text):
        return not _PROFESSIONAL.search(text)
    named = _people_who_do().match(text) or _RUNNING.match(text) or _OWNERS.fullmatch(text) or _HOBBY.fullmatch(text)
    return named is not None


def _tell_of_work(words: Words) -> bool:
    """Whether words tell where people work, of whom they tell what they use: "drinkers of coffee working in banks"."""
    return not (tables().words["clause"] | tables().words["at work"]).isdisjoint(words)


def _any_of(*kinds: str, ended: str = _ENDED) -> str:
    """A pattern of the words of kinds of consumption.csv, none of which begins what is work, of so many too: "may
    alagang 20 baboy"."""
    works = either(_words("works")).replace(r"\s+", r"\s+(?:(?:mga|\d+)\s+)?")
    return rf"(?!(?:{works}){ended})(?:{either(_words(*kinds))}){ended}"


def _words(*kinds: str) -> set[str]:
    """The words of kinds of consumption.csv."""
    rows = (row for row in table("phrases/consumption.csv") if row["kind"] in kinds)
    return {words for row in rows for words in listed(row["words"])}


@cache
def _first() -> re.Pattern[str]:
    said = rf"{_any_of('first', 'either')}|{_any_of('unspaced', ended='')}"
    return re.compile(rf"\s*(?:(?:para|mga)\s+)*(?:{said})", re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    """ "Mahasiswi penggemar K-pop": who likes or uses what, behind who they are."""
    said = _any_of("behind", "either")
    return re.compile(rf"(?<=\w)[\s,]+(?:yang\s+)?{said}[^,()]*(?=,|$)", re.IGNORECASE)


@cache
def _people_who_do() -> re.Pattern[str]:
    """ "Người chơi game", "hội những người mê trà sữa"."""
    people = r"(?:những|các|hội|dân|cộng\s+đồng|nguoi|người|game\s*thủ)"
    said = _any_of("do", "alone")
    return re.compile(rf"\s*(?!.*{_AT_WORK})(?:{people}\s+)+(?:đang\s+)?{said}", re.IGNORECASE)


@cache
def _liking() -> re.Pattern[str]:
    """What follows the word for people and is no work."""
    people = "".join(rf"(?<!\b{word})" for word in sorted(_words("no people"))) + r"(?<!(?<!\bvăn\s)\bphòng)"
    return re.compile(
        rf"(?<=\w)(?:\s+(?:(?:who|that)\s+(?:are\s+)?)?(?:{_any_of('like')}|{_BUYING})|{people}\s+{_any_of('do')}(?!.*{_AT_WORK}))(?:\s.*)?$",
        re.IGNORECASE,
    )


@cache
def _more() -> re.Pattern[str]:
    """Where more begins that is told of who is named before it."""
    who, where, more = map(_any_of, ("who", "where", "more"))
    return re.compile(rf"\s*[,(]|\s+(?=(?P<who>{who})|(?P<where>{where})|{more})", re.IGNORECASE)


@cache
def _leading() -> re.Pattern[str]:
    """Adjectives of how people live, before whom they are of: "tech-savvy", "vegan", "budget conscious"."""
    words = "|".join(sorted(tables().words["attitude"]))
    one = rf"(?:[^\W\d_]+[- ]{_ATTITUDE}|{_PASTIME}|{words})"
    return re.compile(rf"\s*{one}(?:(?:\s*,\s*|\s+(?:and\s+)?){one})*\s+(?=\w)", re.IGNORECASE)
