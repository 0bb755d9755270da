"""Themes found in rows, counted and turned into signals."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from support.talk import CODEBOOK, DRIVER, SHIPPING, Talk, source, talk

from boses_engine.domain.snapshot import Signal, Wordings
from boses_engine.snapshots.counts import count, polarity, stars
from boses_engine.snapshots.rows import Row
from boses_engine.snapshots.signals import least_rows, make_signals, rating_of, share_of
from boses_engine.snapshots.themes.known import Basis
from boses_engine.snapshots.themes.matcher import Matcher
from boses_engine.snapshots.themes.sample import reservoir
from boses_engine.snapshots.themes.words import words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ONGKIR mahal", ["ongkir"]),
        ("ongkirnya mahal", []),  # inside another word
        ("ongkir, ongkir!", ["ongkir"]),
        ("ongkirrrrr", ["ongkir"]),
        ("bebas ongkos-kirim", ["ongkos kirim"]),
        ("ongkos untuk kirim", []),
        ("kirim ongkos", []),
        ("ongkos", []),  # the text ends before the phrase does
    ],
)
def test_phrases_are_whole_words_in_a_row(text: str, found: list[str]) -> None:
    assert Matcher(["ongkir", "ongkos kirim"]).found(words(text)) == found


def test_letters_of_two_encodings_are_the_same_word() -> None:
    """Catches Vietnamese terms that are never found: 583 rows of one corpus are not in NFC."""
    assert Matcher(["gói hàng"]).found(words("GO\u0301I HA\u0300NG")) == ["gói hàng"]


def test_a_row_is_counted_once_for_a_theme_and_its_terms_each() -> None:
    signal = only(talk("ongkir dan ongkos kirim, ongkir lagi", times=30))
    assert (signal.rows, {term.term: term.rows for term in signal.terms}) == (30, {"ongkir": 30, "ongkos kirim": 30})
    assert signal.terms[0].gloss == "shipping cost"


def test_shares_are_of_rows_that_weigh() -> None:
    """Catches a balanced source pulling the share of a complaint up to half."""
    rows = [Row(0, "ongkir", 1.0)] * 3 + [Row(0, "bagus", 5.0)] * 97 + [Row(1, "ongkir", 1.0)] * 50
    signal = only(Talk((source(100), source(50, weighs=False)), rows))
    assert signal.rows == 53
    assert signal.share is not None
    assert (signal.share.rows, signal.share.of, signal.share.share) == (3, 100, 0.03)


def test_without_weight_there_is_no_share() -> None:
    assert only(talk("ongkir", times=30, weighs=False)).share is None


def test_kinds_of_source_are_signals_of_their_own() -> None:
    rows = [Row(0, "ongkir", day=date(2025, 3, 1))] * 30 + [Row(1, "ongkir", day=date(2024, 3, 1))] * 40
    signals = make_signals(count(Talk((source(30), source(40, "reddit")), rows), CODEBOOK, "ID"), CODEBOOK)
    assert [(s.id, s.rows) for s in signals] == [("ID/app store/shipping-cost", 30), ("ID/reddit/shipping-cost", 40)]
    assert [s.period and s.period.last.year for s in signals] == [2025, 2024]


def test_a_brand_counts_where_its_category_is_spoken_of() -> None:
    """Catches "smart" and "be" counted as telecom and ride app wherever the words stand."""
    named = talk("ongkir tokopedia mahal, driver gojek", rating=1.0, times=30, platform="Lazada")
    signals = {s.theme: s for s in make_signals(count(named, CODEBOOK, "ID"), CODEBOOK)}
    assert {m.name: m.negative for m in signals["shipping-cost"].mentions} == {"Lazada": 30, "Tokopedia": 30}
    assert {m.name for m in signals["driver-cancels"].mentions} == {"Lazada", "Gojek"}


@pytest.mark.parametrize(
    ("rating", "expected"),
    [(None, "neutral"), (1, "negative"), (2, "negative"), (2.5, "neutral"), (3, "neutral"), (4, "positive")],
)
def test_polarity_by_stars(rating: float | None, expected: str) -> None:
    assert polarity(rating) == expected


def test_stars_round_half_up() -> None:
    """Catches Python's rounding to even, which makes 2.5 and 1.5 both two stars."""
    assert [stars(r) for r in (None, 1.0, 1.5, 2.5, 4.9)] == [0, 1, 2, 3, 5]


