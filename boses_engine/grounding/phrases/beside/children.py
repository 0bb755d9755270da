"""What a text tells of children beside the work: that there are some, of which age, that one is awaited, that there are
none: "laundrywoman with school-age children", "nurse moms", "bank teller, no kids yet"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.norms import A_MINOR, Need, Said
from boses_engine.grounding.phrases.alternative import is_one_name, read_exact
from boses_engine.grounding.phrases.beside.shape import (
    Read,
    is_a_name,
    is_anybody,
    is_known,
    is_of_unread,
    note_of_unread,
    tells_of_those_before,
    with_unread,
)
from boses_engine.grounding.phrases.family import is_kin, is_said_of_children, read_family, said_of_children
from boses_engine.grounding.phrases.who_does import keeps_house
from boses_engine.grounding.words import word_of, words_of
from boses_engine.grounding.work.asked import Asked, Family, are_all_at_work, status_of
from boses_engine.grounding.work.tables import UNDERGRADUATE, Wish, tables

# "Call center agents na solo parent", "nurses who are single mothers".
_ARE_PARENTS = re.compile(
    r"\s*(\w[^,()]*?)(?:\s+na\s+(?:mga\s+)?|\s+who\s+(?:is|are)(?:\s+an?)?\s+|\s*[,(]\s*)([^,()]+?)\)?\s*",
    re.IGNORECASE,
)
_NO_CHILD = re.compile(  # the first group says that there is none yet, which is said of the married
    r"[\s,(]+(?:(?:who|yang|na|pero|but|and|và|dan|at)\s+)*"
    r"(?:((?:belum|belom)\s+(?:ada|punya|memiliki|mempunyai|dikaruniai)\s+(?:anak|momongan|keturunan)|(?:vẫn\s+)?chưa\s+có\s+con(?:\s+cái)?"
    r"|wala\s+pa(?:ng|\s+ring)?\s+anak|(?:(?:have|has|with)\s+)?no\s+(?:kids|children|child)\s+yet)"
    r"|(?:tanpa|tidak\s+(?:punya|memiliki|ada)|nggak\s+punya)\s+anak|không\s+có\s+con(?:\s+cái)?|(?:walang|na\s+walang)\s+anak"
    r"|(?:(?:have|has|with)\s+)?no\s+(?:kids|children)|without\s+(?:any\s+)?(?:kids|children)|child(?:less|[- ]?free))"
    r"\)?\s*$",
    re.IGNORECASE,
)
# "Single childless accountant"; childless couples are a stage of life.
_CHILDLESS = re.compile(r"\bchild(?:less|[- ]?free)(?:\s+(?!(?:\w+\s+)?couples?\b)(?=\w)|\s*$)", re.IGNORECASE)
# "Guru, anak balita": children told behind a comma alone.
_CHILDREN_APART = re.compile(r"\s*,\s*((?:mga\s+)?(?:anak|con|kids|children)\s+[^,()]+)$", re.IGNORECASE)
_CHILDREN_ELSEWHERE = re.compile(
    r"\s*(?:,|\bdengan\b|\bwith\b|\bcó\b)\s*((?:anak(?:-anak)?|con|kids|children)\s+(?:\w+\s+){0,2}?(?:(?:sudah|đã)\s+(?:menikah|berkeluarga|besar|kết\s+hôn|lập\s+gia\s+đình|lớn)"
    r"|(?:di|ở|in)\s+(?:kota|luar\s+(?:kota|negeri)|pesantren|perantauan|thành\s+phố|the\s+city)|grown(?:\s+up)?|married|abroad))\s*$",
    re.IGNORECASE,
)
# "Teachers on maternity leave": with a child that is told by it.
_ON_LEAVE = re.compile(
    r"[\s,(]+(?:(?:who\s+(?:is|are)|na)\s+)?(?:(?:returning|returned|back)\s+(?:to\s+work\s+)?(?:from|after)\s+)?(?:on\s+|naka-?|nasa\s+)?(?:maternity|paternity|parental)\s+(?:leave|pay|benefits?|allowance)\)?\s*$"
    r"|\s+(?:đang\s+)?nghỉ\s+(?:thai\s+sản|sinh|đẻ)\s*$|\s+(?:yang\s+)?(?:sedang\s+)?cuti\s+(?:melahirkan|hamil)\s*$"
    r"|\s+(?:(?:en|de|com|em)\s+(?:licencia\s+de\s+maternidad|licença[- ]maternidade"
    r"|congé\s+(?:de\s+)?(?:maternité|parental))"
    r"|(?:de\s+)?baja\s+(?:por\s+)?(?:maternidad|maternal|paternal)|in\s+maternità"
    r"|(?:in|im|auf)\s+(?:der\s+)?(?:elternzeit|mutterschutz|mutterschaftsurlaub|babypause|karenz)"
    r"|(?:met|op)\s+(?:zwangerschaps|bevallings|ouderschaps)verlof"
    r"|(?:på|i)\s+(?:föräldraledighet|mammaledighet|barsel(?:sorlov)?|foreldrepermisjon)"
    r"|(?:äitiys|vanhempain)(?:vapaalla|lomalla)|na\s+urlopie\s+(?:macierzyńskim|rodzicielskim|wychowawczym)"
    r"|na\s+(?:mateřské|rodičovské|materskej|rodičovskej)(?:\s+(?:dovolené|dovolenke))?"
    r"|în\s+concedi(?:u|ul)\s+(?:de\s+maternitate|(?:de\s+)?creștere(?:\s+(?:a\s+)?copilului)?)"
    r"|[ву]\s+декрет(?:і|е|ній\s+відпустці|ном\s+отпуске)|σε\s+άδεια\s+(?:μητρότητας|λοχείας)|doğum\s+izninde)\s*$",
    re.IGNORECASE,
)
# "Laundrywoman with school-age children", "labandera na may mga anak na nag-aaral"; no "teacher working with toddlers".
_WITH_CHILDREN = re.compile(
    r"(?<!\bworking)(?<!\bwork)(?<!\bworks)(?<!\bliving)(?<!\blive)(?<!\bbelum)(?<!\btidak)(?<!\bchưa)(?<!\bkhông)[\s,(]+"
    r"(?:who\s+(?:have|has)|with|having|dengan|raising|na\s+may(?:roong)?|may(?!\s+có)|(?:yang\s+)?(?:sudah\s+)?(?:punya|memiliki)"
    r"|(?:đang\s+|đã\s+)?(?:có|nuôi(?=\s+con(?:\s+(?:nhỏ|thơ)|\s*$)))|con|que\s+(?:tienen|têm)|com|avec"
    r"|mit|met|med|ze?|se?|so|cu|зі?|із|с|со|με)\s+"
    r"([^,()]+?)\)?\s*$",
    re.IGNORECASE,
)
# "Professeure qui vient d'avoir un bébé", "nurse who just had a baby".
_JUST_HAD = re.compile(
    r"\s+(?:who\s+(?:has\s+|have\s+)?(?:just|recently)\s+(?:had|given\s+birth\s+to)\s+(?:an?|her|their)\s+(?:first\s+)?(?:baby|child)"
    r"|qui\s+vient\s+d['’]avoir\s+un\s+(?:bébé|enfant)|que\s+acaba\s+de\s+tener\s+un\s+(?:bebé|hijo)"
    r"|que\s+acabou\s+de\s+ter\s+um\s+(?:bebê|filho)|che\s+ha\s+appena\s+avuto\s+un\s+(?:bambino|figlio)"
    r"|de\s+retour\s+d['’e]\s*(?:un\s+)?congé\s+(?:de\s+)?(?:maternité|parental))\s*$",
    re.IGNORECASE,
)
# "Families with children", "keluarga muda dengan anak", "Familien mit Kindern".
_HOMES = re.compile(
    r"\s*(?:mga\s+|các\s+|cặp\s+)*(young\s+|junge\s+|jeunes\s+|batang\s+)?(?:married\s+)?"
    r"(?:famil(?:y|ies|ias?|ien|les?|je|ias)|households?|couples?|keluarga|rumah\s+tangga|pamilya(?:ng)?|pasangan|pasutri|mag-?asawa(?:ng)?"
    r"|gia\s+đình|vợ\s+chồng|famille?s?|famigli[ae]|gezin(?:nen)?|familjer|rodzin[ya]|parejas?|casa(?:l|is)|paare|ehepaare)"
    r"(\s+muda|\s+trẻ|\s+jóvenes|\s+jovens)?(?=[\s,(])",
    re.IGNORECASE,
)
# "HR manager expecting her first child", "police corporal with a pregnant wife".
_EXPECTING = re.compile(
    r"[\s,(]+(?:(?:who\s+(?:is|are)\s+)?(?:expecting|pregnant\s+with)\s+(?:an?|her|his|their)\s+(?P<first>first\s+)?(?:\w+\s+)?(?:child|baby)"
    r"|(?:with\s+(?:an?\s+)?|whose\s+)(?:pregnant\s+wife|wife\s+(?:who\s+)?is\s+pregnant)|na\s+buntis\s+ang\s+(?:asawa|misis)"
    r"|(?:yang\s+)?(?:istri(?:nya)?\s+)(?:sedang\s+)?hamil|(?:có\s+)?vợ\s+(?:đang\s+)?(?:bầu|mang\s+thai))\)?\s*$",
    re.IGNORECASE,
)
_BACK_AT_WORK = re.compile(  # "breastfeeding mothers back at work"
    r"[\s,(]+(?:who\s+(?:are|have|has|is|went|just)\s+)*(?:(?:back|returning|returned|return|gone\s+back)\s+(?:at|to)\s+work"
    r"|na\s+(?:balik|bumalik\s+sa)[- ]trabaho|(?:yang\s+)?(?:sudah\s+|baru\s+)?kembali\s+bekerja"
    r"|(?:đã\s+)?đi\s+làm\s+lại)\)?\s*$",
    re.IGNORECASE,
)
_WHO_MAY_TAKE_LEAVE = "employees on leave"  # in mixes.csv
_OF_SO_MANY = re.compile(
    r"\s+(?:of|to)\s+(?:one|two|three|four|five|six|[1-9])(?:\s+(?:kids|children))?\s*$"
    r"|\s+(?:de|d')\s*(?:une?|un|deux|trois|quatre|cinq|six|dos|tres|cuatro|cinco|dois|duas|três|tres|[1-9])(?:\s+(?:enfants?|hij[oa]s?|filh[oa]s?))?\s*$",
    re.IGNORECASE,
)
_ANY_CHILDREN = re.compile(
    r"(?:(?:an?|two|three|four|five|2|3|4|5|many|several|mga|maraming|dalawang|tatlong|apat na"
    r"|một|hai|ba|dua|dos|dois|deux|tres|três|trois|due|tre|zwei|drei|två|twee|drie|to|dwojgiem|dwójką|trójką|dvěma|třemi|dvomi"
    r"|doi|două|trei|двома|трьома|двумя|тремя|δύο|τρία)\s+)?(?:children|child|kids?|sons?|daughters?|boys?|girls?|families|anak|hij[oa]s?|niñ[oa]s|filh[oa]s?"
    r"|crianças|enfants?|con|figli[oa]?|bambin[io]|kind(?:er|ern|eren)?|barn|børn|dzieci|dziećmi|dzieckiem|dětmi|dítětem|deťmi"
    r"|copi(?:i|l)|дітьми|дитиною|детьми|реб[её]нком|παιδιά|παιδί)",
    re.IGNORECASE,
)
# "Công nhân có hai con ở với ông bà", "gửi con về quê cho bà": children who live with their grandparents.
_LEFT_WITH_KIN = re.compile(
    r"[\s,(]+(?:(?:có\s+)?(?:\w+\s+)?con(?:\s+(?:nhỏ|cái|gái|trai))?\s+(?:đang\s+)?(?:ở|sống|gửi)|gửi\s+(?:\w+\s+)?con(?:\s+(?:nhỏ|cái|gái|trai))?)"
    r"(?:\s+(?:ở|về)?\s*(?:dưới\s+)?quê)?\s+(?:với|cho|cùng|nhờ)\s+(?:bố\s+mẹ|ông\s+bà|ông|bà|nội|ngoại)(?:\s+(?:nội|ngoại))?(?:\s+(?:nuôi|chăm|trông|ở\s+quê))*\)?\s*$"
    r"|[\s,(]+(?:with|whose|and|her|his)\s+(?:\w+\s+)?(?:children|kids|child|son|daughter)\s+(?:left\s+|living\s+|live\s+|staying\s+|stay\s+)+with\s+(?:\w+\s+)?grand\w+\)?\s*$"
    r"|[\s,(]+(?:yang\s+)?anak(?:nya)?\s+(?:di)?titip\w*\s+(?:(?:ke|di|sama|pada)\s+)?(?:kakek|nenek|orang\s?tua)\w*(?:\s+\w+)?\)?\s*$",
    re.IGNORECASE,
)
_OF_PETS = frozenset(("plant", "fur", "pet", "dog", "cat", "soccer", "dance", "stage"))
_AND_AT_END = re.compile(r"\s+(?:and|at|dan|và|&)$", re.IGNORECASE)
_WITH_THEIRS = frozenset(
    ("su", "sus", "seu", "seus", "sua", "ses", "leurs", "con", "com", "avec", "mit", "bei", "den", "i")
)
_FOR_HOURS = frozenset(("part", "full", "first", "time"))  # no work: "first-time dad"
_LONE = re.compile(r"\b(solo|single|lone)-(parent|mom|mum|mother|dad|father)", re.IGNORECASE)
_CALLED = frozenset(("mom", "mum", "mommy", "nanay", "dad", "daddy", "tatay"))  # no "parent company"
_NO_CHILDREN = Said(fewest=0, at_most=0)
_OF_ONE = ("unmarried", "parted", "widowed")
_MAY_HAVE_CHILDREN = ("working", "looking for work", "keeping house")  # statuses
CHILDREN_THERE = (
    r"(?:(?:(?:ber)?anak\s+(?:satu|dua|tiga|empat|lima|\d)|(?:satu|dua|tiga|empat|lima|\d)\s+anak)"
    r"|(?:một|hai|ba|bốn|năm|\d)\s+con)"
)
_SO_MANY_BEHIND = re.compile(rf"[\s,(]+{CHILDREN_THERE}\)?\s*$", re.IGNORECASE)
_PARENT_OF_SO_MANY = re.compile(
    rf"^\s*((?:bà\s+)?mẹ|(?:ông\s+)?bố|ibu|bapak|ayah|mama|bunda)\s+(?:có\s+)?{CHILDREN_THERE}\s+(?=\w)", re.IGNORECASE
)


def who_have_no_child(text: str, code: str, read: Read) -> Asked | None:
    """ "Bank teller, newly married, no kids yet", "childless nurse": a couple alone, where people are married or have
    none yet; the unmarried have none."""
    told = _NO_CHILD.search(text)
    before = None if told else _CHILDLESS.search(text)
    rest = text[: told.start()] if told else _CHILDLESS.sub("", text, count=1) or "people"
    if not (told or before) or not words_of(rest) or is_one_name(text):
        return None
    people = read(rest)
    if not all(map(is_known, people.wishes)):
        return None
    if not are_all_at_work(people):
        return _of_no_work_and_childless(people, before[0].strip()) if before else None
    if people.family.needs == "unmarried":
        return replace(people, family=replace(people.family, said=_NO_CHILDREN))
    if people.family.needs in (*_OF_ONE, "nobody"):
        return people
    family = replace(people.family, needs="spouse") if told and told[1] else people.family
    return replace(people, family=family, home="a couple")


def _of_no_work_and_childless(people: Asked, said: str) -> Asked | None:
    """People of whom no work is told who are said to have no child: a couple alone where they are married; of others it
    is told as unread."""
    if people.family.needs == "spouse":
        return replace(people, home="a couple")
    return with_unread(people, said)


def with_children_apart(text: str, code: str, read: Read) -> Asked | None:
    """ "Guru, anak balita" as with them; children who are grown or elsewhere are told as unread."""
    away = _CHILDREN_ELSEWHERE.search(text)
    if away and words_of(text[: away.start()]) and not is_one_name(text):
        people = read(text[: away.start()])
        family = replace(people.family, needs=people.family.needs or "spouse")
        return replace(people, family=family, notes=(*people.notes, note_of_unread(away[1].strip())))
    told = _CHILDREN_APART.search(text)
    if not told or said_of_children(told[1]) == A_MINOR or is_one_name(text):
        return None
    people = read(text[: told.start()])
    if not are_all_at_work(people):
        return read(f"{text[: told.start()]} with {told[1]}")
    alone = people.family.needs in (*_OF_ONE, "children alone")
    family = replace(people.family, needs="children alone" if alone else "children", said=said_of_children(told[1]))
    return replace(people, family=family)


def with_children(text: str, code: str, read: Read) -> Asked | None:
    """ "Laundrywoman with school-age children" has them, and so has a mother who is told by them alone, "bố mẹ có con
    học cấp 1"."""
    on_leave = _ON_LEAVE.search(text)
    if _HOMES.match(text) and _WITH_CHILDREN.search(text):
        return _homes_with_children(text, read)
    if not is_one_name(text):
        text = _JUST_HAD.sub(" with a baby", _ON_LEAVE.sub(" with a baby", text))
        text = _SO_MANY_BEHIND.sub(" with children", text)
    told = _WITH_CHILDREN.search(text)
    parents = parents_in_english(text[: told.start()]) if told else "parents" * (_are_parents(text) or _of_pupils(text))
    if not parents and (not told or is_one_name(text)):
        return None
    said = said_of_children(told[1] if told else text)
    if told and said == A_MINOR and not _ANY_CHILDREN.fullmatch(told[1]):
        return None
    if parents:
        lone = not tables().words["lone"].isdisjoint(words_of(text))
        of_one: Need | None = "children alone" if lone else None  # "padres solteros"
        sexes: dict[str, Gender] = {"mothers": "Female", "fathers": "Male"}
        who = _WHO_MAY_TAKE_LEAVE if on_leave else f"{parents} with children"
        return replace(read(who), family=Family(sexes.get(parents), of_one or "children", said))
    rest = text[: told.start()] if told else ""
    asked = read(rest)
    if all(map(is_anybody, asked.wishes)):
        if on_leave:
            asked = replace(asked, wishes=read(_WHO_MAY_TAKE_LEAVE).wishes)
        family = read_family(f"{rest} with children", [Wish("any")])
        women: Gender | None = "Female" if asked.says_women else None  # "women with small children"
        sex = family.gender or asked.family.gender or women
        alone = asked.family.needs in (*_OF_ONE, "children alone")
        needs: Need = "children alone" if alone else family.needs or "children"
        return replace(asked, family=Family(sex, needs, said))
    if all(map(keeps_house, asked.wishes)):
        return replace(asked, family=Family(asked.family.gender, "children", said))
    needs = "children alone" if asked.family.needs in _OF_ONE else asked.family.needs or "children"
    needs = "children" if needs == "spouse" else needs
    if any(status_of(wish) not in _MAY_HAVE_CHILDREN and wish.kind != UNDERGRADUATE for wish in asked.wishes):
        return None
    family = replace(asked.family, needs=needs, said=said)
    return replace(asked, family=family) if family.is_of_parents else None


