"""Occupations as people of one country write them: what only they say or say otherwise, put into English.

"Celador" is a hospital porter in Spain and a guard in Colombia; "y", "und" and "et" stand between two jobs; "Lehrer/in"
and "vendedor(a)" name one job for both sexes.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product

from boses_engine.grounding.phrases.mixes import named_mix
from boses_engine.grounding.phrases.places_named import places_whole, words_of_workplaces
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.text import with_article
from boses_engine.grounding.words import TOKEN, Words, spelling, word_of, words_of
from boses_engine.grounding.work.tables import Wish, tables

_AND = {  # by language, without those that are English words too: "of", "a"
    **{"de": "und|oder|sowie", "fr": "et|ou", "es": "y|e|u", "pt": "e|ou", "it": "e|o", "ca": "i|o", "nl": "en"},
    **{"pl": "i|oraz|lub", "cs": "nebo", "sk": "alebo", "ro": "și|si|sau", "hu": "és|es|vagy", "el": "και|ή"},
    **{"sv": "och|eller", "nb": "og|eller", "nn": "og|eller", "da": "og|eller", "fi": "ja|tai", "bg": "и|или"},
}
# By language, an article between a word for "at" and a place that is a word for "or" elsewhere: "la o fabrică".
_ARTICLE = {"ro": re.compile(r"\b(la|în|in|din|pe)\s+(?:o|un)\s+(?=\w)", re.IGNORECASE)}


def _small_or_title(articles: str) -> str:
    """The articles with a small first letter or, of two letters and more, a large one: "UN", "OS" and "I" are none."""
    each = articles.split("|")
    return "|".join((*each, *(article[0].upper() + article[1:] for article in each if len(article) > 1)))


_ARTICLE_FIRST = {  # by language, before who is meant
    language: re.compile(rf"\s*(?:{_small_or_title(articles)})\s+(?=\w)|\s*[lL]['’](?=\w)")
    for language, articles in {
        **{"es": "un|una|unos|unas|los|las", "pt": "um|uma|uns|umas|os|as", "fr": "une?|des|les", "tr": "bir"},
        **{"it": "uno?|una|i|gli|le", "nl": "een|de", "ca": "un|una|els|les"},
        "de": r"eine?|der(?=.*\s[A-ZÄÖÜ])|die(?=.*\s[A-ZÄÖÜ])",  # before a noun: "die casting operators" are none
    }.items()
}
_ANDS = {"and", *"|".join(_AND.values()).split("|")}
# By language, how a name of a man is turned into one of both sexes: what stands after a stroke, a star or in brackets.
_BOTH_ENDS = {
    "de": "innen|in|er|r|n",
    **dict.fromkeys(("es", "ca", "pt"), "a|as|o|os|ora|oras|eira|iz"),
    "it": "a|e|o|i|trice|ice|essa",
    "fr": "e|es|ne|nes|nne|euse|euses|rice|rices|trice|trices|ière|ere|ère|iere",
    "pl": "ka|ki|a|czyni|czka|nica",
    **dict.fromkeys(("cs", "sk"), "ka|ky|ca|á|ice|yně"),
    "ro": "oare|oară|ă|e|iță|easă",
}
_TOLD = {  # what words of another language say beside a job, as English does
    **{"retired": "retired {}", "senior": "senior {}", "junior": "junior {}", "chief": "chief {}"},
    **{"apprentice": "{} apprentice"},
}
_AT = {"PH": r"(\w.*?)\s+sa\s+(?=\w)"}  # after a name in English: "fish vendor sa fish port"
_OF = {
    "PH": re.compile(r"(\w.*?)\s+ng\s+(?=\w)(.+?)(?:\s+sa\s+(\w.*))?\s*", re.IGNORECASE)
}  # "caretaker ng palaisdaan"
# Of what kind a place or a business is, which says nothing of the work: "mananahi sa maliit na patahian".
_SIZED = {
    "PH": re.compile(
        r"\b(?:(?:maliit|malaki|malalaki|maliliit)\s+na|malaking|sariling)\s+(?!(?:mga\s+)?(?:anak|negosyo))",
        re.IGNORECASE,
    )
}
_OWNS = {"PH": re.compile(r"may[- ]ari\s+(?:ng|sa)\s+(\w[^(),]*?)\s*", re.IGNORECASE)}  # "may-ari ng vape shop"
# "Mason at tile setter": an "at" between two names of work is an "and" there.
_AND_THERE = {
    "PH": re.compile(
        r"\s*(\w[^,()]*?)\s+at\s+(\w[^,()]*?)(?=\s+(?:na|sa|nga|with|who|and|at)\s|\s*[,(]|\s*$)", re.IGNORECASE
    )
}
_LAST = re.compile(r"\s+and\s+", re.IGNORECASE)
_SA = re.compile(r"\s+sa\s+(?=[A-Z])")  # "welder at driver sa Cebu"
_LIGATURE = {"PH": re.compile(r"\b(\w{2,}[aeiou])ng\s+(?=\w)", re.IGNORECASE)}  # "gurong may utang"
# "Tagagawa", "nag-aayos", "manggugupit", "kumukuha": who does what the root of a verb names, twice its first sounds.
_DOER = {
    "PH": re.compile(
        r"(?:t[ai]ga[- ]?(?P<of>\w{3,})"
        r"|(?:[nm]ag|[nm]ang)-?(?P<again>[^\Waeiou]{0,2}[aeiou])-?(?P<root>(?P=again)\w{2,})"
        r"|(?P<first>[^\Waeiou]?)um(?P<next>[aeiou])(?P<inside>(?P=first)(?P=next)\w{2,}))(?!\w)",
        re.IGNORECASE,
    )
}
_CLAUSE = {"PH": re.compile(r"(\w[^(),]*?)\s+na\s+(\w.*?)\s*", re.IGNORECASE)}  # "taxi driver na boundary"
_NO_LONGER_AT_WORK = frozenset(("retired", "retirado", "retirada", "trabaho", "unemployed", "jobless", "natanggal"))
_WHO_WORK = ("worker", "farmer", "grower", "vendor", "seller", "dealer", "trader", "buyer", "maker", "packer", "owner")
_PERSON_FIRST = ("ID", "PH", "VN")  # whose large employers person_first.csv names
_EMPLOYER_MOST = 4  # words of an employer's name
_GROWS = re.compile(r"mag-?(\w{1,3}?)(\1\w+)", re.IGNORECASE)
_ELIDED = re.compile(r"^[a-z]{1,5}'")
_LETTERS = re.compile(r"\s*\((?:[mwfdhx]\s?[/|]\s?)+[mwfdhx]\)", re.IGNORECASE)  # "(m/w/d)"
# An employer, and after a comma how the work is done.
_AT_NAME = re.compile(r"(.*\w)\s+(at|for|with|by|of|in)\s+(?:the\s+)?(\w[^,()]*)(,[^()]*)?", re.IGNORECASE)
_WORKS = re.compile(r"\s+(?:employed|working)$", re.IGNORECASE)  # "teacher employed by Ghana Education Service"
_MARKET = ("market",)
_WHO = frozenset(("que", "qui", "che", "som", "die", "der"))
_TWICE = re.compile(r"([^()]+)\(([^()]+)\)\s*")
_APART = re.compile(r"([,/;|+()]|\s(?:and|or|o)\s)")


def put_in_english(occupation: str, country_code: str) -> str:
    """The text with the country's own names of jobs and words between them in English; the rest as it was."""
    own = tables().abroad_in.get(country_code, {})
    if country_code in _PERSON_FIRST and named_mix(words_of(occupation)):
        return occupation  # "karyawan outsourcing PLN" says more than its parts
    if country_code == "PH" and (grower := _grower(occupation)):
        return grower
    if _begins_with_joint(words_of(occupation), own) and (name := _own(occupation, own)):
        return name
    joint = _AND.get(_language(country_code))
    text = occupation
    if article := _ARTICLE.get(_language(country_code)):
        text = article.sub(r"\1 ", text)
    if joint:
        text = _of_one_sex(text, country_code)
        if not _is_known(text):
            text = re.sub(rf"\s(?:{joint})\s", " and ", text, flags=re.IGNORECASE)
    if sized := _SIZED.get(country_code):
        text = text if _is_known(text) or named_mix(words_of(text)) else sized.sub("", text)
    text = _goods_in_english(text, country_code)
    text = _without_clause(_owned_in_english(_of_in_english(text, country_code), country_code), country_code)
    at = re.match(_AT[country_code], text, flags=re.IGNORECASE) if country_code in _AT else None
    if at and words_of(at[1]) in tables().english and not named_mix(words_of(text)) and not _is_known(text):
        there = text[at.end() :].partition("(")[0]
        named = tables().person_first["where"].get(words_of(there)) or _place_of_what(there)
        text = f"{at[1]} at {with_article(named[0]) if named else text[at.end() :]}"
    text = _told_of(_after_rank(text, own), own)
    text = _at_employer(_after_employer(text, own), own, person_first=country_code in _PERSON_FIRST)
    if not own:
        return text
    twice = _TWICE.fullmatch(text)
    meant = own.get(words_of(twice[1]), ()) if twice else ()
    if twice and meant and meant[-1] in words_of(twice[2]):  # "professor (school teacher)"
        return f"{' '.join(meant)} ({twice[2]})"
    return "".join(_own(part, own) or part for part in _APART.split(text))


