"""What texts tell behind who somebody is: no work, no pension, children's years, own premises, customers online."""

from time import process_time

import pytest

from boses_engine.domain.group import Group
from boses_engine.grounding.people.norms import Said, norms
from boses_engine.grounding.people.tongues import draw_religion
from boses_engine.grounding.phrases.beside import life_stages
from boses_engine.grounding.phrases.family import said_of_children
from boses_engine.grounding.phrases.mixes import may_be_there
from boses_engine.grounding.phrases.places_named import one_of_many
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.asked import Asked, status_of
from boses_engine.grounding.work.pay import PENSION_FROM
from boses_engine.grounding.work.regions import said
from boses_engine.grounding.work.tables import rows_by_title, tables
from boses_engine.grounding.work.trades import is_of_another_trade
from boses_engine.pipeline.plan import make_plan
from boses_engine.randomness import generator


def _titles(asked: Asked) -> set[str]:
    return {wish.title or row.job.title for wish in asked.wishes for row in wish.rows or ()}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("thanh niên thất nghiệp đang tìm việc", "VN"),
        ("đang thất nghiệp", "VN"),
        ("lao động mất việc", "VN"),
        ("thợ hàn đang tìm việc", "VN"),
        ("single mums on benefits", "GB"),
        ("madres solteras sin trabajo", "MX"),
        ("mães solo desempregadas", "BR"),
        ("disabled, not working", "US"),
        ("laid off BPO workers", "PH"),
        ("unemployed nursing graduates", "PH"),
        ("asylum seekers", "GB"),
        ("men made redundant", "GB"),
        ("16-24 year olds not in work", "GB"),
        ("single mothers on SASSA grants", "ZA"),
        ("jobless widow", "ID"),
        ("janda tanpa kerja", "ID"),
        ("góa phụ thất nghiệp", "VN"),
        ("jobless returned migrants", "ID"),
        ("lao động xuất khẩu về nước thất nghiệp", "VN"),
        ("cựu thực tập sinh Nhật đang tìm việc", "VN"),
        ("engenheira agrônoma recém-formada em busca de emprego", "BR"),
        ("خريجين جداد بيدوروا على شغل", "EG"),
        ("diamond polisher laid off and now looking for work", "IN"),
    ],
)
def test_who_has_no_work_looks_for_some(text: str, code: str) -> None:
    """Catches officers of the youth union for "unemployed youth looking for work"."""
    assert {status_of(wish) for wish in read_occupation(text, code).wishes} == {"looking for work"}


@pytest.mark.parametrize("text", ["nurse na walang trabaho", "nurses w/o work", "nurses who are unemployed"])
def test_who_left_work_by_a_name_of_many_titles_is_told_by_it(text: str) -> None:
    assert [wish.title for wish in read_occupation(text, "PH").wishes] == ["unemployed nurse"]


@pytest.mark.parametrize("text", ["cleaners on benefits", "nurses on welfare"])
def test_who_works_and_has_benefits_works(text: str) -> None:
    assert {status_of(wish) for wish in read_occupation(text, "GB").wishes} == {"working"}


def test_work_that_was_lost_is_told() -> None:
    assert _titles(read_occupation("công nhân bị sa thải", "VN")) == {"unemployed factory worker"}


def test_who_has_no_pension_earned_none() -> None:
    asked = read_occupation("elderly woman living with children, no pension", "VN")
    jobs = [row.job for wish in asked.wishes for row in wish.rows]
    assert {job.status for job in jobs} == {"retired", "keeping house"}
    assert all(job.pay_ratio < PENSION_FROM for job in jobs)
    assert asked.home == "child"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("housewife with children under six", Said(0, 5)),
        ("nội trợ có con dưới 3 tuổi", Said(0, 2)),
        ("mother of children aged 3 to 10", Said(3, 10)),
        ("mother of a 4-year-old", Said(4, 4)),
        ("parents of under-5s", Said(0, 4)),
        ("women under 35", Said()),
    ],
)
def test_children_are_told_by_years(text: str, said: Said) -> None:
    """Catches children of 24 for "children under six"."""
    assert said_of_children(text) == said