@pytest.mark.slow
@pytest.mark.parametrize(("kind_rows", "least"), [(94, 30), (2_000, 30), (20_000, 60)])
def test_how_many_rows_a_theme_needs(kind_rows: int, least: int) -> None:
    assert least_rows(kind_rows) == least
    filler = ["bagus"] * (kind_rows - least)
    assert make_signals(count(talk(*filler, *["ongkir"] * least), CODEBOOK, "ID"), CODEBOOK)
    assert not make_signals(count(talk(*filler, "bagus", *["ongkir"] * (least - 1)), CODEBOOK, "ID"), CODEBOOK)


def test_a_theme_that_is_only_a_feeling_is_no_signal() -> None:
    """Catches "let down" handed to people as if it said what happened."""
    general = replace(SHIPPING, general=True)
    assert make_signals(count(talk("ongkir", times=40), (general,), "ID"), (general,)) == ()


def test_few_rows_are_a_signal_where_they_set_a_brand_apart() -> None:
    """Twelve of 200 complaints about one app and none of 2,000 about the other; what anybody does rests on more."""
    ours, others = source(200, platform="Lazada"), source(2_000, platform="Blibli")
    rows = [Row(0, "ongkir", 1.0)] * 12 + [Row(0, "bagus", 1.0)] * 188 + [Row(1, "bagus", 2.0)] * 2_000
    told = Wordings(bad=SHIPPING.wordings["ID"].bad, habits=("{They} compares fees.",))
    theme = replace(SHIPPING, wordings={"ID": told})
    (signal,) = make_signals(count(Talk((ours, others), rows), (theme,), "ID"), (theme,))
    assert signal.rows == 12
    assert signal.wordings == Wordings(bad=told.bad)
    (lazada,) = signal.mentions
    assert lazada.lift is not None
    assert (lazada.name, lazada.lift.significant) == ("Lazada", True)
    assert make_signals(count(Talk((ours,), rows[:200]), CODEBOOK, "ID"), CODEBOOK) == ()


def test_complaints_are_compared_with_complaints() -> None:
    """Catches an app that stands out in a complaint because nobody praises it."""
    ours, others = source(300, platform="Lazada"), source(3_000, platform="Blibli")
    rows = [Row(0, "ongkir", 1.0)] * 30 + [Row(0, "buruk", 1.0)] * 270
    rows += [Row(1, "ongkir", 1.0)] * 30 + [Row(1, "buruk", 1.0)] * 270 + [Row(1, "bagus", 5.0)] * 2_700
    for mention in only(Talk((ours, others), rows)).mentions:
        assert mention.lift is not None
        assert (mention.lift.ratio, mention.lift.significant) == (1.0, False)


def test_a_signal_says_which_sources_its_rows_come_from() -> None:
    rows = [Row(0, "ongkir")] * 10 + [Row(1, "ongkir")] * 25
    signal = only(Talk((source(10), source(25)), rows))
    assert [(origin.path, origin.rows) for origin in signal.origins] == [
        ("app store/file-25-True.csv", 25),
        ("app store/file-10-True.csv", 10),
    ]


@pytest.mark.parametrize(
    ("text", "rating", "held"),
    [
        ("ongkir mahal", None, True),
        ("tidak ada ongkir", 5.0, False),  # praise: a complaint that is denied
        ("ongkir tidak jelas", 5.0, True),  # the denial comes after, of something else
        ("tidak ada ongkir gratis", 1.0, True),  # a complaint that denies
        ("tidak bagus, ongkir mahal", None, True),  # a denial in another clause
        ("tidak bagus tapi ongkir mahal", None, True),
    ],
)
def test_what_is_denied_is_not_held(text: str, rating: float | None, held: bool) -> None:
    assert bool(count(talk(text, rating=rating), CODEBOOK, "ID").tallies) is held