def _of_in_english(text: str, country_code: str) -> str:
    """ "Caretaker ng palaisdaan", "online seller ng damit sa Shopee": a name in English, and after it of what and on
    which platform, in English as far as that is known."""
    told = _OF[country_code].fullmatch(text) if country_code in _OF else None
    if not told or words_of(told[1]) not in tables().english or named_mix(words_of(text)) or _is_known(text):
        return text
    after = tables().person_first["where"] | tables().person_first["of what"]
    of = f"{told[1]} of {after.get(words_of(told[2]), (told[2],))[0]}"
    if not told[3]:
        return of
    is_online = words_of(told[3])[:1] and words_of(told[3])[0] in tables().words["sold on platform"]
    return f"{of} {'on' if is_online else 'sa'} {told[3]}"


def without_article(text: str, country_code: str) -> str:
    """ "Un maestro rural", "eine Lehrerin", "i pensionati": who is meant, without the article of the language there."""
    articles = _ARTICLE_FIRST.get(_language(country_code))
    found = articles.match(text) if articles and not _is_known(text) else None
    return text[found.end() :] if found else text


def with_and(text: str, country_code: str) -> str:
    """ "Labandera at tagalinis ng bahay": all are meant, by an English "and"; "cook at a hotel" stays."""
    two = _AND_THERE[country_code].match(text) if country_code in _AND_THERE else None
    if not two or _is_known(text) or not (_names_work(_LAST.split(two[1])[-1]) and _names_work(two[2])):
        return text
    rest = with_and(text[two.start(2) :], country_code)
    return f"{two[1]} and {_SA.sub(' in ', rest)}"


