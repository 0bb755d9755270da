"""People told by what they do, where they do it who have no employer, and words that leave a job as it is."""

import pytest

from boses_engine.grounding.phrases.own_places import from_home, own_place
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.work.tables import Wish, rows_by_title


def _titles(text: str, code: str) -> set[str]:
    """The titles that a text means, or the kinds of work."""
    wishes = read_occupation(text, code).wishes
    return {name for wish in wishes for name in ({row.job.title for row in wish.rows} or {wish.category})}


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("janda yang jualan", "ID", "market trader"),
        ("ibu muda yang punya usaha rumahan", "ID", "small business owner"),
        ("mães solo que vendem online", "BR", "online seller"),
        ("madres solteras que venden comida", "MX", "street food vendor"),
        ("mulheres que têm salão de beleza", "BR", "beauty salon owner"),
        ("mga nanay na nagtitinda ng gulay", "PH", "vegetable vendor"),
        ("women who clean houses", "GB", "day housecleaner"),
        ("women who trade in the market", "NG", "market trader"),
        ("moms with a home-based baking business", "PH", "home cake maker"),
        ("mums who childmind", "GB", "childminder"),
        ("mães empreendedoras", "BR", "small business owner"),
        ("moms baking cakes", "US", "baker"),
        ("mujeres emprendedoras", "MX", "small business owner"),
        ("women with provision shops", "NG", "provision shop owner"),
        ("phụ nữ làm nghề may tại nhà", "VN", "home seamstress"),
        ("nanay na naglalaba", "PH", "home laundry helper"),
        ("single mothers working abroad", "PH", "overseas worker"),
        ("moms who sell Avon and Natasha", "PH", "direct seller"),
        ("women who own salons", "US", "beauty salon owner"),
        ("wives who run provision shops", "NG", "provision shop owner"),
        ("phụ nữ nuôi tôm", "VN", "shrimp farmer"),
        ("phụ nữ nuôi dạy trẻ", "VN", "preschool teacher"),
        ("phụ nữ nuôi mầm non", "VN", "preschool cook"),
    ],
)
def test_people_are_what_they_are_said_to_do(text: str, code: str, kind: str) -> None:
    """Catches women who clean, sell or own something and are drawn as anybody."""
    assert _titles(text, code) == {kind}
    assert read_occupation(text, code).family.gender == "Female"


def test_who_owns_where_such_people_work_is_an_owner() -> None:
    """Catches the owner of a pharmacy as its employee; a nurse who owns a shop is a nurse."""
    assert _titles("pharmacists who own a pharmacy", "EG") == {"pharmacy owner"}
    assert "hospital nurse" in _titles("nurses who own a shop", "US")


@pytest.mark.parametrize(("text", "code"), [("madres solteras", "MX"), ("bán đồ nữ", "VN")])
def test_words_for_women_make_nobody_a_nun(text: str, code: str) -> None:
    """Catches mothers and sellers of women's clothes who are nuns for a word that nuns have too."""
    assert "nun" not in _titles(text, code)


@pytest.mark.parametrize(
    ("text", "code", "workplace"),
    [
        ("work-from-home moms who are virtual assistants", "PH", "a home desk"),
        ("women tailors working from home", "IN", "a home workshop"),
        ("manicure que atende em casa", "BR", "a home salon"),
        ("mums who bake cakes from home", "GB", "a home kitchen"),
        ("trabalhadores de home office", "BR", "a home desk"),
    ],
)
def test_who_works_from_home_is_there(text: str, code: str, workplace: str) -> None:
    """Catches virtual assistants at an office and a manicurist at a salon."""
    (wish,) = read_occupation(text, code).wishes
    assert {workplace} == (
        {text for row in wish.rows for _, text in row.workplaces} if wish.workplace is None else {wish.workplace}
    )


def test_nobody_works_from_home_whose_work_is_elsewhere() -> None:
    """Catches a nurse of a ward and a maid at home desks."""
    for title in ("hospital nurse", "household helper", "housewife"):
        assert from_home(Wish(rows=rows_by_title()[title], match="title"), "PH") is None


