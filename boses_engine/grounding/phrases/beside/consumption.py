"""What a text tells of how people live as consumers, beside the work or in its place: what they like, use or dread, and
of which social grade they are, which the income class of a group says.

Nothing of a plan follows from it, so that it is left out of what is read and told to whoever asked: "health-conscious
nurses" are nurses, "students into K-pop" students, "mall goers" anybody.
"""

import re
from functools import cache

from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.words import Words, words_of
from boses_engine.grounding.work.tables import tables

_ATTITUDE = (
    r"(?:conscious|savvy|sensitive|minded|aware|obsessed|addicted|averse|strapped|loyal|loving"
    r"|wearing|hungry|starved|poor|curious|focused|oriented|stressed)"
)
# What is done for pleasure with a thing that is no trade: no "fish smoking women", no "bird watching guide".
_PASTIME = (
    r"(?:(?:TV|television|movie|film|drama|anime|sports?|binge|weight)[- ]watching|(?:bargain|deal|discount)[- ]hunting"
    r"|(?:coffee|tea|beer|wine|alcohol|soda|milk)[- ]drinking|(?:cigarette|tobacco|shisha|weed|chain)[- ]smoking)"
)
# What follows the word for people and is no work.
_LIKING = re.compile(
    r"(?<=\w)\s+(?:(?:who|that)\s+(?:are\s+)?)?"
    r"(?:on\s+a\s+diet(?:,.*)?|trying\s+to\s+lose\s+weight|đang\s+(?:ăn\s+kiêng|giảm\s+cân)|(?:hay|thường\s+xuyên)\s+(?:mua|uống|ăn|xem|đặt)|(?:really\s+)?into|interested\s+in|fond\s+of|keen\s+on|passionate\s+about|obsessed\s+with|worried\s+about"
    r"|saving\s+(?:up\s+)?for(?!\s+(?:an?|the|their)\s+wedding)|planning\s+(?:to\s+(?:buy|travel|move)|for)|suffering\s+from|struggling\s+with"
    r"|loyal\s+to|who\s+(?:love|like|enjoy|prefer|watch|follow|use|drink|smoke|vape|travel|order|shop|golf|bet|gamble|practi[cs]e"
    r"|decide|read|jog|exercise|binge|snack|subscribe)s?\b|who\s+(?:buy|play)s?\b(?!.*\b(?:sell|scrap|professional)|\s+and\b)"
    r"|buying\s+(?:their|his|her|an?|first)\b"
    r"|na\s+mahilig\s+(?:sa|mag\w*)|yang\s+(?:suka|hobi|gemar|senang|doyan)|(?:peng)?hobi|(?:yêu\s+)?thích|đam\s+mê|mê|nghiện"
    r"|que\s+gosta[mr]?\s+de|(?:a\s+)?(?:las?|los|les)?\s*que\s+les?\s+gustan?|qui\s+(?:aiment|achètent|jouent)|que\s+(?:compran|juegan|compram|jogam)\b(?!.*\bven)|che\s+(?:comprano|giocano))(?:\s.*)?$",
    re.IGNORECASE,
)
# The same behind a comma, with more that is told after it: "lawyer, likes running, single".
_LIKING_APART = re.compile(
    r"\s*,\s*(?:(?:who|yang|na)\s+)?(?:suka|hobi(?:nya)?|gemar|senang|doyan|penyuka|likes?|loves?|enjoys|hobby|fan\s+of|mahilig|thích|mê|đam\s+mê)"
    r"\s+[^,()]+(?=,|$)",
    re.IGNORECASE,
)
# What is collected or kept for pleasure: a "kolektor" of banks and cooperatives collects debts.
_COLLECTED = (
    r"kolektor\s+(?:pe?rangko|koin|uang\s+(?:kuno|lama)|action\s+figures?|sneakers?|mainan|die-?cast|hot\s*wheels|kartu|keris|barang\s+antik"
    r"|(?:mobil|motor)\s+(?:antik|klasik|tua|kuno)|lukisan|seni|vinyl|piringan\s+hitam|kaset|jam\s+tangan|sepatu|tas|parfum|lego|gundam|funko|komik|batu\s+akik|boneka|photocard)\b"
)
_KEPT = (
    r"pemelihara\s+(?:kucing|anjing|kelinci|hamster|hewan\s+peliharaan|(?:ikan|tanaman)\s+hias|ikan\s+(?:cupang|koi)"
    r"|reptil|burung\s+(?:kicau|hias)|iguana|ular|kura-kura)\b"
)
# "Mahasiswi penggemar K-pop": who likes or uses what, behind who they are.
_FANS_BEHIND = re.compile(
    r"(?<=\w)[\s,]+(?:yang\s+)?(?:pengguna|penggemar|penikmat|pen?cinta|penyuka|perokok|merokok|peminum|pengoleksi|pehobi"
    rf"|penghobi|{_COLLECTED}|{_KEPT}|nagko-?kolekta\s+ng|naninigarilyo)\b[^,()]*(?=,|$)",
    re.IGNORECASE,
)
_GRADE = r"[A-E][12]?"
_GRADES = re.compile(
    rf"\s*\(?\b(?:(?:SEC|SES|(?i:social\s+(?:class|grade)|class))\s+{_GRADE}(?:\s*(?:,|/|&|-|and|to|dan)?\s*{_GRADE})*"
    r"|CDE|(?=[A-E]+[12])A?B?(?:C1?)?(?:C2)?D?E?)\b\)?(?!\s*(?:licen[cs]e|driver|permit))"
)
_ABROAD = re.compile(
    r"\s*(?:(?:pengguna|penggemar|penikmat|người\s+dùng|khách\s+hàng|usuári[oa]s\s+d[eoa]|usuari[oa]s\s+de)\s+\S"
    r"|(?:pen?cinta|penyuka|pelanggan|konsumen|nasabah|penumpang|pengunjung|suporter|penabung|jam?a'?ah|jemaah|jemaat"
    r"|calon\s+jem?a'?ah|wisatawan|turis|pelancong|penonton|pemirsa|pendengar)\b"
    r"|(?:perokok|peminum|pengopi|pemancing|penghobi|hobi|komunitas|penderita|pengidap|pasien|penyintas|pesepeda|pelari(?!\s+pro)|pegowes|goweser)\b"
    rf"|(?:pengoleksi|penyayang)\s+\w|{_COLLECTED}|{_KEPT}"
    r"|(?:peserta|anggota|member|membership)\s+(?:gym|fitness|zumba|yoga|arisan|pilates|klub|komunitas)\b"
    r"|(?:pc\s+|mobile\s+)?gamers?\s+(?:mobile|ml\b|pubg|free\s+fire|valorant|roblox|dota|mlbb|codm|genshin)(?!.*\bpro(?:fesional)?\b)"
    r"|(?:runners?|joggers?|cyclists?)\s+(?:who|in(?!\s+an?\b)|on|training|at\s+(?:the\s+)?(?:park|beach|oval|track|gym))\b(?!.*\b(?:national|team|professional|works?|working)\b)"
    r"|(?:mga\s+)?(?:mahilig\s+(?:sa|mag\w*)\b(?!.*\bna\b)|pasyente\b|(?:taong\s+)?may\s+(?:diabetes|high\s*blood|altapresyon|hika)\b)"
    r"|(?:bệnh\s+nhân|người\s+(?:bệnh(?!\s+viện)|mắc|bị\s+(?:bệnh|tiểu\s+đường|cao\s+huyết\s+áp|huyết\s+áp)))(?=\s|$)"
    r"|(?:(?:những|các|hội|dân|cộng\s+đồng|nguoi|người|game\s*thủ)\s+)+"
    r"(?!.*\s(?:bán|chạy(?!\s+(?:bộ|marathon|điện))|chở|(?<!đi\s)làm(?!\s+đẹp)|thuê)\b)"
    r"(?:(?:đang\s+)?(?:chơi(?!\s+(?:nhạc|đàn|hụi|chứng))|choi\s+game|hút\s+thuốc|hut\s+thuoc|vape|phượt|nhậu|uống|mê|yêu|nghiện|ghiền|thích|hâm\s+mộ|xem(?!\s+(?:bói|tướng|phong|ngày))|ăn\s+(?:chay|kiêng)|an\s+chay"
    r"|sở\s+hữu|so\s+huu|tập\s+(?:gym|yoga|thể)|tap\s+gym|chạy\s+(?:bộ|marathon)|chay\s+bo|nuôi\s+(?:chó|mèo|thú\s+cưng)|nuoi\s+(?:cho\s+meo|meo|thu\s+cung)"
    r"|(?:hay|thường(?:\s+xuyên)?|thuong(?:\s+xuyen)?|chuyên)\s+(?:mua(?!\s+ve\s*chai)|uống|ăn|đi(?!\s+(?:biển|rừng|xây))|xem(?!\s+(?:bói|tướng|phong|ngày))|đặt|du\s+lịch|an|uong)|mua\s+(?:sắm|hàng|nhà|xe|ô\s+tô|căn\s+hộ|chung\s+cư|bảo\s+hiểm|vàng|sam|hang)"
    r"|(?:bị\s+)?đau\s|bi\s+dau\s|bị\s+(?:mất\s+ngủ|dị\s+ứng|béo\s+phì|viêm|bệnh|tiểu|cao\s+huyết|huyết)|đi\s+(?:xe|du\s+lịch|phượt)|có\s+(?:xe(?!\s+(?:ba\s+gác|tải|khách|ôm|cẩu|ben|lôi|đẩy))|ô\s+tô(?!\s+tải)|thẻ)|dùng|sử\s+dụng(?!\s+lao))\b|pubg|ghiền|liên\s+quân|free\s+fire)"
    r"|game\s*thủ\b|game\s*thu\b|hội\s+(?:mê|yêu|nghiện|ghiền|fan)|fan\s+(?:kpop|bóng|phim)|tín\s+đồ\s+(?:thời\s+trang|mua\s+sắm|làm\s+đẹp|cà\s+phê|ẩm\s+thực|công\s+nghệ|hàng\s+hiệu)"
    r"|pemain\s+(?:games?|mobile|ml\b|pubg|free\s+fire|ff\b|roblox|judi|slot)(?!.*\bpro(?:fesional)?\b)"
    r"|pembeli\s+(?:online|rumah|mobil|motor|baju|(?:produk\s+)?(?:skincare|kosmetik|kecantikan))"
    r"|pemilik\s+(?:motor|mobil|hp|iphone|android|(?:(?:kucing|anjing|kelinci|hamster)(?:\s+(?:dan|atau)\s+)?)+|hewan\s+peliharaan"
    r"|kartu\s+kredit|rekening|rumah)(?:\s+(?:listrik|bekas|baru|honda|yamaha|toyota|pribadi|sendiri|kpr))?\s*$)",
    re.IGNORECASE,
)
_AT_WORK_TOO = re.compile(r"([^,()]+?)\s+(who\s+works?\s.+)", re.IGNORECASE)  # "crypto investors who work in tech"
_RUNNERS = re.compile(r"(?:marathon\s+|trail\s+)?runners?", re.IGNORECASE)  # athletes where no other work is told
_WITH = re.compile(r"(?<=s)\s+with\s.+$", re.IGNORECASE)  # "drama viewers with a Netflix subscription"
# Behind which stands whom work is for, or what is told of who does it: "trainer for gym goers".
_LINKS = frozenset(("for", "with", "who", "that", "to", "serving", "helping", "assisting", "supporting", "of", "at"))


