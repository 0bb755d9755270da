"""Who sells on a platform that is told by name: "Shopee sellers", "penjual Tokopedia", "người bán hàng trên Facebook",
"Facebook group sellers"."""

from dataclasses import replace

from boses_engine.grounding.phrases.alternative import read_exact
from boses_engine.grounding.phrases.beside.shape import Read
from boses_engine.grounding.words import TOKEN, word_of, words_of
from boses_engine.grounding.work.asked import Asked
from boses_engine.grounding.work.tables import ONLINE_SELLER, tables


def on_a_platform(text: str, code: str, read: Read) -> Asked | None:
    """Sellers on a platform: of what they sell, if that is told, else of a marketplace or of social media."""
    lists, words = tables().words, words_of(text)
    tokens = [(token.group(), word_of(token.group())) for token in TOKEN.finditer(text)]
    named = [word for _, word in tokens if word in lists["sold on platform"]]
    sells = set(words) & lists["sells on platform"]
    known = read_exact(words)
    if not named or not sells or (known and known.kind == ONLINE_SELLER and "(" not in text):
        return None
    said = lists["sold on platform"] | lists["sells on platform"] | lists["about a platform"]
    goods = " ".join(token for token, word in tokens if word not in said)
    asked = read(f"online {goods} seller") if goods else None
    if asked and all(wish.kind == ONLINE_SELLER for wish in asked.wishes) and not asked.notes:
        return asked
    if goods:
        return None
    if "live" in words or "livestream" in words:  # "live seller sa Facebook"
        on = "Facebook " if "facebook" in words or "fb" in words else ""
        return replace(read(f"{on}live seller"), says_women=False, says_men=False)
    is_market = not lists["marketplace"].isdisjoint(words)
    asked = read("online marketplace seller" if is_market else "online seller")
    return replace(asked, says_women=False, says_men=False)