def _homes_with_children(text: str, read: Read) -> Asked | None:
    """ "Couples with children", "keluarga muda dengan anak kecil"."""
    home, whose = _HOMES.match(text), _WITH_CHILDREN.search(text)
    if not home or not whose or words_of(text[home.end() : whose.start()]):
        return None
    said = said_of_children(whose[1])
    if said == A_MINOR and not _ANY_CHILDREN.fullmatch(whose[1]):
        return None
    return replace(read("young couples" if home[1] else "people"), family=Family(None, "children", said))


def back_at_work(text: str, code: str, read: Read) -> Asked | None:
    """ "Breastfeeding mothers back at work": parents of whom no work is told, who have some."""
    told = _BACK_AT_WORK.search(text)
    if not told or not words_of(text[: told.start()]):
        return None
    people = read(text[: told.start()])
    if not all(is_anybody(wish) or keeps_house(wish) for wish in people.wishes):
        return people if are_all_at_work(people) else None
    return replace(people, wishes=(Wish("any worker"),), notes=tuple(filter(is_of_unread, people.notes)))


def who_expect_a_child(text: str, code: str, read: Read) -> Asked | None:
    """ "Nurse expecting her first child", "police corporal with a pregnant wife": who is at work and married; with the
    first child none is at home."""
    told = _EXPECTING.search(text)
    people = read(text[: told.start()]) if told and words_of(text[: told.start()]) and not is_one_name(text) else None
    if not told or not people or not are_all_at_work(people) or all(map(is_anybody, people.wishes)):
        return None
    said = set(words_of(told[0]))
    wives, hers = said & {"wife", "asawa", "misis", "istri", "istrinya", "vo"}, said & {"her", "pregnant"}
    sex: Gender | None = "Male" if wives else "Female" if hers else people.family.gender
    family = replace(people.family, gender=sex, needs=people.family.needs or "spouse")
    return replace(people, family=family, home="a couple" if told["first"] else people.home)


