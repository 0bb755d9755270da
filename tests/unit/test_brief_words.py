"""Gender, income and count of briefs, in four languages."""

import pytest
from support.briefs import group, parsed

from boses_engine.briefs.figures import read_count
from boses_engine.briefs.genders import read_gender
from boses_engine.briefs.incomes import read_income
from boses_engine.briefs.text import read_text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Working mums in Manchester", "Female"),
        ("blokes from Sydney", "Male"),
        ("Policewomen in Oslo", "Female"),
        ("Fishermen near Dakar", "Male"),
        ("Female taxi drivers in Tehran", "Female"),
        ("men & women of Davao", "All"),
        ("nurses of all genders", "All"),
        ("Students (f, 18-24)", "Female"),
        ("farmers. ethiopia. m. 20-60", "Male"),
        ("Sex: M; Age: 22-48", "Male"),
        ("M35+, Houston", "Male"),
        ("Target (M/F) in Hanoi", "All"),
        ("women with husbands abroad", "Female"),
        ("men who buy gifts for their wives", "Male"),
        ("nurses who have a wife or husband", None),
        ("buyers of women's shoes in Rome", None),
        ("factory hands in a German town", None),
        ("mostly women... actually, make that only women", "Female"),
        ("Mga kuyang delivery rider sa Bacolod", "Male"),
        ("Mga Pinoy nurse, babae at lalaki", "All"),
        ("Emak-emak di Semarang yang jualan", "Female"),
        ("TKW di Hong Kong, usia 25-40", "Female"),
        ("cowok ojol di Depok yang muda", "Male"),
        ("pria & wanita di Denpasar, usia muda", "All"),
        ("Lao động Việt Nam ở Đài Bắc, nam", "Male"),
        ("Người Việt Nam ở miền Nam và Nam Định", None),
        ("Thế hệ 9x làm IT ở Đà Nẵng", None),
        ("cả nam và nữ ở Hà Nội, nhân viên", "All"),
        ("not only women but also men in Rome", "All"),
        ("kababaihan lang, mga guro sa Iloilo", "Female"),
    ],
)
def test_gender(text: str, wanted: str | None) -> None:
    """Catches relatives, products, places and letters inside words taken for the people's gender."""
    assert read_gender(read_text(text)).value == wanted


@pytest.mark.parametrize(
    "text",
    [
        "An all-male group of grandmothers in Manila",
        "Men who are pregnant, in Tokyo",
        "Kelompok khusus pria, semuanya ibu hamil, di Surabaya",
        "A group of bachelors in Manila, all women",
        "Men aged 30-40 in Jakarta, women only",
        "Female husbands in Paris",
        "Puro lalaki, mga nanay sa Davao na may trabaho",
    ],
)
def test_genders_that_exclude_each_other(text: str) -> None:
    assert read_gender(read_text(text)).clash


def test_mostly_is_told() -> None:
    """A group is of one gender or of both: "mostly women" must not lose the men in silence."""
    found = parsed("Nurses in Manila, mostly women, 25-40")
    assert found.group.gender == "All"
    assert any("mostly women" in note for note in found.notes)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("lawyers on six-figure salaries", "High"),
        ("middle to upper-middle income", "Middle"),
        ("wealthy retirees", "High"),
        ("poor households", "Low"),
        ("class D store owners", "Low"),
        ("class AB titas", "High"),
        ("NSE: D; N=14", "Low"),
        ("low inc.", "Low"),
        ("builders on the lowest wages", "Low"),
        ("farmers living on very little", "Low"),
        ("dads who don't earn much", "Low"),
        ("clerks from B40 households", "Low"),
        ("kasambahay sa Riyadh, minimum lang ang sahod", "Low"),
        ("high school teachers who like small cars", None),
        ("ibu dengan keluarga besar di Bandung", None),
        ("people who love rich coffee", None),
        ("guests who complain of poor service", None),
        ("mga nanay sa Maynila, mababa ang kita nila", "Low"),
        ("mga mayayamang negosyante sa Davao", "High"),
        ("katamtaman ang sahod ng mga nars", "Middle"),
        ("ibu-ibu di kota, menengah ke bawah", "Middle"),
        ("dokter di Denpasar yang gaji tinggi", "High"),
        ("pekerja di pabrik, upah minimum", "Low"),
        ("phụ nữ ở Hà Nội có thu nhập cao", "High"),
        ("giáo viên ở Nha Trang, thu nhập khá thấp", "Low"),
        ("nông dân nghèo ở An Giang, trên 40 tuổi", "Low"),
    ],
)
def test_income(text: str, wanted: str | None) -> None:
    assert read_income(read_text(text), None).level == wanted


def test_the_words_that_the_model_reads_for_money_need_no_word_for_pay() -> None:
    """ "Very little" alone may be anything; where the model points at it, the table of sizes says what it means."""
    said = "people: tailors\nkind: work\nwork: tailors\nmoney: {}"
    assert group("tailors in Rome who get by on very little", said.format("very little")).income_level == "Low"
    unread = parsed("tailors in Rome who get by on very little", said.format("none"))
    assert "income_level" in unread.assumed


@pytest.mark.parametrize(
    ("text", "code", "wanted"),
    [
        ("workers earning ₱12,000 a month", "PH", "Low"),
        ("managers earning ₱250,000 a month", "PH", "High"),
        ("karyawan di Jakarta dengan gaji Rp 3 juta per bulan", "ID", "Low"),
        ("nam giới ở Hà Nội, lương 40 triệu", "VN", "High"),
        ("women who spend ₱12,000 a month on make-up", "PH", None),
        ("accountants who make $90k a year", "VN", None),
    ],
)
def test_amounts_are_compared_with_the_country(text: str, code: str, wanted: str | None) -> None:
    """An amount in another country's money, or one that is spent, says nothing of the income."""
    assert read_income(read_text(text), code).level == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ten personas of nurses", 10),
        ("Two dozen pharmacists from Warsaw", 24),
        ("A dozen barbers in Lagos", 12),
        ("store owners; n=15", 15),
        ("librarians; fifteen of them", 15),
        ("Give me 9 Chilean miners", 9),
        ("Five is fine", 5),
        ("students in Makassar, half a dozen", 6),
        ("office workers // upper-middle // x10", 10),
        ("mothers in Rome; sample size 20", 20),
        ("Personas needed: 7. Market: Seoul", 7),
        ("8 x market vendors in Baguio", 8),
        ("Sampung tricycle driver sa Cebu City, puro lalaki", 10),
        ("mga kuya sa Bacolod, labinlimang tao", 15),
        ("looking for mga moms sa Pasig, mga sampu", 10),
        ("Lima orang nelayan dari Manado", 5),
        ("mahasiswi di kota, sepuluh orang", 10),
        ("du học sinh ở Tokyo, 6 bạn", 6),
        ("nhân viên ở Hà Nội, mười hai người", 12),
        ("Grade 12 students in Davao", None),
        ("pedagang kaki lima di Bandung, pria", None),
        ("moms with 2 kids in Leeds", None),
        ("women who shop 3 times a week", None),
    ],
)
def test_count(text: str, wanted: int | None) -> None:
    """Catches grades, children and times taken for the number of people."""
    assert read_count(read_text(text)).n == wanted


def test_a_count_is_no_age() -> None:
    found = group("I need 20 personas of freelance writers in Manila, ages 21 to 35.")
    assert (found.persona_count, found.age_min, found.age_max) == (20, 21, 35)