def _names_work(text: str) -> bool:
    """Whether a text is the name of some work, and of no place."""
    wish = tables().local.get(words_of(text)) or tables().english.get(words_of(text))
    return bool(wish and (wish.rows or wish.category)) and words_of(text)[-1] not in words_of_places()


def without_ligature(text: str, country_code: str) -> str:
    """ "Gurong may utang", "binatang construction worker": the word of who somebody is, apart from the sound that links
    it with what comes after it."""
    linked = _LIGATURE[country_code].match(text) if country_code in _LIGATURE else None
    local, people = tables().local, tables().words["people abroad"]
    if not linked or words_of(linked[0]) in local or word_of(linked[0]) in people or _is_known(text):
        return text
    is_who = words_of(linked[1]) in local or words_of(linked[1])[0] in people
    return f"{linked[1]} na {text[linked.end() :]}" if is_who else text


def with_doer(text: str, country_code: str) -> str:
    """ "Nagtuturo ng math", "nag-aayos ng TV" as "taga turo ng math", "taga ayos ng TV", where the tables have those
    words and not the others; nothing for others."""
    done = _DOER[country_code].match(text) if country_code in _DOER else None
    if not done or _is_known(text) or _begins_with_who(text):
        return ""
    root, rest = done["of"] or done["root"] or done["inside"], text[done.end() :]
    return next((each for who in ("taga ", "taga") if _begins_with_who(each := f"{who}{root}{rest}")), "")


def _begins_with_who(text: str) -> bool:
    """Whether a text begins with a local name, or with a word for who that comes before of what."""
    words, names = words_of(text), (tables().local, tables().person_first["who"])
    return any(words[:end] in known for known in names for end in range(len(words), 0, -1))


def _owned_in_english(text: str, country_code: str) -> str:
    """ "May-ari ng vape shop": the owner of a kind of place that is said in English."""
    told = _OWNS[country_code].fullmatch(text) if country_code in _OWNS else None
    place = words_of(told[1]) if told else ()
    if not told or named_mix(words_of(text)) or _is_known(text) or place in tables().person_first["where"]:
        return text
    return f"{told[1]} owner" if place[-1] in words_of_places() else text