def test_children_under_six_are_at_home() -> None:
    group = Group(
        name="small",
        persona_count=8,
        age_min=25,
        age_max=40,
        gender="Female",
        location="Cao Lanh, Dong Thap, Vietnam",
        income_level="Low",
        occupation="housewife with children under six",
    )
    assert all(any(child < 6 for child in slot.household.children) for slot in make_plan(group, 5).slots)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("pharmacist in own drugstore", "pharmacy owner"),
        ("pharmacist running her own pharmacy", "pharmacy owner"),
        ("tailor running her own shop", "self-employed tailor"),
        ("chủ shop quần áo bán online trên TikTok Shop", "online clothing seller"),
        ("cosmetics shop owner selling on Facebook", "online beauty products seller"),
        ("clothing shop owner on Instagram", "online clothing seller"),
        ("tailor with two apprentices", "self-employed tailor"),
        ("ngư dân đi tàu xa bờ", "offshore fishing crew member"),
        ("chủ shop quần áo", "clothing shop owner"),
    ],
)
def test_own_premises_customers_online_and_work_at_sea(text: str, title: str) -> None:
    assert _titles(read_occupation(text, "VN")) == {title}


def test_engineers_offshore_are_on_no_shore() -> None:
    (wish,) = read_occupation("kỹ sư dầu khí ngoài khơi", "VN").wishes
    assert {place for row in wish.rows for _, place in row.workplaces} == {"an offshore platform operator"}


def test_a_people_has_the_faiths_of_its_own_in_their_shares() -> None:
    """Catches faiths of few counted twice as few: a third of the Ede of Dak Lak are Protestants."""
    rng, work = generator("Ede"), ("ethnic Ede coffee farmer", "farmer", "6112")
    drawn = [draw_religion(rng, "VN", "Dak Lak", work=work, age=40) for _ in range(600)]
    assert 0.25 < drawn.count("Protestant") / 600 < 0.45


def test_husbands_of_some_peoples_move_to_their_wives() -> None:
    assert norms("VN", "Dak Lak", "Ede").his_parents < 0.3 < norms("VN", "Dak Lak").his_parents


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("bộ đội về hưu làm bảo vệ", "security guard"),
        ("công nhân nghỉ hưu bán tạp hóa", "tạp hóa owner"),
        ("grandmother looking after grandchildren while the parents work in Binh Duong", "grandmother looking after"),
        ("bộ đội về hưu", "retired soldier"),
        ("retirees who used to be teachers", "retired teacher"),
        ("teachers who retired early", "retired teacher"),
        ("retired teachers selling insurance", "insurance agent"),
        ("retired nurses working part-time", "hospital nurse"),
        ("aposentado que faz bico de segurança", "security guard"),
    ],
)
def test_who_has_retired_does_what_is_said_since(text: str, title: str) -> None:
    assert any(known.startswith(title) for known in _titles(read_occupation(text, "VN")))


def test_who_trades_in_a_market_is_there() -> None:
    (wish,) = read_occupation("tiểu thương bán mắm ở chợ", "VN").wishes
    assert wish.workplace == "a public market"
    fruit = read_occupation("bán trái cây ở chợ đầu mối Thủ Đức", "VN")
    assert all("market" in place for wish in fruit.wishes for row in wish.rows for _, place in row.workplaces)


def test_women_of_a_people_are_of_it() -> None:
    """Catches ten of twelve Kinh for "phụ nữ Khmer"."""
    (wish,) = read_occupation("phụ nữ Khmer", "VN").wishes
    assert wish.people == "Khmer"