@pytest.mark.parametrize(
    ("text", "code", "workplace"),
    [
        ("self-employed electrician", "PH", "several private houses and shops"),
        ("self-employed mason", "KE", "several private houses"),
        ("lawyer in private practice", "PH", "a private law office"),
        ("delivery drivers (self-employed)", "GB", "a transport business of one vehicle"),
        ("plumbers who own their business", "IT", "several private houses and shops"),
    ],
)
def test_who_has_no_employer_works_where_such_people_do(text: str, code: str, workplace: str) -> None:
    """Catches self-employed people at no workplace at all."""
    (wish,) = read_occupation(text, code).wishes
    found = (
        {wish.workplace} if wish.workplace is not None else {text for row in wish.rows for _, text in row.workplaces}
    )
    assert found == {workplace}
    assert {row.job.employment for row in wish.rows} == {"own"}


def test_an_own_place_is_that_of_most_titles() -> None:
    """Catches a place of another kind of work: no doctor is at private houses."""
    assert own_place(rows_by_title()["general practitioner"]) == "a private clinic"
    assert own_place(()) == ""


@pytest.mark.parametrize(
    ("text", "plain", "code"),
    [
        ("public school teachers nearing retirement", "public school teachers", "PH"),
        ("teaching assistants term-time only", "teaching assistants", "GB"),
        ("BPO night shift workers", "BPO workers", "PH"),
        ("newly hired teachers", "teachers", "PH"),
        ("miners FIFO", "miners", "AU"),
        ("daily wage construction workers", "construction workers", "PH"),
        ("security guards assigned in banks", "security guards in banks", "PH"),
        ("construction workers na arawan", "construction workers", "PH"),
        ("expat engineers", "engineers", "SA"),
        ("office workers BGC", "office workers", "PH"),
        ("factory workers (union)", "factory workers", "US"),
        ("female teachers in government schools", "teachers in government schools", "SA"),
        ("factory worker in export processing zone", "factory worker in an export processing zone", "PH"),
    ],
)
def test_words_that_leave_a_job_as_it_is(text: str, plain: str, code: str) -> None:
    """Catches teachers who have retired before their time, and words of hours, hiring and quarters that hide a job."""
    assert read_occupation(text, code).wishes == read_occupation(plain, code).wishes


def test_brackets_of_one_title_do_not_leave_out_all_others() -> None:
    """Catches provincial employees of whom only those on a job order are at the capitol."""
    assert len(_titles("provincial government employee (capitol)", "PH")) > 5


def test_who_was_laid_off_looks_for_work() -> None:
    """Catches laid-off tech workers at work."""
    (wish,) = read_occupation("laid-off tech workers", "US").wishes
    assert wish.kind == "looking for work"


@pytest.mark.parametrize("text", ["baristas part time", "single mums working part time", "cashier, part-time"])
def test_part_time_behind_a_job_is_read(text: str) -> None:
    """Catches part-time people of full hours."""
    assert read_occupation(text, "GB").part_time


def test_teachers_at_public_schools_are_of_all_schools() -> None:
    """Catches a title of the Philippines that leaves the rest of the world only teachers of the small."""
    assert "secondary school teacher" in _titles("teachers in public schools", "US")


def test_wives_are_told_by_what_they_do_themselves() -> None:
    """Catches wives of officials who teach at public schools, and wives of fishermen who fish."""
    for text, code in (
        ("wives of government employees", "EG"),
        ("vợ của ngư dân", "VN"),
        ("esposas de pescadores", "MX"),
    ):
        assert "housewife" in _titles(text, code)
    assert _titles("wives of OFWs", "PH") == _titles("OFW wives", "PH")


def test_who_prepares_for_an_exam_is_its_candidate() -> None:
    """Catches graduates who prepare for an exam as people at work, and nurses who are no nurses for one."""
    assert _titles("graduates preparing for UPSC", "IN") == {"civil service exam candidate"}
    assert _titles("nurses reviewing for NCLEX", "PH") == _titles("nurses", "PH")