def test_a_clause_is_about_the_brand_that_it_names() -> None:
    """Catches "Lazada is dear, but Tokopedia sends for free" told of both."""
    signal = only(talk("tokopedia bagus tapi lazada ongkir mahal", times=30))
    assert [mention.name for mention in signal.mentions] == ["Lazada"]


@pytest.mark.parametrize(
    ("text", "names"),
    [("ongkir, pengembalian dana lama", set()), ("refund DANA ongkir", {"DANA"}), ("lazada ongkir", {"Lazada"})],
)
def test_a_name_that_is_a_word_too_is_written_as_the_brand_writes_it(text: str, names: set[str]) -> None:
    """Catches "pengembalian dana", a refund, counted as a complaint about the wallet."""
    theme = replace(SHIPPING, categories=("online shop", "e-wallet"))
    counts = count(talk(text), (theme,), "ID")
    assert {name for tally in counts.tallies.values() for name, _ in tally.mentions} == names


def test_wilson_by_hand() -> None:
    """10 of 50: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n) with z = 1.959964."""
    share = share_of(10, 50)
    assert (share.low, share.high) == pytest.approx((0.112438, 0.330371), abs=2e-6)
    assert share_of(0, 50).low == 0.0
    with pytest.raises(ValueError, match="k"):
        share_of(51, 50)


def test_rating_by_hand() -> None:
    rating = rating_of(Counter({1.0: 3, 5.0: 1}))
    assert rating is not None
    assert (rating.rows, rating.mean, rating.sd) == (4, 2.0, 1.732)
    assert rating_of(Counter()) is None


def test_themes_of_another_market_are_not_looked_for() -> None:
    counts = count(talk("ongkir mahal", "driver"), CODEBOOK, "PH")
    assert dict(counts.tallies) == {}
    assert counts.unexplained == 2


def test_two_themes_may_share_a_term() -> None:
    other = replace(DRIVER, theme="other", terms={"ID": (("ongkir", "fee"),)})
    counts = count(talk("ongkir", times=3), (SHIPPING, other), "ID")
    assert {theme: tally.rows for (_, theme), tally in counts.tallies.items()} == {"shipping-cost": 3, "other": 3}


def test_a_sample_is_fair_and_repeats() -> None:
    """Each of 40 items is in 10 of 40 with probability 1/4; over 2,000 seeds the count is 500 ± 19 (one sd)."""
    taken = Counter(item for seed in range(2_000) for item in reservoir(range(40), 10, seed))
    assert min(taken.values()) > 500 - 5 * 19.4
    assert max(taken.values()) < 500 + 5 * 19.4
    sample = reservoir(range(1_000), 10, "a")
    assert sample == sorted(reservoir(range(1_000), 10, "a"))
    assert len(set(sample)) == 10
    assert sample != reservoir(range(1_000), 10, "b")
    assert reservoir(range(5), 10, "a") == [0, 1, 2, 3, 4]


def only(given: Talk) -> Signal:
    (signal,) = make_signals(count(given, CODEBOOK, "ID"), CODEBOOK)
    return signal


def test_a_theme_is_counted_only_in_its_kinds_of_source() -> None:
    """Catches counts that pass the restriction of the codebook by."""
    elsewhere = replace(SHIPPING, sources=("service",))
    counts = count(talk("ongkir mahal"), (elsewhere,), "ID")
    assert (counts.unexplained, dict(counts.tallies)) == (1, {})


@pytest.mark.parametrize(("text", "held"), [("ongkir mahal", False), ("ongkir lazada mahal", True)])
def test_a_row_about_something_else_holds_no_theme(text: str, held: bool) -> None:
    """Catches the fees of a ride told as those of a shop, and a shop forgotten that the review names."""
    ride_app = talk(text, platform="Gojek")
    assert bool(count(ride_app, CODEBOOK, "ID").tallies) is held
    assert count(talk(text), CODEBOOK, "ID").tallies  # of a source that may be about anything


