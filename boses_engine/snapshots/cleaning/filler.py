"""Rows that say nothing: filler typed for reward coins, keyboard noise, bare praise."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STRETCH = re.compile(r"([^\W\d_])\1{4,}")
_KEYS = re.compile(r"asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|wert|zxcv|xcvb|cvbn|vbnm")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxzđ]{5,}")
_COINS = re.compile(
    r"\b(?:(?:for|para sa|pang|to get|earn|demi|buat|biar dapat|lấy|nhận|kiếm|đổi)\s+(?:the\s+|lang\s+|ang\s+)?"
    r"(?:shopee\s+|lazada\s+)?(?:coins?|koin|points?|poin|xu)|(?:coins?|koin|xu)\s+(?:lang|only|aja|doang|thôi))\b",
    re.IGNORECASE,
)
# Praise that names nothing it is about, and the words that go with it.
_PRAISE = frozenset(
    "ok oke okay okey okk oky okeh good gud god nice great best better excellent awesome amazing perfect superb cool "
    "wow love like lovely satisfied recommended recommend worth thanks thank thankyou thx ty tnx tenkyu "
    "bagus baik mantap mantab mantul mantep manteb keren oke okelah sip siip puas suka memuaskan sempurna terbaik "
    "josss jos jozz top istimewa luar biasa recomended rekomended makasih terimakasih terima kasih kece hebat "
    "lumayan cukup ganda maganda gandah nagustuhan gusto sulit solid astig galing magaling mabait maayos ayos okey "
    "salamat tốt tot đẹp dep tuyệt vời tuyet voi hay ổn ưng ý hài lòng thích xuất sắc xịn ngon chuẩn cảm ơn ok".split()
)
_BESIDE = frozenset(
    "very so really super too much the a it is this i you and app apps application product item seller shop all for "
    "sangat banget sekali bgt sekalii pokoknya aplikasi aplikasinya barang barangnya produk ya gan kak sih nya ini dan "
    "po sobrang napaka ang ng na naman sya siya talaga lang pa ito mga ko seller "
    "rất quá lắm nha nhé ạ luôn sản phẩm hàng app shop cũng thật khá mình của và cực kì kỳ".split()
)
_WORDS_MOST = 4  # of bare praise
_COIN_WORDS_MOST = 6
_LOOP_LEAST = 12  # words before repetition is judged
_LOOP_DISTINCT = 0.5  # share of distinct runs of three words below which a text is a loop
_NOISE_LEAST = 9  # letters of a word before it can be keyboard noise
_NOISE_SHARE = 0.4  # of a text's letters


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.casefold())


def says_nothing(text: str, rating: float | None) -> str | None:
    """Why a calmed text says nothing, or None: "no words", "filler" or "bare praise".

    A single word counts as praise where the stars say so; "penipu" at one star stays.
    """
    said = words(text)
    if not said:
        return "no words"
    if _is_loop(said) or _is_noise(said) or _is_for_coins(text, said, rating):
        return "filler"
    if len(said) == 1 and (len(said[0]) == 1 or (rating or 0) >= 4):
        return "bare praise"
    if len(said) <= _WORDS_MOST and set(said) <= _PRAISE | _BESIDE and (set(said) & _PRAISE or (rating or 0) >= 4):
        return "bare praise"
    return None


def is_stretched(text: str) -> bool:
    """Whether a text as it was typed is nothing but one or two keys held down; "mahalllll" is a word."""
    folded = text.casefold()
    return bool(_STRETCH.search(folded)) and len({sign for sign in folded if sign.isalpha()}) < 3


def _is_for_coins(text: str, said: list[str], rating: float | None) -> bool:
    """Whether a short, content row only says what it was typed for; a complaint about coins stays."""
    return len(said) <= _COIN_WORDS_MOST and (rating is None or rating >= 4) and bool(_COINS.search(text))


def _is_loop(said: list[str]) -> bool:
    if len(said) < _LOOP_LEAST:
        return len(said) > 3 and len(set(said)) == 1
    runs = list(zip(said, said[1:], said[2:], strict=False))
    return len(set(runs)) <= _LOOP_DISTINCT * len(runs)


def _is_noise(said: list[str]) -> bool:
    return sum(len(word) for word in said if _typed_blindly(word)) > _NOISE_SHARE * sum(map(len, said))


@lru_cache(maxsize=1 << 16)
def _typed_blindly(word: str) -> bool:
    if len(word) < _NOISE_LEAST:
        return False
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    if not bare.isascii() and "đ" not in bare:
        return False
    vowels = sum(sign in "aeiouy" for sign in bare)
    return bool(_CONSONANTS.search(bare) or _KEYS.search(bare)) or vowels < 0.15 * len(bare) or len(bare) > 40
