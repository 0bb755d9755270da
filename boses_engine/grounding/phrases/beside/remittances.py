"""Who lives on what others send from abroad, and the homes of those who have gone."""

import re
from dataclasses import replace

from boses_engine.grounding.phrases.alternative import is_one_name
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
_PARENT_AWAY = "homemaker with a son or daughter abroad"  # a title


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
