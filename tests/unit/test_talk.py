"""Which signals come to whom, and how talk bends brands and platforms."""

from collections import Counter
from math import exp

import numpy as np
import pytest
from support.sample_snapshots import sample_snapshot
from support.slots import SLOT, a_slot

from boses_engine.domain.persona import Attitude, Psychographics
from boses_engine.domain.snapshot import Signal, Snapshot, Wordings
from boses_engine.grounding.market.attitudes import TALK_MOST, BrandTalk, attitude_shares
from boses_engine.grounding.market.brands import Brand, market_brands
from boses_engine.grounding.market.digital import PLATFORMS_LEAST, platform_odds
from boses_engine.grounding.market.digital_talk import BENT, bend_platforms
from boses_engine.grounding.market.users import User
from boses_engine.pipeline.talk import SIGNALS_MOST, MarketTalk, Told

SNAPSHOT = sample_snapshot("PH")
MIND: Psychographics = SLOT.psychographics


def brand(name: str) -> Brand:
    return next(found for found in market_brands("PH") if found.name == name)


def held(**attitudes: Attitude) -> list[tuple[Brand, Attitude]]:
    return [(brand(name.replace("_", " ")), attitude) for name, attitude in attitudes.items()]


def with_signals(*signals: Signal) -> Snapshot:
    return SNAPSHOT.model_copy(update={"signals": signals})


def signal(theme: str, **changes: object) -> Signal:
    found = next(one for one in SNAPSHOT.signals if one.theme == theme)
    return found.model_copy(update=changes)


def given(
    snapshot: Snapshot | MarketTalk, brands: list[tuple[Brand, Attitude]], *, seed: int = 1, **options: object
) -> tuple[Told, ...]:
    arguments: dict[str, object] = {"slot": SLOT, "given": Counter(), "people": 100} | options
    slot, counts = arguments.pop("slot"), arguments.pop("given")
    talk = MarketTalk(snapshot) if isinstance(snapshot, Snapshot) else snapshot
    return talk.choose(np.random.default_rng(seed), slot, brands, counts, **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("attitude", "wordings"),
    [("loyal", "good"), ("favourable", "good"), ("sceptical", "bad"), ("avoids", "bad"), ("indifferent", None)],
)
def test_the_attitude_decides_between_good_and_bad(attitude: Attitude, wordings: str | None) -> None:
    lost = signal("lost-money")
    told = given(with_signals(lost), held(GCash=attitude))
    brands = [one for one in told if one.place == "brand:0"]
    if wordings is None:
        assert not brands
    else:  # the signal has habits too: over many draws it goes to the brand in none, as the moment comes first
        only = signal("lost-money", wordings=lost.wordings.model_copy(update={"habits": ()}))
        (found,) = given(with_signals(only), held(GCash=attitude))
        assert found.place == "brand:0"
        assert found.wordings == lost.wordings.by_use()[wordings]


def test_talk_of_rivals_is_not_put_to_a_brand_that_it_never_names() -> None:
    """Catches shipping cost for a lipstick, and Lazada's trouble told of SHEIN."""
    parcel = signal("packaging")  # names the online shops Shopee, Lazada and TikTok Shop, no phone
    told = {
        name: given(with_signals(parcel), [(brand(name), "avoids")]) for name in ("Shopee", "SHEIN", "Colgate", "vivo")
    }
    assert [name for name, found in told.items() if found] == ["Shopee", "vivo"]


def test_a_person_gets_few_signals_of_different_themes() -> None:
    for seed in range(60):
        told = given(SNAPSHOT, held(Shopee="avoids", GCash="loyal", Grab="sceptical", Globe="favourable"), seed=seed)
        assert 3 <= len(told) <= SIGNALS_MOST
        assert len({one.signal.theme for one in told}) == len(told)
        assert Counter(one.place for one in told)["price"] == 2
        assert all(one.wordings for one in told)


def test_what_the_person_has_nothing_to_do_with_is_left_out() -> None:
    """Catches make-up for a man and an e-wallet at thirteen."""
    paint = signal("skin-reaction", categories=("make-up",))
    assert given(with_signals(paint), held(Globe="loyal"))
    assert not given(with_signals(paint), held(Globe="loyal"), slot=a_slot(gender="Male"))
    wallet = signal("lost-money")
    assert not given(with_signals(wallet), held(Globe="loyal"), slot=a_slot(age=13))
    assert not given(with_signals(signal("battery", categories=("no such thing",))), held(Globe="loyal"))


def test_no_more_people_than_the_share_get_a_signal() -> None:
    counts: Counter[str] = Counter()
    lone = with_signals(signal("vouchers"))
    told = [given(lone, held(Globe="loyal"), given=counts, people=9, share=0.25, seed=seed) for seed in range(9)]
    assert sum(map(len, told)) == counts.total() == 2
    assert len(given(lone, held(Globe="loyal"), people=2, share=0.25)) == 1  # one of them always may