@pytest.mark.parametrize(
    ("rows", "phones", "about"),
    [
        (50, 9, ("online shop",)),
        (50, 10, ("online shop", "phone")),  # a fifth of them
        (300, 29, ("online shop",)),
        (300, 30, ("online shop", "phone")),  # as many as a signal needs
    ],
)
def test_a_signal_is_about_what_enough_of_its_rows_are_about(rows: int, phones: int, about: tuple[str, ...]) -> None:
    """Catches a claim of phones on talk that is of shops."""
    theme = replace(SHIPPING, categories=("online shop", "phone"))
    talk_of = (source(rows, platform="Lazada"), source(rows).model_copy(update={"about": ("phone",)}))
    given = [Row(0, "ongkir")] * (rows - phones) + [Row(1, "ongkir")] * phones
    (signal,) = make_signals(count(Talk(talk_of, given), (theme,), "ID"), (theme,))
    assert signal.categories == about


@pytest.mark.parametrize(
    ("text", "product", "sold", "about"),
    [
        ("ongkir mahal", "", (), {"online shop"}),
        ("sepatu bagus, ongkir mahal", "", (), {"online shop", "shoes"}),
        ("ongkir mahal", "Sepatu lari anak", (), {"online shop", "shoes"}),
        ("ongkir adidas mahal", "", (), {"online shop", "shoes"}),
        ("ongkir mahal", "", ("online shop", "phone"), {"online shop", "phone"}),  # a shop of one kind of goods
        ("ongkir mahal", "", ("online shop", "phone", "shoes"), {"online shop"}),
    ],
)
def test_a_review_on_a_shop_is_about_the_goods_that_it_names(
    text: str, product: str, sold: tuple[str, ...], about: set[str]
) -> None:
    """Catches the talk of a whole shop that is told of each make of goods it sells."""
    theme = replace(SHIPPING, categories=("online shop", "phone", "shoes"))
    shop = source(1, "marketplace", "Lazada").model_copy(update={"about": sold})
    counts = count(Talk((shop,), [Row(0, text, product=product)]), (theme,), "ID")
    assert set(counts.tallies["marketplace", "shipping-cost"].about) == about


def test_what_is_of_one_kind_of_goods_need_not_name_it() -> None:
    """Catches "the battery empties soon", which no row says of a phone by its name."""
    battery = replace(SHIPPING, categories=("phone",))
    counts = count(talk("ongkir", kind="marketplace", platform="Lazada"), (battery,), "ID")
    assert set(counts.tallies["marketplace", "shipping-cost"].about) == {"phone"}


def test_a_signal_keeps_the_wordings_it_is_evidence_of() -> None:
    """Catches praise that is told as a mishap, and rows of a shop that are told of a ride or a phone."""
    told = Wordings(
        good={"online shop": ("{brand} sent it free.",)},
        bad={"online shop": ("{brand} was dear.",), "phone": ("The {brand} was dear.",)},
        habits=("{They} compares fees.", "{They} books another ride.", "{They} thanks the shop."),
        prices=("{They} waits for a voucher.",),
    )
    bases = {
        "{They} compares fees.": Basis(("online shop", "phone"), "bad"),
        "{They} books another ride.": Basis(("ride app",)),
        "{They} thanks the shop.": Basis((), "good"),
    }
    theme = replace(SHIPPING, categories=("online shop", "phone", "ride app"), wordings={"ID": told}, bases=bases)
    (signal,) = make_signals(count(talk("ongkir", times=30, platform="Lazada"), (theme,), "ID"), (theme,))
    assert signal.wordings == Wordings(
        bad={"online shop": ("{brand} was dear.",)},
        habits=("{They} compares fees.",),
        prices=("{They} waits for a voucher.",),
    )
