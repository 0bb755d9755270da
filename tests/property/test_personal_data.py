"""Whatever personal data stands wherever in a text, nothing of it is left, and the words around it are."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boses_engine.snapshots.cleaning.text import calm, mend
from boses_engine.snapshots.personal_data import personal_kinds, scrub

words = st.sampled_from("kurir datang terlambat maganda naman sya hàng đẹp giao chậm nhanh the box was open ".split())
texts = st.lists(words, min_size=1, max_size=8).map(" ".join)
names = st.text(string.ascii_lowercase, min_size=3, max_size=10)
digits = st.text("0123456789", min_size=9, max_size=14)
separators = st.sampled_from(["", " ", "-", ".", " - ", "/", "–"])


@st.composite
def phones(draw: st.DrawFn) -> str:
    prefix = draw(st.sampled_from(["+62 8", "08", "+63 9", "09", "+84 3", "(02) 8", "0"]))
    rest = draw(digits)
    gap = draw(separators)
    return prefix + gap.join(rest[at : at + 3] for at in range(0, len(rest), 3))


@st.composite
def codes(draw: st.DrawFn) -> str:
    head = draw(st.sampled_from(["SPXVN", "INV/20260101/MPL/", "JX", "LEX-PH-", "spxid"]))
    return head + draw(st.text("0123456789", min_size=8, max_size=14))


emails = st.builds(lambda a, b, at: f"{a}{at}{b}.com", names, names, st.sampled_from(["@", " @ ", "(at)"]))
links = st.builds(
    lambda head, a, tail: f"{head}{a}{tail}", st.sampled_from(["https://", "http://www.", "www."]), names,
    st.sampled_from([".com/x?y=1", ".co.id", ".vn/a-b", ".page.link/zz"]),
)  # fmt: skip
domains = st.builds(lambda a, end: a + end, names, st.sampled_from([".com", ".co.id", ".com.ph", ".me/abc", ".vn"]))
handles = st.builds(lambda sign, a: sign + a, st.sampled_from(["@", "u/", "/u/"]), names)
hashes = st.builds(lambda a: f"user-{a}", st.text("0123456789abcdef", min_size=8, max_size=8))
personal = phones() | codes() | emails | links | domains | handles | hashes


@settings(max_examples=600, deadline=None)
@given(texts, personal, texts)
def test_nothing_personal_is_left_and_the_words_are(before: str, secret: str, after: str) -> None:
    left = scrub(f"{before} {secret}, {after}")
    assert secret not in left
    assert personal_kinds(left) == []
    assert left.startswith(before)
    assert left.endswith(after)
    assert sum(sign.isdigit() for sign in left) < 5


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.lists(personal | words, max_size=6).map(" ".join))
def test_what_has_been_scrubbed_has_no_trace(text: str) -> None:
    """Catches two harmless pieces that make a number once what stood between them is gone."""
    left = scrub(calm(mend(text)))
    assert personal_kinds(left) == []
    assert scrub(left) == left


@pytest.mark.parametrize(
    "text",
    [
        "hubungi 0812\u200b3456\u200b7890 ya",  # invisible signs between the digits
        "call ０９１７１２３４５６７",  # full-width digits
        "sđt 0903.123.456 gặp tôi",
        "rek bca 1234567890 an saya",
        "no pesanan 2405A7XKQ1 belum sampai",
        "mã đơn hàng 24051KQX7 chưa giao",
        "tel 8123-4567",
        "wa.me/628123456789",
        "o8l2 3456 7890 ya kak 08l2-34o6-7890",
    ],
)
def test_numbers_in_disguise(text: str) -> None:
    left = scrub(mend(text))
    assert sum(sign.isdigit() for sign in left) <= 2, left


@pytest.mark.parametrize(
    "text",
    [
        "harga Rp150.000 kemahalan",
        "ongkir 25rb padahal dekat",
        "iphone 14 pro max 256gb baterai boros",
        "Samsung A06 5G 4GB/128GB",
        "dùng pin 5000mah được 2 ngày",
        "order 3 tapi datang 2",
        "nilai 10/10",
        "sampai jam 10:30, pesan tgl 12",
        "r/indonesia bilang begitu",
        "500k lang naman",
        "beli di shopee, bukan di lazada",
    ],
)
def test_prices_models_and_counts_stay(text: str) -> None:
    assert scrub(text) == text
    assert personal_kinds(text) == []