@pytest.mark.parametrize(
    ("text", "titles", "places"),
    [
        ("Russian-speaking tour guide", {"tour guide"}, set()),
        ("công nhân may công ty Hàn Quốc", {"sewing machine operator"}, {"a garment factory"}),
        ("nhân viên văn phòng công ty thủy sản", {"office administrator"}, {"a fish processing plant"}),
        ("chủ homestay gần biển", {"homestay owner"}, {"a house near a beach"}),
        ("chủ dãy phòng trọ cho sinh viên thuê", {"boarding house owner"}, {"a house near a university"}),
        ("nhà vườn trồng quýt hồng làm du lịch sinh thái", {"citrus grower"}, set()),
        ("chủ vườn điều và cao su", {"cashew grower", "rubber tapper"}, set()),
        ("nhân viên content creator tại agency", {"content creator"}, {"an advertising agency"}),
        ("working mother of two in banking", {"bank teller"}, {"a commercial bank"}),
        ("nhân viên văn phòng công ty trong KCN", {"office administrator"}, {"a manufacturing firm"}),
        ("office staff of a company in an industrial park", {"office administrator"}, {"a manufacturing firm"}),
        ("nhân viên văn phòng ở với bố mẹ", {"office administrator"}, set()),
        ("industrial park workers", {"electronics assembler"}, {"an electronics plant"}),
        ("NVVP khu công nghiệp", {"office administrator"}, {"a manufacturing firm"}),
        ("công nhân may có con nhỏ", {"garment line sewer"}, {"a garment factory"}),
        ("cong nhan lam ca dem o Bac Ninh", {"electronics assembler"}, set()),
        ("giáo viên ở Hà Nội", {"primary school teacher"}, set()),
    ],
)
def test_qualifiers_leave_the_job_and_say_where(text: str, titles: set[str], places: set[str]) -> None:
    asked = read_occupation(text, "VN")
    assert titles <= _titles(asked)
    there = {wish.workplace or place for wish in asked.wishes for row in wish.rows for _, place in row.workplaces}
    assert places <= there
    if "park" in text or "KCN" in text:
        assert "a state-owned company" not in there


def test_a_generation_before_a_job_of_another_language_counts() -> None:
    asked = read_occupation("Gen Z nhân viên văn phòng", "VN")
    assert asked.born == (1997, 2012)
    assert "office administrator" in _titles(asked)
    assert read_occupation("Gen Z karyawan startup", "ID").born == (1997, 2012)
    assert read_occupation("milenial bekerja di Jakarta", "ID").born == (1981, 1996)


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        ("tài xế xe công nghệ 4 chỗ", "ride-hailing car driver", "a ride-hailing app"),
        ("công nhân xây dựng sân bay Long Thành", "construction worker", "an airport construction site"),
        ("xe ôm truyền thống ở bến xe", "xe ôm driver", "a bus station gate"),
        ("quản lý nhân sự nhà máy FDI", "human resources manager", "a foreign-owned factory"),
        ("người Hoa bán thuốc bắc quận 5", "ethnic Chinese herbal medicine shop owner", "a herbal medicine shop"),
    ],
)
def test_where_work_is_done_as_vietnamese_says_it(text: str, title: str, place: str) -> None:
    asked = read_occupation(text, "VN")
    there = {wish.workplace or each for wish in asked.wishes for row in wish.rows for _, each in row.workplaces}
    assert title in _titles(asked)
    assert there == {place}


def test_young_people_of_a_people_keep_it_at_work() -> None:
    """Catches six of eight Kinh for "thanh niên Khmer đi làm công nhân"."""
    assert {wish.people for wish in read_occupation("thanh niên Khmer đi làm công nhân", "VN").wishes} == {"Khmer"}


def test_wives_at_home_are_married_and_keep_house() -> None:
    asked = read_occupation("vợ của ngư dân ở nhà nội trợ", "VN")
    assert _titles(asked) == {"housewife"}
    assert asked.family.needs == "spouse"


@pytest.mark.parametrize(("text", "code"), [("accountants (offshore)", "IN"), ("software developers offshore", "PH")])
def test_who_works_at_a_desk_is_on_no_rig(text: str, code: str) -> None:
    asked = read_occupation(text, code)
    assert asked.wishes
    assert not any(wish.workplace for wish in asked.wishes)
    assert any("offshore" in note for note in asked.notes)


def test_engineers_offshore_plan_no_production() -> None:
    assert "industrial engineer" not in _titles(read_occupation("engineers working offshore", "VN"))