def _without_clause(text: str, country_code: str) -> str:
    """ "Tricycle driver na namamasada sa palengke", "virtual assistant na freelance": a name in English without what
    the country's own words tell of it after a link, but that there is no employer."""
    told = _CLAUSE[country_code].fullmatch(text) if country_code in _CLAUSE else None
    name = told[1].partition(" sa ")[0] if told else ""  # "guard sa bangko na 12 hours ang duty"
    if not told or words_of(name) not in tables().english or named_mix(words_of(text)) or _is_known(text):
        return text
    said = set(words_of(told[2]))
    if said & _NO_LONGER_AT_WORK:  # "nurse na walang trabaho"
        return f"{'retired' if 'retired' in said else 'unemployed'} {told[1]}"
    if said <= tables().words["freelance"] or said & tables().words["lone"]:  # "nurse na single mother"
        return f"{told[2]} {told[1]}"
    return told[1]


def _place_of_what(there: str) -> tuple[str, ...]:
    """ "Bodega ng e-commerce", "pabrika ng uling": a kind of place and of what, in English as far as that is known."""
    place, ng, what = there.strip().partition(" ng ")
    named = tables().person_first["where"].get(words_of(place), ()) if ng else ()
    of = tables().person_first["of what"].get(words_of(what), (what.strip(),))[0]
    return tuple(f"{of} {each}" for each in named)


def _goods_in_english(text: str, country_code: str) -> str:
    """ "Saging plantation worker", "pinya farm worker": who grows, makes or sells what the country's word before an
    English name says."""
    first, _, rest = text.partition(" ")
    what = tables().person_first["of what"].get(words_of(first), ()) if country_code == "PH" else ()
    last = words_of(rest)[-1:]
    ends_in_english = last in tables().english or not set(last).isdisjoint(_WHO_WORK)
    if not what or not rest or not ends_in_english or _is_known(text) or named_mix(words_of(text)):
        return text
    return f"{what[0]} {rest}"


def _grower(text: str) -> str:
    """ "Magbabawang": the grower of what the word names, whose first syllable is said twice; none if it is no crop."""
    named = _GROWS.fullmatch(text.strip())
    if not named or _is_known(text):
        return ""
    crops = tables().person_first["of what"].get(words_of(named[2]), ())
    growers = (f"{crop} {who}" for crop in crops for who in ("grower", "farmer"))
    return next((each for each in growers if words_of(each) in tables().english), "")


def _begins_with_joint(words: Words, own: Mapping[Words, Words]) -> bool:
    """Whether words begin with one name of the country that has an "and" in it: "clearing and forwarding agent"."""
    return any(_ANDS & set(words[1 : end - 1]) and words[:end] in own for end in range(len(words), 2, -1))


def _told_of(text: str, own: Mapping[Words, Words]) -> str:
    """ "Starszy księgowy", "profesora jubilada", "apprenti boulanger": a name that is known in English, with the rank,
    the training or the retirement that the words before it or after it tell."""
    said = TOKEN.findall(text)
    words = tuple(map(word_of, said))
    if len(words) < 2 or _is_known(text) or words in own:
        return text
    for (size, begins), how in product(product((3, 2, 1), (True, False)), _TOLD):
        told = words[:size] if begins else words[-size:]
        if len(words) > size and told in _telling(how):
            rest = said[size:] if begins else said[:-size]
            while len(rest) > 1 and (word_of(rest[0]),) in _telling("link") | _telling("former"):
                rest = rest[1:]
            name = " ".join(rest)
            meant = _own(name, own) or _own(name, tables().abroad) or _title_of(name)
            known = meant or words_of(name) in tables().english  # "carabiniere in pensione"
            if known and words_of(name) not in _employers():  # "retraité de la Sonatrach"
                return _TOLD[how].format(meant or name)
    return text


def _title_of(name: str) -> str:
    """The one title that a local name means, or none."""
    wish = tables().local.get(words_of(name))
    return wish.rows[0].job.title if wish and len(wish.rows) == 1 else ""


@cache
def _telling(how: str) -> frozenset[Words]:
    return frozenset(map(words_of, tables().words[f"{how} abroad"]))


