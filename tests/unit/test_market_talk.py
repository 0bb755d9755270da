"""What of a market's talk can be told of a brand."""

import pytest
from support.sample_snapshots import sample_snapshot

from boses_engine.domain.snapshot import Mention, Wordings
from boses_engine.grounding.market.brands import market_brands
from boses_engine.pipeline.talk import NAMED_LEAST, MarketTalk

TOLD = ("{brand} let {them} wait.",)


@pytest.mark.parametrize(
    ("brand", "category", "about", "named", "told"),
    [
        ("Shopee", "online shop", "online shop", {"Shopee": 90, "Lazada": 9}, True),
        ("Lazada", "online shop", "online shop", {"Shopee": 90, "Lazada": NAMED_LEAST}, True),
        ("Lazada", "online shop", "online shop", {"Shopee": 90, "Lazada": NAMED_LEAST - 1}, False),
        ("Lazada", "online shop", "online shop", {"Shopee": 90}, False),
        ("Lazada", "online shop", "online shop", {}, True),  # nobody is spoken of
        ("Maya", "e-wallet", "e-wallet", {"GCash": 90}, False),
        ("itel", "phone", "phone", {"Samsung": 90}, True),  # makes share what is said of their kind of goods
        ("itel", "phone", "online shop", {"Shopee": 90, "itel": 9}, False),
    ],
)
def test_talk_of_a_shop_is_told_of_that_shop_alone(
    brand: str, category: str, about: str, named: dict[str, int], told: bool
) -> None:
    """Catches what was said of one shop, wallet or app told of its rival, or of a make of phones that it sells."""
    snapshot = sample_snapshot("PH")
    signal = snapshot.signals[0].model_copy(
        update={
            "categories": (about,),
            "wordings": Wordings(bad={category: TOLD}),
            "mentions": tuple(Mention(name=name, positive=0, neutral=0, negative=n) for name, n in named.items()),
        }
    )
    talk = MarketTalk(snapshot.model_copy(update={"signals": (signal,)}))
    held = next(each for each in market_brands("PH") if (each.name, each.category) == (brand, category))
    assert talk.happened(signal, held, "sceptical") == (TOLD if told else ())