@pytest.mark.parametrize(
    ("text", "code", "title", "place"),
    [
        ("engineers at a German factory", "DE", "manufacturing engineer", "a factory"),
        ("managers at an American factory", "US", "factory production manager", "a factory"),
        ("managers at a Korean factory", "VN", "factory production manager", "a foreign-owned factory"),
        ("kỹ sư nhà máy Hàn Quốc", "VN", "manufacturing engineer", "a foreign-owned factory"),
    ],
)
def test_a_firm_of_ones_own_country_is_no_foreign_one(text: str, code: str, title: str, place: str) -> None:
    asked = read_occupation(text, code)
    assert _titles(asked) == {title}
    assert {wish.workplace for wish in asked.wishes} == {place}


@pytest.mark.parametrize(
    ("text", "code", "title", "place"),
    [
        ("seafood export company accountant", "VN", "company accountant", "a seafood export company"),
        ("coconut oil company manager", "PH", "operations manager", "a coconut oil company"),
        ("teacher at many private schools", "PH", "primary school teacher", "a private school"),
        ("managers in seafood export companies", "VN", "operations manager", "a seafood export company"),
        ("manager of a furniture export company", "ID", "operations manager", "a furniture export company"),
        ("tech startup engineer", "PH", "mechanical engineer", "a tech startup"),
        ("insurance company sales staff", "PH", "field sales representative", "an insurance company"),
    ],
)
def test_a_company_of_any_field_is_where_they_work(text: str, code: str, title: str, place: str) -> None:
    """Catches managers of shops and banks who were asked for as those of an exporter."""
    asked = read_occupation(text, code)
    assert title in _titles(asked)
    assert _titles(asked).isdisjoint(("store manager", "restaurant manager"))
    assert {wish.workplace for wish in asked.wishes} == {place}


@pytest.mark.parametrize(
    ("text", "code", "places"),
    [
        ("HR officers in shoe factories", "PH", {"a shoe factory"}),
        ("managers in LGUs", "PH", {"an LGU"}),
        ("accountants working in a mall", "PH", {"a mall"}),
        ("real estate company driver", "PH", {"a real estate company"}),
        ("rice mill manager", "PH", {"a rice mill"}),
        ("dialysis centers", "PH", {"a dialysis centre"}),
        ("staff in solar companies", "ID", {"a solar company"}),
        ("quản lý công ty xuất khẩu thủy sản", "VN", {"a seafood export company"}),
        ("manajer perusahaan ekspor mebel", "ID", {"a furniture export company"}),
        ("manager ng seafood export company", "PH", {"a seafood export company"}),
        ("kỹ sư công ty khai khoáng", "VN", {"a mining company"}),
        ("accountant at law firm", "US", {"a law firm"}),
        ("gerentes de empresas exportadoras de aguacate", "MX", {"an export company"}),
    ],
)
def test_the_place_told_is_where_they_work(text: str, code: str, places: set[str]) -> None:
    """Catches people of a trade who are drawn at the workplaces of another, wherever the trade is told."""
    asked = read_occupation(text, code)
    found = {wish.workplace or place for wish in asked.wishes for row in wish.rows for _, place in row.workplaces}
    assert found == places


def test_who_serves_the_jobless_has_work() -> None:
    assert _titles(read_occupation("social workers for the out of work", "US")) == {"social worker"}
    assert _titles(read_occupation("social workers for the unemployed", "PH")) == {"social worker"}
    asked = read_occupation("nhân viên tư vấn người đang tìm việc", "VN")
    assert {status_of(wish) for wish in asked.wishes} == {"working"}
    jobless = read_occupation("nam thanh niên thất nghiệp", "VN")
    assert {status_of(wish) for wish in jobless.wishes} == {"looking for work"}


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [("doctors working abroad", "PH", "overseas doctor"), ("dokter di luar negeri", "ID", "overseas dokter")],
)
def test_doctors_abroad_are_no_nurses(text: str, code: str, kind: str) -> None:
    assert [wish.title for wish in read_occupation(text, code).wishes] == [kind]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("jobless returned migrants", "VN"),
        ("lao động xuất khẩu về nước thất nghiệp", "VN"),
        ("người đi Nhật về", "VN"),
        ("returned workers from Japan", "VN"),
        ("eks TKI cari kerja", "ID"),
    ],
)
def test_who_came_back_from_work_abroad_is_the_same_everywhere(text: str, code: str) -> None:
    assert _titles(read_occupation(text, code)) == {"returned overseas worker"}