def _after_rank(text: str, own: Mapping[Words, Words]) -> str:
    """ "Senior Vertriebsingenieur Maschinenbau": the job behind an English word of rank in English, with what it says
    of where that is done."""
    first, *said = TOKEN.findall(text) or [""]
    if not said or word_of(first) not in tables().words["rank of a person"] or _is_known(text):
        return text
    if _is_known_in_english(said):
        return text
    for end in range(len(said), 0, -1):
        name = " ".join(said[:end])
        if meant := _own(name, own) or _own(name, tables().abroad):
            place = english_place(tuple(map(word_of, said[end:])), own)
            return f"{first} {meant} at {place_written(place)}" if place else f"{first} {meant}"
    return text


def _is_known_in_english(said: list[str]) -> bool:
    """Whether an English name of a job ends these words."""
    words = tuple(map(word_of, said))
    return any(words[start:] in tables().english for start in range(len(words)))


def _after_employer(text: str, own: Mapping[Words, Words]) -> str:
    """ "PostNL pakketbezorger", "BMW-Bandarbeiter": the job behind a large employer's name in English, at what that
    employer has, if its industry is known ("Nissan production operative")."""
    said = TOKEN.findall(text)
    words = tuple(map(word_of, said))
    size = next((size for size in (3, 2, 1) if len(said) > size and words[:size] in _employers()), 0)
    size = size if _is_name(said[:size], text) else 0  # no "subway driver"
    if not size or _is_known(text) or words in own:
        return text
    rest = " ".join(said[size:])
    name = _own(rest, own) or _own(rest, tables().abroad)
    # "Shell petrol station attendant" says itself where that is.
    spans = (words[start:end] for start in range(size, len(words)) for end in range(start + 1, len(words)))
    says_where = any(span in places_whole() for span in spans)
    place = () if says_where else _place_of(words[:size], own)
    if place and (name or _is_known_in_english(said[size:])):
        return f"{name or rest} at {place_written(place)}"
    heads = tables().words["generic head"] | tables().words["specific head"]
    if place and not name and heads.issuperset(words[size:]):
        theirs = place[:-1] + words[size:]  # "IRS officer" is a tax officer
        return " ".join(theirs if theirs in tables().english else joined(place, words[size:]))
    return f"{' '.join(said[:size])} {name}" if name else text


def _at_employer(text: str, own: Mapping[Words, Words], *, person_first: bool = False) -> str:
    """ "Engineer at Volvo", "Paketzusteller DHL", "teknisi di Toyota": at what a large employer has whose industry is
    known."""
    if words_of(text) in own:
        return text
    told = _AT_NAME.fullmatch(text)
    linked = told and told[2] in ("of", "in", "by") and not tables().words["link"].isdisjoint(words_of(told[1]))
    name = words_of(told[3]) if told and not linked else ()  # no "secretary at the Department of Home Affairs"
    if told and not _is_name(TOKEN.findall(told[3]), text, is_at=told[2] in ("at", "for")):
        return text  # "seller of oranges"
    if told and (place := _place_of(name, own, person_first) or (_named_market(name) if told[2] == "at" else ())):
        if place == _MARKET and "owner" in words_of(told[1]):
            return told[1]  # "owner of a phone shop at Nkpor market": of no market
        return f"{_WORKS.sub('', told[1])} at {place_written(place)}{told[4] or ''}"
    if (told and told[2] in ("at", "for", "with")) or _is_known(text):
        return text
    words, said = words_of(text), TOKEN.findall(text)
    for size in range(min(len(words) - 1, _EMPLOYER_MOST), 0, -1):
        who, name = words[:-size], words[-size:]
        is_at = who[-1] in tables().words["link abroad"]
        while who and who[-1] in tables().words["link abroad"]:
            who = who[:-1]  # "curier la Fan Courier", "ouvrier à la Sonatrach"
        if not _is_name(said[-size:], text, is_at=is_at):
            continue
        place = _place_of(name, own, person_first)
        english = own.get(who) or tables().abroad.get(who) or (who if who in tables().english else ())
        english = english or (words_of(_employed(who)) if person_first and place else ())
        # "Operator Toyota" is any of its people; a pensioner of Eskom is at no workplace.
        if place and english and who not in tables().person_first["who"] and _is_anywhere(english):
            return _said_at(place, english)
        shorter = words[:-size] + name[: _reach(name)] if person_first else ()
        if len(words) - size < len(shorter) < len(words) and _is_known(" ".join(shorter)):
            return " ".join(shorter)  # "ASN Pemprov Jawa Barat"
    return text