def test_a_brand_is_told_what_happens_with_its_kind() -> None:
    """Catches a tight shirt told of a phone."""
    told = Wordings(bad={"phone": ("The phone from {brand} was hot.",), "clothing": ("The {brand} shirt was tight.",)})
    both = with_signals(signal("packaging", wordings=told, categories=("phone", "clothing"), mentions=()))
    (found,) = given(both, [(brand("vivo"), "avoids")])
    assert found.wordings == told.bad["phone"]
    assert not given(both, [(brand("Colgate"), "avoids")])


def test_price_minded_people_hear_more_of_prices() -> None:
    """Catches a leaning with its sign turned round; some twelve standard errors lie between the two."""

    talk = MarketTalk(SNAPSHOT)

    def parts(score: int) -> float:
        mind = MIND.model_copy(update={"price_consciousness": score})
        slot = a_slot(psychographics=mind.model_dump())
        told = [one for seed in range(300) for one in given(talk, held(Globe="loyal"), slot=slot, seed=seed)]
        return sum(one.signal.part_of_life == "price" for one in told) / len(told)

    assert parts(95) > parts(5) + 0.1


def test_a_signal_near_the_persons_days_comes_more_often() -> None:
    """The similarity is small and real: the same signal, once with words of the person's own work in its statement."""
    battery, camera = signal("battery"), signal("camera")
    near = camera.model_copy(update={"statement": "HR assistants at a bank head office talk of cameras."})

    def share(other: Signal) -> float:
        talk = MarketTalk(with_signals(battery, other))
        found = [given(talk, held(vivo="loyal"), seed=seed) for seed in range(400)]
        first = [told[0].signal.theme for told in found if told and told[0].place == "moment"]
        return first.count("camera") / len(first)

    assert share(near) > share(camera) + 0.05


# Brands and platforms


def test_counts_move_weights_and_keep_their_sum() -> None:
    talk = BrandTalk({"shopee": (300, 50, 50), "lazada": (0, 0, 0)})
    weights = {"Shopee": 40.0, "Lazada": 60.0, "SHEIN": 0.0}
    moved = talk.weights(weights)
    assert sum(moved.values()) == pytest.approx(100)
    part = TALK_MOST * 400 / 600
    assert moved["Shopee"] == pytest.approx(40 * (1 - part) + 100 * part)
    assert moved["SHEIN"] == 0
    assert BrandTalk({}).weights(weights) == weights
    assert BrandTalk({"shein": (50, 0, 0)}).weights(weights) == weights  # of no use to anybody of that income


def test_polarity_bends_attitudes_against_what_is_usual() -> None:
    talk = BrandTalk({"liked": (900, 0, 100), "hated": (100, 0, 900), "few": (3, 0, 0)})
    assert talk.tilt("Liked") > 0.5 > -0.5 > talk.tilt("hated")
    assert 0 < talk.tilt("few") < 0.1
    assert talk.tilt("unknown") == 0
    plain = attitude_shares(MIND)
    assert talk.attitudes("unknown", plain) == plain
    bent = talk.attitudes("hated", plain)
    assert bent["avoids"] == pytest.approx(plain["avoids"] * exp(-talk.tilt("hated")))
    assert bent["loyal"] < plain["loyal"]
    assert bent["indifferent"] == plain["indifferent"]
    only_bad = BrandTalk({"one": (10, 0, 990), "other": (10, 0, 990)})  # reviewers complain: no difference, no bend
    assert only_bad.tilt("one") == pytest.approx(0)


def test_platforms_are_bent_to_their_odds_and_others_stay() -> None:
    """The coupling: 4,000 people whose use is drawn by the table's odds end up with the bent share, ± 4 errors."""
    user = User("PH", "Male", 30, "Middle", urban=True, extraversion=50, openness=50, education="bachelor's degree")
    talk = BrandTalk({"viber": (20, 0, 980), "telegram": (980, 0, 20), "other": (500, 0, 500)})
    odds = platform_odds(user)
    rng, count = np.random.default_rng(3), 4_000
    uses: Counter[str] = Counter()
    for _ in range(count):
        before = tuple(name for name, one in odds.items() if rng.random() < 1 / (1 + exp(-one)))[:8]
        if len(before) <= PLATFORMS_LEAST:
            before = ("Facebook", "Messenger", "TikTok")
        after = bend_platforms(rng, before, talk, user)
        assert set(after) - {"Viber", "Telegram"} == set(before) - {"Viber", "Telegram"}
        uses.update(after)
        uses.update(f"before {name}" for name in before)
    for name in ("Viber", "Telegram"):
        share = 1 / (1 + exp(-odds[name]))
        bent = 1 / (1 + exp(-(odds[name] + BENT * talk.tilt(name))))
        expected = uses[f"before {name}"] / count * (bent / share if bent < share else 1)
        if bent > share:
            expected += (1 - uses[f"before {name}"] / count) * (bent - share) / (1 - share)
        assert abs(uses[name] / count - expected) < 4 * (0.25 / count) ** 0.5, name
    assert uses["Viber"] < uses["before Viber"]
    assert uses["Telegram"] > uses["before Telegram"]