@pytest.mark.parametrize(("text", "code"), [("jobless widow", "ID"), ("góa phụ thất nghiệp", "VN")])
def test_widows_without_work_are_widows(text: str, code: str) -> None:
    assert read_occupation(text, code).family.needs == "widowed"


@pytest.mark.parametrize(
    ("text", "code", "ages"),
    [
        ("Rentner ab 65", "DE", (65, 100)),
        ("Frauen zwischen 30 und 45", "DE", (30, 45)),
        ("mères de 30 à 40 ans", "FR", (30, 40)),
        ("jeunes de moins de 25 ans", "FR", (18, 24)),
        ("mujeres de 25 a 40 años", "MX", (25, 40)),
        ("mères d'enfants de 10 à 12 ans", "FR", None),
    ],
)
def test_ages_are_told_in_other_languages(text: str, code: str, ages: tuple[int, int] | None) -> None:
    """Catches ages that become a title, and those of children taken for the parents'."""
    asked = read_occupation(text, code)
    assert asked.ages == ages
    assert not asked.notes


def test_a_widow_with_a_pension_of_her_own_is_widowed() -> None:
    assert read_occupation("widow pensioners", "PH").family.needs == "widowed"
    assert read_occupation("dalagang ina", "PH").family.needs == "children alone"


def test_a_seller_on_a_platform_in_brackets_sells_there() -> None:
    assert _titles(read_occupation("seller (Shopee)", "PH")) == {"online marketplace seller"}


@pytest.mark.parametrize(("text", "code"), [("Inhaberin", "DE"), ("brancardière", "FR"), ("mariscadora", "ES")])
def test_a_name_of_a_woman_beside_one_of_a_man_is_hers(text: str, code: str) -> None:
    """Catches names of women that the tables list beside those of men, and gave to men."""
    assert read_occupation(text, code).says_women


@pytest.mark.parametrize("text", ["barbiere", "portiere", "pompiere", "cameriere"])
def test_a_name_of_a_man_with_an_ending_of_another_language_is_his(text: str) -> None:
    """Catches barbers of Italy who are women, as one named so would be in France."""
    assert not read_occupation(text, "IT").says_women


@pytest.mark.parametrize(("text", "code"), [("fryzjerka", "PL"), ("pracownica banku", "PL"), ("laborantka", "CZ")])
def test_a_name_of_a_woman_is_hers_by_the_endings_of_its_own_language(text: str, code: str) -> None:
    assert read_occupation(text, code).says_women


def test_a_title_that_says_a_sex_is_said_of_it_alone() -> None:
    """Catches salesladies who are men and waiters who are women."""
    assert said("cosmetics counter saleswoman", "PH", "Male") == "cosmetics counter salesman"
    assert said("part-time café waiter", "PH", "Female") == "part-time café waitress"
    assert said("plantation foreman", "ID", "Male") == "plantation foreman"
    assert said("home seamstress", "PH", "Male") == "home tailor"
    assert said("part-time café waiter and economics student", "PH", "Female").startswith("part-time café waitress and")


@pytest.mark.parametrize(
    "title", ["karaoke bar host", "tailor", "tailor shop owner", "waiter trainer", "union steward"]
)
def test_a_title_that_is_said_of_both_sexes_stays(title: str) -> None:
    """Catches karaoke hostesses, who do other work than hosts, and owners of a "seamstress shop"."""
    assert said(title, "PH", "Female") == title


def test_a_title_that_was_asked_for_stays_as_it_was_typed() -> None:
    asked = Group(
        name="waiters",
        age_min=20,
        age_max=40,
        gender="Female",
        location="Cebu City, Philippines",
        income_level="Middle",
        occupation="glass palace waiter",
        persona_count=3,
    )
    assert {slot.work.title.removeprefix("part-time ") for slot in make_plan(asked, 1).slots} == {"glass palace waiter"}