def without_consumption(text: str) -> tuple[str, str]:
    """The text without what it tells of consumption, and that; the same and nothing where it tells of none, or where
    nothing would be left."""
    if read_exact(words_of(text)):
        return text, ""
    if (at_work := _AT_WORK_TOO.fullmatch(text)) and (are_consumers(at_work[1]) or _RUNNERS.fullmatch(at_work[1])):
        return f"people {at_work[2]}", at_work[1].strip()
    if found := _leading().match(text):
        return text[found.end() :], found[0].strip()
    if _ABROAD.match(text):
        return text, ""
    if (found := _GRADES.search(text)) and (rest := f"{text[: found.start()]} {text[found.end() :]}".strip()):
        return rest, found[0].strip(" ()")
    for liking in (_LIKING_APART, _FANS_BEHIND):
        if (found := liking.search(text)) and words_of(text[: found.start()]):
            return f"{text[: found.start()]}{text[found.end() :]}", found[0].strip(" ,")
    if found := _LIKING.search(text):
        return text[: found.start()], found[0].strip()
    return text, ""


def are_consumers(text: str) -> bool:
    """Whether people are named by what they use or like alone: "mall goers", "pengguna ShopeePay"."""
    words, heads = words_of(_WITH.sub("", text)), tables().words["consumer"]
    if _ABROAD.match(text) and not read_exact(words):
        return True
    if "of" in words[1:] and not _tell_of_work(words):  # "heavy smokers of menthol cigarettes"
        words = words[: words.index("of", 1)]
    if not _LINKS.isdisjoint(words[:-1]):
        return False
    if " ".join(words[-2:]) in heads or " ".join(words[-3:]) in heads:
        return True
    return bool(words) and words[-1] in heads and not read_exact(words) and not read_exact(words[-1:])


def _tell_of_work(words: Words) -> bool:
    """Whether words tell where people work, of whom they tell what they use: "drinkers of coffee working in banks"."""
    return not (tables().words["clause"] | tables().words["at work"]).isdisjoint(words)


@cache
def _leading() -> re.Pattern[str]:
    """Adjectives of how people live, before whom they are of: "tech-savvy", "vegan", "budget conscious"."""
    words = "|".join(sorted(tables().words["attitude"]))
    one = rf"(?:[^\W\d_]+[- ]{_ATTITUDE}|{_PASTIME}|{words})"
    return re.compile(rf"\s*{one}(?:(?:\s*,\s*|\s+(?:and\s+)?){one})*\s+(?=\w)", re.IGNORECASE)