def with_children_left_with_kin(text: str, code: str, read: Read) -> Asked | None:
    """ "Công nhân có hai con ở với ông bà": no child is said to be at home, and nobody to be a grandparent."""
    left = _LEFT_WITH_KIN.search(text)
    if not left or not words_of(text[: left.start()]) or is_one_name(text):
        return None
    people = read(text[: left.start()])
    return with_unread(people, left[0].strip(" ,()"))


def who_are_parents(text: str, code: str, read: Read) -> Asked | None:
    """ "Call center agents na solo parent", "nurses who are single mothers", "nurse moms", "single mom nurses": parents
    by the work before them or behind."""
    if is_a_name(text):
        return None
    if (plain := _PARENT_OF_SO_MANY.sub(r"\1 ", text)) != text:  # "mẹ hai con bán hàng online"
        return read(plain)
    lists = tables().words
    parents = lists["mother"] | lists["father"] | lists["parent"]
    for work, told in _with_parents(text, parents):
        told = _OF_SO_MANY.sub("", told)
        work = _AND_AT_END.sub("", work.strip())  # "nurse and single mother"
        if words_of(work)[-1:] and words_of(work)[-1] in _WITH_THEIRS:  # "odontóloga que vive con sus papás"
            continue
        of_none = _FOR_HOURS | _OF_PETS | lists["sold on platform"] | lists["buys"]
        if set(words_of(work)) <= of_none:  # "part-time moms", "plant moms"
            continue
        family = read_family(f"working {told}", [Wish("any worker")])
        if _are_parents(told):  # "padres de familia"
            family = Family(None, "children alone" if set(words_of(told)) & lists["lone"] else "children")
        elif not family.needs or not set(words_of(told)) <= parents | lists["lone"] | lists["filler"]:
            continue
        people = read(work)
        if not are_all_at_work(people) and read_exact((*words_of(work), "worker")):
            people = read(f"{work} workers")  # "BPO moms"
        is_work = all(wish.rows for wish in people.wishes) and all(map(is_of_unread, people.notes))  # no likeness
        if are_all_at_work(people) and (is_work or all(map(is_known, people.wishes))):
            return replace(people, family=family)
    return None