def test_each_name_by_sex_is_the_end_of_some_title() -> None:
    """Catches a misspelt name, one that no title ends with, and a row that an earlier one hides."""
    titles = {row.job.title for row in tables().all_rows} | {row["said"] for row in table("work/said.csv")}
    rows = table("work/titles_by_sex.csv")
    assert {row["says"] for row in rows} == {"both", "hers"}
    for row in rows:
        turned = [("female", "male"), *([("male", "female")] if row["says"] == "both" else [])]
        first = [one for one, _ in turned if next(each for each in rows if each[one] == row[one]) is row]
        assert any(f" {title}".endswith(f" {row[one]}") for one in first for title in titles), row


def test_technicians_of_a_company_mend_more_than_computers() -> None:
    assert "electrician" in _titles(read_occupation("technicians in solar companies", "ZA"))


def test_managers_of_a_company_are_of_none_of_another_kind() -> None:
    titles = _titles(read_occupation("managers in logistics companies", "DE"))
    assert titles.isdisjoint(("factory production manager", "assistant branch manager", "store manager"))


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("call center", ""),
        ("theater", ""),
        ("beauty parlor", ""),
        ("wellness center", ""),
        ("call centers", "a call centre"),
        ("LGUs", "an LGU"),
        ("many private schools", "a private school"),
        ("various call centers", "a call centre"),
        ("most private schools", "a private school"),
        ("some different private schools", "a private school"),
    ],
)
def test_one_of_many_places(many: str, one: str) -> None:
    """Catches American spellings that are taken for plurals, and a school that is called a many school."""
    assert one_of_many(many) == one


def test_a_place_is_read_alike_in_both_spellings() -> None:
    """Catches nurses of a wellness center who are drawn of other titles than those of a wellness centre."""
    here, there = (read_occupation(f"nurse at wellness {place}", "PH") for place in ("center", "centre"))
    assert _titles(here) == _titles(there)


def test_notes_of_a_place_tell_one_thing() -> None:
    """Catches a note that those who work there are drawn beside one that they are not known."""
    assert len(read_occupation("wellness centers", "PH").notes) == 1
    (note,) = read_occupation("dialysis centers", "PH").notes
    assert note.startswith("'dialysis centers' are workplaces")


@pytest.mark.parametrize("place", ["Siemens", "a Siemens", "Gojek", "a seafood export company"])
def test_who_is_named_after_a_place_is_at_no_other(place: str) -> None:
    """Catches a place without an article at which anybody may be, as its only word was left out."""
    rows = rows_by_title()
    assert not any(may_be_there(row, place) for row in rows["bank branch manager"])
    assert all(may_be_there(row, place) for row in rows["operations manager"])


def test_titles_of_another_trade() -> None:
    """Catches a store manager at a seafood exporter, who is taken for one of any trade, and its factory without one."""
    rows = rows_by_title()
    assert is_of_another_trade(rows["store manager"][0], "a seafood export company")
    assert is_of_another_trade(rows["factory production manager"][0], "a logistics company")
    assert not is_of_another_trade(rows["factory production manager"][0], "a seafood export company")
    assert not is_of_another_trade(rows["accounting assistant"][0], "Siemens")


@pytest.mark.parametrize("name", ["_OF_AN_AGE", "_OF_AN_AGE_THERE", "_OF_AN_AGE_IN_EUROPE"])
def test_runs_of_blanks_are_looked_through_once(name: str) -> None:
    """Catches an age that is looked for again from each blank of a run: minutes for 30,000 of them."""
    begin = process_time()
    assert getattr(life_stages, name).search(f"nurse{' ' * 30_000}x") is None
    assert process_time() - begin < 5