def _reach(name: Words) -> int:
    """How many of the words are the name of an employer in person_first.csv, which they begin with; 0 for none."""
    known = tables().person_first["employer"]
    return next((end for end in range(len(name), 0, -1) if name[:end] in known), 0)


def _place_of(name: Words, own: Mapping[Words, Words], person_first: bool = False) -> Words:
    """What kind of workplace a large employer has, by its name, as the country or else the world knows it; among those
    that come after who somebody is, with more words after it too: "Pertamina Hulu Rokan"."""
    if name in _employers() and (place := own.get(name) or tables().abroad.get(name)):
        return place
    if name[-1:] and name[-1] in words_of_places() and name[:-1] in _employers():  # "Carmen Copper mine", "BDO branch"
        return own.get(name[:-1]) or tables().abroad.get(name[:-1]) or ()
    reach = _reach(name) if person_first else 0
    place = tuple(tables().person_first["employer"][name[:reach]][0].split()) if reach else ()
    return place if len(place) > 1 else ()  # "teller BDO" is read as it stands: at any kind of bank


def _employed(name: Words) -> str:
    """The title that a local name means, if those of it have an employer, or none."""
    wish = tables().local.get(name) or Wish()
    return wish.rows[0].job.title if {row.job.employment for row in wish.rows} == {"wage"} else ""


def _named_market(words: Words) -> Words:
    """A market where a name of one is told, "Kibuye market", "Gikomba market"; none for a kind: "fish market"."""
    named = words[-1:] == _MARKET and len(words) > 1 and words_of_workplaces().isdisjoint(words[:-1])
    return _MARKET if named and not set(words) & tables().words["article"] else ()


def _is_anywhere(english: Words) -> bool:
    """Whether who is named may be at a workplace, as no one is who has left work or looks for it."""
    wish = tables().english.get(english)
    kind = tables().categories.get(wish.category) if wish else None
    return kind is None or kind.job.status not in ("retired", "looking for work")


def _is_name(said: list[str], text: str, *, is_at: bool = False) -> bool:
    """Whether words of a text are the name of an employer, where they may be, and no common words written as it is:
    "driver at Subway", "MIT professor", "Shell engineer", but no "subway driver"; "Farmers", but no "farmer"."""
    name = tuple(map(word_of, said))
    if name not in _like_words():
        return True
    listed, spelt = tables().words, spelling(" ".join(said))
    is_thing = spelt in listed["employer like a thing"]
    if not is_thing and spelt not in listed["employer like a word"]:
        return False
    is_inside = not is_thing or not text.startswith(said[0]) or said[0][1:] != said[0][1:].lower()
    return is_at or (said[0][0].isupper() and is_inside and not text.isupper())


@cache
def _like_words() -> frozenset[Words]:
    """Names of employers that are written as common words are."""
    listed = tables().words
    return frozenset(map(words_of, listed["employer like a word"] | listed["employer like a thing"]))


@cache
def _employers() -> frozenset[Words]:
    """Names of large employers."""
    return frozenset(map(words_of, tables().words["employer"]))


@cache
def employers() -> frozenset[str]:
    """Names of large employers in one word, as texts are compared, without those that are common words."""
    return frozenset(name[0] for name in _employers() - _like_words() if len(name) == 1)


def _language(country_code: str) -> str:
    return country(country_code).locale.partition("_")[0]


@cache
def _both_sexes(language: str) -> re.Pattern[str] | None:
    """What names a job for both sexes in a language, with the word before it."""
    ends = _BOTH_ENDS.get(language)
    signs = "[/*:_·.-]" if language == "fr" else "[/*:_·]"  # "étudiant-e-s", but "check-in" in Germany too
    after = rf"(?:{signs}-?|\(-?)({ends})(?:{signs}s)?\b\)?s?(?![\w-])"
    return re.compile(rf"(\w{{3,}}?){after}", re.IGNORECASE) if ends else None


_OTHER_HALF = re.compile(r"(\w)\s*/\s*-\s*(?:mann?|frau|leute)\b", re.IGNORECASE)  # "Bürokauffrau/-mann"


