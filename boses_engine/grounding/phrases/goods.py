"""What somebody at a stall sells, as it was asked for: "penjual dawet" is a dawet seller, no street food vendor."""

from dataclasses import replace

from boses_engine.grounding.words import TOKEN, word_of
from boses_engine.grounding.work.asked_titles import as_title
from boses_engine.grounding.work.tables import Wish, tables


def with_goods(wish: Wish, text: str) -> Wish:
    """A wish for a title of any goods, by those that the text names; the same where it names none."""
    lists = tables().words
    if len(wish.rows) != 1 or wish.title or wish.rows[0].job.title not in lists["of any goods"]:
        return wish
    text = text.partition("(")[0].partition(",")[0]
    tokens = [token.group() for token in TOKEN.finditer(text)]
    words = [word_of(token) for token in tokens]
    english = not lists["sells"].isdisjoint(words[-1:])
    goods = tokens[:-1] if english else [] if lists["sells first"].isdisjoint(words[:1]) else tokens[1:]
    while goods and word_of(goods[0]) in lists["link"] | lists["of what"]:
        goods = goods[1:]
    while goods and word_of(goods[-1]) in lists["any goods"]:
        goods = goods[:-1]
    if {word_of(word) for word in goods} <= lists["any goods"]:
        return wish
    title = as_title(f"{' '.join(goods)} {words[-1] if english else 'seller'}")
    return replace(wish, title=title, match="as asked")