@pytest.mark.parametrize(
    ("text", "title", "former", "code"),
    [
        ("mantan TKW Hong Kong, sekarang petani jeruk", "citrus grower", "mantan TKW Hong Kong", "ID"),
        ("pegawai bank yang resign jadi petani kopi", "coffee farmer", "pegawai bank", "ID"),
        ("penjual seblak, dulu buruh pabrik, masih lajang", "seblak seller", "dulu buruh pabrik", "ID"),
        ("former call center agent, now a baker", "baker", "former call center agent", "PH"),
        ("dating OFW, ngayon magsasaka ng palay", "rice farmer", "dating OFW", "PH"),
        ("tricycle driver na dating welder", "tricycle driver", "na dating welder", "PH"),
        ("jeepney driver turned food vendor", "street food vendor", "jeepney driver", "PH"),
        ("chủ quán cà phê, trước đây làm kỹ sư", "coffee shop owner", "trước đây làm kỹ sư", "VN"),
        ("trước làm thợ may, giờ là nội trợ", "housewife", "trước làm thợ may", "VN"),
    ],
)
def test_who_did_other_work_before_is_read_by_that_of_today(text: str, title: str, former: str, code: str) -> None:
    """Catches returned migrants who look for work for "mantan TKW, sekarang petani"."""
    asked = read_occupation(text, code)
    assert _titles(asked) == {title}
    assert any(f"'{former}'" in note for note in asked.notes)


@pytest.mark.parametrize(
    ("text", "title", "code"),
    [
        ("software engineer, who now works from home", "software developer", "PH"),
        ("nurse now working at a clinic", "clinic nurse", "PH"),
        ("perawat, sekarang di Jepang", "overseas nurse", "ID"),
        ("guru, sekarang di pesantren", "pesantren teacher", "ID"),
        ("kế toán, hiện nghỉ thai sản", "accountant", "VN"),
        ("kế toán, hiện làm tại công ty tư nhân", "company accountant", "VN"),
        ("nurse turned nurse", "registered nurse", "PH"),
        ("nurse working as a travel nurse", "registered nurse", "PH"),
    ],
)
def test_who_does_the_same_work_elsewhere_now_keeps_it(text: str, title: str, code: str) -> None:
    """Catches accountants who are fishing boat captains and nurses abroad who are anybody there."""
    asked = read_occupation(text, code)
    assert title in _titles(asked)
    assert not asked.notes


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("teacher at nurse at doctor", {"teacher", "registered nurse", "general practitioner"}),
        ("cook at waiter at driver", {"hotel kitchen cook", "café waiter", "driver"}),
        ("seaman and teacher at driver", {"seafarer", "teacher", "driver"}),
        ("welder at driver sa Cebu", {"welder", "driver"}),
    ],
)
def test_all_parts_of_a_chain_are_meant(text: str, kinds: set[str]) -> None:
    """Catches the last of three who is lost, and a driver who is called "driver sa Cebu"."""
    asked = read_occupation(text, "PH")
    assert len(asked.wishes) == len(kinds)
    assert kinds <= _titles(asked) | {wish.category for wish in asked.wishes}


@pytest.mark.parametrize(
    ("text", "unread", "code"),
    [
        ("petambak udang vaname, lulusan S1 perikanan, punya 4 kolam", ["punya 4 kolam"], "ID"),
        ("waiter restoran hotel, Hindu, kuliah pariwisata malam", ["kuliah pariwisata malam"], "ID"),
        ("pengacara di kantor hukum, single, suka lari", ["suka lari"], "ID"),
        ("nurse, mahilig sa K-drama, single", ["mahilig sa K-drama"], "PH"),
        ("kế toán, thích du lịch, độc thân", ["thích du lịch"], "VN"),
        ("mahasiswi akuntansi penggemar K-pop", ["penggemar K-pop"], "ID"),
        ("kapster salon, merantau dari Jawa, punya anak balita", [], "ID"),
    ],
)
def test_what_is_lost_behind_a_comma_is_told_and_hides_nothing_else(text: str, unread: list[str], code: str) -> None:
    asked = read_occupation(text, code)
    told = [each for note in asked.notes if note.startswith("Nothing was made of") for each in note.split("'")[1::2]]
    assert told == unread
    assert all(wish.rows or wish.category for wish in asked.wishes)