def _of_one_sex(text: str, country_code: str) -> str:
    """A text with names of both sexes as the name of one: "Lehrer/in", "vendedor(a)", "étudiant·e·s"."""
    text = _OTHER_HALF.sub(r"\1", _LETTERS.sub("", text))
    both = _both_sexes(_language(country_code))
    if not both or _is_known(text):
        return text

    def one(found: re.Match[str]) -> str:
        names = (word for each in (found[1], found[1] + found[2]) for word in words_of(each))
        return found[1] if any(name in _words_abroad() for name in names) else found[0]

    return both.sub(one, text)


@cache
def _words_abroad() -> frozenset[str]:
    """All words in names of jobs of other languages, and the last ones of English names, which they borrow."""
    known = tables()
    indexes = (known.abroad, *known.abroad_in.values())
    names = [*known.local, *(name for index in indexes for name in index)]
    return frozenset({word for name in names for word in name} | {name[-1] for name in known.english if name})


def _own(part: str, own: Mapping[Words, Words]) -> str:
    """The English of a name of the country, and of where that is done; none if it is no such name.

    A word that is English too ("chef", "pastor") is one of the country only with other words of its language, but for
    those that alone mean what they do there: a Brazilian "professor" is a school teacher.
    """
    words, known = words_of(part), tables()
    for end in range(len(words), 0, -1):
        name, rest = words[:end], words[end:]
        if name in own and name[-1] not in known.words["link abroad"]:
            is_english_too = name in _english_too()
            is_longer_name = any(words[:size] in known.abroad for size in range(end + 1, len(words) + 1))
            is_alone = not rest and name in _own_when_alone()
            if is_english_too and not is_alone and (is_longer_name or not set(rest) & _links_of_others()):
                continue  # "professor do ensino médio" is more than a professor
            if rest and name in _like_words():
                continue  # "subway driver"
            place = english_place(rest, own)
            if not rest or place or is_english_too or name[0] in known.words["owner abroad"]:
                return _said_at(place, own[name])
            is_place = own[name][-1] in words_of_places() and not (name in _employers() and _is_known(part))
            if is_place and rest in known.english:  # "chiya pasal owner"
                return " ".join((*own[name], *rest))
            means_else = rest[0] in _WHO and known.abroad.get(name, own[name]) != own[name]  # "bodeguera que vende pan"
            if rest[0] == "at" or means_else:  # the place in English: "articled clerk at an audit firm"
                return f"{' '.join(own[name])} {part[list(TOKEN.finditer(part))[end].start() :]}"
        elif name in known.abroad and name not in known.english:
            place = english_place(rest, own)
            # "Empregada de limpeza em hotel" is no "empregada"; else a place by a word of the country: "Lehrer am
            # Gymnasium".
            shorter = any(name[:size] in own for size in range(1, end))
            if place and (shorter or place != english_place(rest)):
                return _said_at(place, known.abroad[name])
            if shorter and not rest and name != known.abroad[name]:  # "professora de creche"
                return " ".join(known.abroad[name])
    owned = next((words[at:] for at in range(1, len(words)) if words[at] not in known.words["link abroad"]), ())
    if words[:1] and words[0] in known.words["owner abroad"] and owned in own:
        return f"{' '.join(own[owned])} owner"
    return _of_whatever(words, own)


def _of_whatever(words: Words, own: Mapping[Words, Words]) -> str:
    """ "Vendedora de cocos", "vendeuse d'arachides": who a name of the country that ends with a link says, of whatever
    comes after it; none where that makes a longer name or is a place."""
    if len(words) < 2:
        return ""
    rest = _ELIDED.sub("", words[1])
    words = words if rest == words[1] else (words[0], "de", rest, *words[2:])
    known = tables()
    ends_with_link = words[1] in known.words["link abroad"] and words[:2] in own
    if len(words) < 3 or not ends_with_link:
        return ""
    what = next((at for at in range(3, len(words)) if words[at] in known.words["link abroad"]), len(words))
    place = english_place(words[what:], own)  # "vendedora de quesos en el mercado"
    if english_place(words[2:what], own) or (not place and english_place(words[2:], own)):
        return ""
    longer = [words[:end] for end in range(3, len(words) + 1)]
    is_name = any(name in index for name in longer for index in (known.abroad, known.local, known.english))
    return "" if is_name else _said_at(place, own[words[:2]]) if place else " ".join(own[words[:2]])