def _with_parents(text: str, parents: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The work that a text tells, with the words for parents that are told beside it."""
    if told := _ARE_PARENTS.fullmatch(text):
        yield told[1], told[2]
    tokens = _LONE.sub(r"\1 \2", text).split()
    if not tokens:
        return
    beside = tables().words["lone"] | tables().words["filler"]
    at = next((at for at, token in enumerate(tokens) if word_of(token) in parents and is_kin(token)), 0)
    begin = next((begin for begin in range(at, 0, -1) if word_of(tokens[begin - 1]) not in beside), 0)
    lone = tables().words["lone"]
    end = next((end for end in range(at + 1, len(tokens)) if word_of(tokens[end]) not in lone), len(tokens))
    before, behind = " ".join(tokens[:begin]), " ".join(tokens[end:])
    if (
        before
        and (not behind or tells_of_those_before(behind))
        and tables().words["clause"].isdisjoint(words_of(before))
    ):
        yield f"{before} {behind}", " ".join(tokens[begin:end])
    if not before and not tells_of_those_before(behind) and (at or word_of(tokens[0]) in _CALLED):
        yield behind, " ".join(tokens[:end])


def parents_in_english(text: str) -> str:
    """The English of words of other languages that name parents, or of how many, and nothing else; nothing for
    others."""
    text = _OF_SO_MANY.sub("", text)
    words, known = words_of(text), tables().words
    if _are_parents(text):
        return "parents"
    own = ("mothers", "fathers", "parents", "mother", "father", "parent")
    sexes = (f"{sex}s" for sex in ("mother", "father") if len(words) == 1 and words[0] in known[sex])
    return "" if " ".join(words) in own else next(sexes, "")


def _are_parents(text: str) -> bool:
    """Whether a text is words of another language for parents, and nothing else."""
    return " ".join(words_of(text)) in tables().words["parents abroad"]


def _of_pupils(text: str) -> bool:
    """Whether a text is words for parents and for the school of their child: "orang tua murid PAUD"."""
    words, parents = words_of(text), tables().words["parents abroad"]
    ends = [end for end in range(1, len(words)) if " ".join(words[:end]) in parents]
    links = tables().words["link abroad"] | {"ng"}
    behind = (
        words[start:] for end in ends for start in (end - 2, end - 1, end, end + (words[end] in links)) if start > 0
    )
    return any(map(is_said_of_children, behind))