def test_who_drives_for_an_app_is_its_driver() -> None:
    """Catches men who drive for an app as anybody."""
    assert _titles("men who drive for Grab", "PH") == {"ride-hailing car driver"}


def test_who_works_at_a_place_is_there_whatever_the_verb() -> None:
    """Catches nurses at hospitals who work in clinics, and a wife who has her husband's work."""
    assert _titles("nurses working in private clinics", "KE") == {"clinic nurse"}
    assert "housewife" in _titles("istri pegawai swasta", "ID")


def test_mothers_at_work_are_no_housewives_with_few_hours() -> None:
    """Catches mothers of a factory who work part-time, and a man among mothers of infants who sell."""
    assert not read_occupation("ibu-ibu yang bekerja di pabrik rokok", "ID").part_time
    beside = read_occupation("mẹ bỉm sữa bán hàng online", "VN")
    assert beside.part_time
    assert beside.family.gender == "Female"
    assert _titles("stay at home mums who sell on Vinted", "GB") == {"online seller"}


def test_trades_on_ones_own_account_keep_their_names() -> None:
    """Catches tradesmen of many trades who are all electricians as they have no employer."""
    (wish,) = read_occupation("self-employed tradies", "AU").wishes
    assert not wish.title
    assert len({row.job.title for row in wish.rows}) > 5
    assert {row.job.employment for row in wish.rows} == {"own"}


@pytest.mark.parametrize("text", ["teachers working from home", "teachers working at home"])
def test_who_works_at_home_keeps_their_work(text: str) -> None:
    """Catches teachers who are software developers for it, and editors at no desk."""
    assert _titles(text, "US") == _titles("teachers", "US")
    assert _titles("guru dari rumah", "ID") == _titles("guru", "ID")
    (wish,) = read_occupation("video editor working from home", "US").wishes
    assert {place for row in wish.rows for _, place in row.workplaces} == {"a home desk"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("single dads driving trucks", "truck driver"),
        ("men fixing cars", "car mechanic"),
        ("expats who teach", "high school math teacher"),
        ("mothers in finance", "finance professional"),
        ("workers posted abroad", "overseas worker"),
        ("daily paid workers", "site labourer"),
    ],
)
def test_who_does_what_is_told_of_kinds_of_work_too(text: str, kind: str) -> None:
    """Catches fathers, menders, people of a kind of work and people abroad as anybody or as words that nobody knows."""
    assert kind in _titles(text, "US")


def test_nobody_has_a_till_or_a_mill_at_home() -> None:
    """Catches cashiers at a home stockroom and oil rigs at a home workshop."""
    for title in ("cashier", "oil rig worker"):
        assert from_home(Wish(rows=rows_by_title()[title], match="title"), "US") is None
    assert from_home(Wish("no such work"), "US") is None


def test_what_is_sold_on_a_platform_is_sold_online() -> None:
    """Catches who sells old clothes on Facebook Live as any vendor of fish and fruit."""
    for text, code in (
        ("moms who sell ukay-ukay on Facebook Live", "PH"),
        ("women who sell skincare on Shopee", "VN"),
        ("people who sell candles on Etsy", "US"),
    ):
        (wish,) = read_occupation(text, code).wishes
        assert wish.kind == "online seller", text
    (beach,) = read_occupation("women who sell fish on the beach", "PH").wishes
    assert beach.kind != "online seller"


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("guys who drive jeepneys", "PH", "jeepney driver"),
        ("people who build houses", "PH", "construction worker"),
        ("mga babaeng nananahi sa bahay", "PH", "home seamstress"),
        ("bapak-bapak yang narik becak", "ID", "becak driver"),
        ("hombres que arreglan carros", "MX", "car mechanic"),
    ],
)
def test_people_who_do_something_are_of_its_titles(text: str, code: str, title: str) -> None:
    assert title in _titles(text, code)