def _said_at(place: Words, who: Words) -> str:
    """Who and where in English: the name of both, if there is one, else "practical nurse at a public hospital"."""
    if not _is_anywhere(who):
        return " ".join(who)
    both = " ".join(joined(place, who))
    who = who[1:] if who[:1] == ("factory",) and len(who) > 1 else who  # who works in the factory of an employer
    is_told = len(place) > 1 and who[-1] != "owner" and not _is_known(both)
    who = who[1:] if who == ("factory", "worker") else who  # of a plant named: anybody there who makes things
    return f"{' '.join(who)} at {place_written(place)}" if is_told else both


@cache
def _english_too() -> frozenset[Words]:
    return frozenset(map(words_of, tables().words["english too"]))


@cache
def _own_when_alone() -> frozenset[Words]:
    return frozenset(map(words_of, tables().words["own when alone"]))


@cache
def _links_of_others() -> frozenset[str]:
    known = tables().words
    return known["link abroad"] - known["link"] - known["article"] - {"no", "for", "to"}


def english_place(words: Words, own: Mapping[Words, Words] | None = None) -> Words:
    """The English of a place of work that words of another language name after a job, as far as that is known:
    "en una tienda de ropa"; first by the names of its `own` that a country has."""
    known, own = tables(), own or {}
    for at in range(len(words)):
        if at and words[at - 1] not in known.words["link abroad"]:
            continue  # after other words a place begins behind a link: "aide-soignante de nuit en EHPAD"
        rest = _without_links(words[at:])
        for end in range(len(rest), 0, -1):
            place = None if rest[:end] in _like_words() else own.get(rest[:end])
            place = place or known.abroad.get(rest[:end])
            place = place or (rest if rest in known.fields else ())
            if place and place[-1] in words_of_places():
                return place
    return ()


def _without_links(words: Words) -> Words:
    """The words from the first that is no link: "un'azienda", "d'usine", "d'un salon"; "кав'ярні" is one word."""
    while words and (words[0] in tables().words["link abroad"] or _ELIDED.match(words[0])):
        rest = _ELIDED.sub("", words[0])
        words = words[1:] if rest == words[0] else (rest, *words[1:])
    return words


@cache
def words_of_places() -> frozenset[str]:
    """The last words of all kinds of workplace: what else stands behind a job tells nothing of where it is done."""
    rows = tables().all_rows
    return frozenset(words_of(text)[-1] for row in rows for market, text in row.workplaces if market == "any")


@cache
def _places_written() -> dict[Words, str]:
    rows = tables().all_rows
    return {words_of(text)[1:]: text for row in rows for market, text in row.workplaces if market == "any"}


def place_written(place: Words) -> str:
    """A kind of workplace as the tables write it, "an electronics plant"; one of no table with an article."""
    return _places_written().get(place) or with_article(" ".join(place))


def joined(place: Words, who: Words) -> Words:
    """Where and who, the words that end the one and begin the other once: "primary school", "school teacher"; a factory
    worker of a car plant is a worker there."""
    if place and who[:1] == ("factory",) and len(who) > 1:
        who = who if place[-1] == "factory" else who[1:]
    same = next((size for size in range(len(place), 0, -1) if place[-size:] == who[:size]), 0)
    return (*place, *who[same:])


@lru_cache(maxsize=8192)  # texts are what users write
def _is_known(text: str) -> bool:
    """Whether a text is one name, with whatever words in it: "comida y bebida"."""
    known, words = tables(), words_of(text)
    return any(words in index for index in (known.english, known.local, known.abroad))


def says_women(text: str, country_code: str) -> bool:
    """Whether a text is a name of another language that is said of a woman: "Busfahrerin", "impiegata comunale"."""
    known = tables()
    words = words_of(text)
    if words[:1] and words[0] in known.words["many abroad"]:
        return bool(set(words[1:2]) & known.words["of women abroad"])  # "mga tindera"
    names = (words[:end] for end in range(len(words), 0, -1))
    there = known.abroad_in.get(country_code, {})
    indexes = (there, known.abroad, known.local)
    named = next((name for name in names if any(name in index for index in indexes)), ())
    return named in known.women_abroad and not names_both_sexes(text, country_code)


def names_both_sexes(text: str, country_code: str) -> bool:
    """Whether a text has the names of both sexes: "Lehrer/in", "Bürokauffrau/-mann"."""
    return _of_one_sex(text, country_code) != text
