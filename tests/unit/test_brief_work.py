"""Occupations of briefs: as the brief has them, shortened; what is none is assumed."""

import pytest
from support.briefs import group, parsed

from boses_engine.grounding.phrases.terms import read_wishes


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Women in Hanoi working in finance or marketing", "Finance or marketing professional"),
        ("Anyone who works as a tour guide in Marrakech", "Tour guide"),
        ("Truck drivers in Poland, guys", "Truck driver"),
        ("oil rig workers, Houston TX", "Oil rig worker"),
        ("Women in Surabaya who sell batik", "Batik seller"),
        ("Twelve women who run bakeries in Paris", "Bakery owner"),
        ("retired schoolteachers in Lisbon", "Retired schoolteacher"),
        ("High school students in Surabaya", "High school student"),
        ("Doctors and nurses in Lima", "Doctor or nurse"),
        ("Women in tech, San Francisco", "Tech professional"),
        ("Female founders of tech start-ups in Tel Aviv", "Founder"),
        ("Sydney | tradies | blokes 20-45", "Tradie"),
        ("Women in Madrid, shop asistants", "Shop assistant"),
        ("Mga negosyanteng babae sa Makati, mayaman", "Negosyante"),
        ("Pedagang kaki lima di Bandung, laki-laki", "Pedagang kaki lima"),
        ("Emak-emak pedagang pasar di Semarang", "Pedagang pasar"),
        ("Pekerja migran di Kuala Lumpur, buruh bangunan, laki-laki", "Buruh bangunan"),
        ("Giáo viên mầm non ở Nha Trang, nữ", "Giáo viên mầm non"),
        ("Nữ công nhân may ở Bình Dương, dưới 35 tuổi", "Công nhân may"),
        ("chị em văn phòng ở Hà Nội, có thu nhập cao", "Nhân viên văn phòng"),
    ],
)
def test_occupations(text: str, wanted: str) -> None:
    assert group(text).occupation == wanted


@pytest.mark.parametrize(
    ("text", "work", "wanted"),
    [
        ("Mga retiradong guro sa Dumaguete", "retiradong guro", "Retiradong guro"),
        ("Mga magsasaka ng mais sa General Santos", "magsasaka ng mais", "Magsasaka ng mais"),
        ("Chủ quán cà phê ở Đà Lạt, 30-45 tuổi", "Chủ quán cà phê", "Chủ quán cà phê"),
        (
            "Undergraduate engineering students, Lahore",
            "Undergraduate engineering students",
            "Undergraduate engineering student",
        ),
        ("Dalagang Pinay sa Singapore, nasa IT", "IT", "IT professional"),
        ("Women in Surabaya who sell batik", "sell batik", "Batik seller"),
        ("Women in Surabaya who sell batik", "none", "Batik seller"),
    ],
)
def test_the_words_that_the_model_reads_are_the_title(text: str, work: str, wanted: str) -> None:
    """Catches a title cut to the words that the tables know, and a verb for a title."""
    assert group(text, f"people: {text.split()[0]}\nkind: work\nwork: {work}\nmoney: none").occupation == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Working mums, Manchester, 30s",
        "Gamers aged 16-24, Taipei",
        "Elderly islanders in Greece",
        "Fathers on parental leave in Stockholm",
        "Women in Cebu City who buy from street vendors",
        "Mga nanay sa Maynila na may maliliit na anak",
        "Anak muda Bandung yang suka konser",
        "Các mẹ bỉm sữa ở Hải Phòng, hay mua hàng online",
    ],
)
def test_no_occupation_is_assumed(text: str) -> None:
    """Hobbies, kinship, homes and the shops people buy from are no work."""
    found = parsed(text)
    assert found.group.occupation == "Any occupation"
    assert "occupation" in found.assumed
    assert read_wishes(found.group.occupation)[0].category == "any"


def test_work_by_its_form_needs_the_model() -> None:
    """ "Glassblowers" ends as work does, and so do words for other people."""
    text = "Glassblowers in Venice, 40-60"
    said = "people: Glassblowers\nkind: work\nwork: Glassblowers\nmoney: none"
    assert group(text, said).occupation == "Glassblower"
    assert group(text, said.replace("work: Glassblowers", "work: none")).occupation == "Any occupation"


@pytest.mark.parametrize(
    ("text", "kind", "work", "wanted"),
    [
        ("Marathon runners, Cape Town, 30-49", "hobby", "none", "Any occupation"),
        ("Marathon runners, Cape Town, 30-49", "hobby", "Marathon runners", "Any occupation"),
        ("Marathon runners, Cape Town, 30-49", "work", "Marathon runners", "Marathon runner"),
        ("Smokers in Jakarta, men, over 30", "work", "Smokers", "Any occupation"),
        ("Stay-at-home mothers in Bandung", "family", "none", "Stay-at-home mother"),
    ],
)
def test_a_pastime_needs_the_models_word(text: str, kind: str, work: str, wanted: str) -> None:
    """ "Runner" and "buyer" are in the tables of occupations; most who are called so do something else."""
    said = f"people: {text.split(' in ')[0].split(',')[0]}\nkind: {kind}\nwork: {work}\nmoney: none"
    assert group(text, said).occupation == wanted


def test_a_reading_that_the_text_does_not_carry_is_dropped() -> None:
    """A model that answers with another brief's words must not put them into the group."""
    found = parsed("Surfers in Bali, under 30", "people: tram drivers\nkind: work\nwork: tram drivers\nmoney: none")
    assert found.group.occupation == "Any occupation"
