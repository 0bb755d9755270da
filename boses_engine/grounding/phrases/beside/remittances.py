"""Who lives on what others send from abroad, and the homes of those who have gone."""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import is_one_name
from boses_engine.grounding.phrases.beside.kin import is_abroad
from boses_engine.grounding.phrases.beside.shape import Read, is_anybody, without_words
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.asked import Asked, Family

# "Families who live on remittances from the United States", "hogares que reciben remesas", "lola na umaasa sa padala".
_ON_REMITTANCES = re.compile(
    r"[\s,(]+(?:(?:who|that|are)\s+)*(?:(?:liv(?:es?|ing)|receiv(?:es?|ing)|depend(?:s|ing|ent)?|rel(?:y|ies|ying)|surviv(?:es?|ing)"
    r"|supported)\s+(?:mainly\s+|mostly\s+)?(?:(?:on|by)\s+)?|(?:on|by|with)\s+)(?:money\s+)?remittances?(?:\s+(?:sent\s+)?from\s+[^,()]+)?\)?\s*$"
    r"|\s+na\s+(?:umaasa|nabubuhay)\s+(?:lang\s+)?sa\s+(?:padala|remittance)\b.*$"
    r"|\s+(?:que\s+)?(?:viv\w+|depend\w+|recib\w+|receb\w+)\s+(?:d[eao]s?\s+)?(?:las\s+)?(?:remesas?|remessas?)(?:\s+de(?:sde)?\s+[^,()]+)?\s*$"
    r"|\s+(?:qui\s+)?(?:viv(?:ent|ant)|dépend(?:ent|ant)|reçoivent|recevant)\s+(?:des?\s+)?(?:transferts|fonds\s+envoyés)[^,()]*$",
    re.IGNORECASE,
)
_HOME_OF_MIGRANTS = re.compile(  # "gia đình có người đi lao động Hàn Quốc"
    r"\s*(?:các\s+)?(?:gia\s+đình|hộ(?:\s+gia\s+đình)?|nhà)\s+có\s+(?:người(?:\s+\w+)?|con(?:\s+(?:trai|gái|em|cái))?|chồng|vợ|anh|chị|em|bố|mẹ)\s+"
    r"(?:đang\s+)?(?:đi\s+|làm\s+(?:việc\s+)?(?:tại\s+)?|lao\s+động\s+(?:tại\s+)?|ở\s+)+"
    r"(?:xuất\s+khẩu|xklđ|lao\s+động|nước\s+ngoài|hàn|nhật|đài|mỹ|úc|đức|anh|malaysia)\b.*",
    re.IGNORECASE,
)
_PARENTS_OF = re.compile(
    r"\s*(?:(?:elderly|old|aging|ageing|senior)\s+)?(?:(mothers?|nanay)|(fathers?|tatay)|parents?|magulang)\s+(?:of|ng(?:\s+mga)?)\s+(?:an?\s+)?"
    r"(?:OFWs?|(?:overseas|migrant)(?:\s+Filipino)?\s+workers?|migrants)\s*",
    re.IGNORECASE,
)
_HOME_OF_ONE_AWAY = re.compile(  # "families with a son working in Malaysia"
    r"\s*(?:famil(?:y|ies)|households?|homes?|parents|couples?|keluarga|pamilya(?:ng)?)\s+"
    r"(?:with|whose|that\s+ha(?:ve|s)|who\s+have|dengan|yang\s+punya|na\s+may)\s+(?:(?:an?|one|\w+)\s+)?"
    r"(?:(?P<child>sons?|daughters?|child(?:ren)?|anak)|(?P<husband>husbands?|fathers?|suami|asawa|ayah|tatay)"
    r"|wi(?:fe|ves)|mothers?|istri|nanay)\s+(?:(?:who\s+|yang\s+|na\s+)?(?:(?:is|are)\s+)?"
    r"(?:work(?:s|ing)?|living|lives?|employed|based|bekerja|kerja|nagtatrabaho|nasa)\s+)?"
    r"(?:abroad|overseas|di\s+luar\s+negeri|sa\s+(?:abroad|ibang\s+bansa)"
    r"|(?:in|di|sa)\s+(?:the\s+)?(?P<there>\w[\w ]*))",
    re.IGNORECASE,
)
_HUSBAND_AWAY, _WIFE_AWAY = "housewife with a husband abroad", "househusband with a wife abroad"  # titles
_PARENT_AWAY = "homemaker with a son or daughter abroad"  # a title


def in_a_home_of_one_away(text: str, code: str, read: Read) -> Asked | None:
    """ "Families with a son working in Malaysia": who keeps house there, by who has gone."""
    home = _HOME_OF_ONE_AWAY.fullmatch(text.rstrip())
    if not home or (home["there"] and not is_abroad(home["there"], code)):
        return None
    return read(_PARENT_AWAY if home["child"] else _HUSBAND_AWAY if home["husband"] else _WIFE_AWAY)


def in_a_home_of_migrants(text: str, code: str, read: Read) -> Asked | None:
    """ "Gia đình có người đi lao động Hàn Quốc": who keeps house on what is sent, and not who has gone."""
    return read("remittance recipients") if _HOME_OF_MIGRANTS.fullmatch(text) else None


def on_remittances(text: str, code: str, read: Read) -> Asked | None:
    """ "Families who live on remittances": who keeps house on what is sent, no people of any work; "senior citizens
    living on remittances" are who they are beside it; "parents of OFWs": whose children send it."""
    if parents := _PARENTS_OF.fullmatch(text):
        return replace(read(_PARENT_AWAY), family=Family("Female" if parents[1] else "Male" if parents[2] else None))
    sent = _ON_REMITTANCES.search(text)
    plain = text[: sent.start()] if sent else without_words(text, "on remittances")
    if plain == text or not words_of(plain) or is_one_name(text):
        return None
    people = read(plain)
    if all(map(is_anybody, people.wishes)):
        return replace(read("remittance recipients"), family=people.family)
    return replace(people, on_remittances=True)
