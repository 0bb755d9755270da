"""Names of jobs in other languages, beside English words that look the same."""

import pytest

from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.tables import Wish, tables

_FURNITURE = {"furniture carpenter", "upholsterer"}


def _categories(wishes: tuple[Wish, ...]) -> set[str]:
    """The kinds of work wished for, or those of the titles."""
    kinds = [{wish.category} if wish.category else {row.job.category for row in wish.rows} for wish in wishes]
    return {each for kind in kinds for each in kind}


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("check-in agent", "DE", {"airport ground agent"}),
        ("live-in caregiver", "IT", {"live-in elderly caregiver"}),
        ("live-in maid", "MX", {"live-in housekeeper"}),
        ("stay-in maid", "ES", {"live-in housekeeper"}),
        ("live-in housekeeper", "DE", {"live-in housekeeper"}),
        ("Verkäufer/-in im Supermarkt", "DE", {"supermarket checkout operator", "supermarket shelf stocker"}),
        ("pastor", "IT", {"pastor"}),
        ("Pastor (church)", "ES", {"pastor"}),
        ("pastor de ovejas", "ES", {"herder"}),
        ("chefs", "DK", {"chef"}),
        ("chef in a hotel", "DK", {"chef"}),
        ("butikschef", "SE", {"store manager"}),
        ("tukang cilok", "ID", {"cilok seller"}),
        ("terapis pijat refleksi", "ID", {"reflexologist"}),
        ("kernet bus AKAP", "ID", {"intercity bus conductor"}),
        ("penyadap nira aren", "ID", {"sugar palm tapper"}),
        ("tukang gali sumur", "ID", {"well digger"}),
        ("bakul iwak ing pasar", "ID", {"fish vendor"}),
        ("penulis novel online", "ID", {"author"}),
        ("purnawirawan polisi", "ID", {"retired police officer"}),
        ("professor at a university", "BR", {"full professor"}),
        ("professor titular", "BR", {"full professor"}),
        ("professor de medicina", "BR", {"university lecturer"}),
        ("professor do ensino médio da rede estadual", "BR", {"secondary school teacher"}),
        ("professora de creche", "BR", {"preschool teacher"}),
        ("вчителька історії", "UA", {"high school history teacher"}),
        ("barista", "IT", {"barista"}),
        ("barista in un bar", "IT", {"bar waiter"}),
        ("Lehrer am Gymnasium", "DE", {"secondary school teacher"}),
        ("institute of technology professor", "US", {"full professor"}),
        ("TENS", "CL", {"practical nurse"}),
        ("PTA in einer Apotheke", "DE", {"pharmacy assistant"}),
        ("MCA", "KE", {"city councillor"}),
        ("Marines", "US", {"marine infantryman"}),
        ("retired Marine", "US", {"retired soldier"}),
        ("station staff", "JP", {"station attendant"}),
        ("早餐店 owner", "CN", {"breakfast shop owner"}),
        ("lao công quét rác", "VN", {"street sweeper"}),
        ("bean and pulses farmer", "MM", {"pulses farmer"}),
        ("dueña de salón de belleza", "MX", {"beauty salon owner"}),
        ("auxiliar de enfermería en clínica", "CO", {"practical nurse"}),
        ("obrera de fábrica de muebles", "PE", {"furniture factory worker", "furniture finisher", *_FURNITURE}),
        ("clandestin (unlicensed taxi driver)", "DZ", {"unlicensed taxi driver"}),
        ("propriétaire d'un salon de coiffure", "CA", {"beauty salon owner"}),
        ("dueña de almacén de barrio", "CL", {"grocery store owner"}),
        ("mtumba seller and mother of two", "KE", {"second-hand clothes seller"}),
        ("shoe maker apprentice", "NG", {"shoemaker"}),
        ("articled clerk at an audit firm", "ZA", {"trainee accountant on articles"}),
        ("fire station staff", "US", {"firefighter", "fire station captain"}),
    ],
)
def test_english_words_mean_what_they_do_in_english(text: str, code: str, titles: set[str]) -> None:
    """Catches a church pastor among sheep, and a caregiver who lives in no more."""
    named = {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows}
    assert named
    assert named <= titles


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("drive-in cashier", "FR"),
        ("plug-in developer", "DE"),
        ("coach e-sport", "FR"),
        ("marine mammal trainer", "US"),
        ("PTA president", "US"),
        ("PTA officer", "PH"),
        ("MCA", "IN"),
        ("MFA", "US"),
        ("space station staff", "US"),
        ("parade marshal", "US"),
        ("gymnasium trainer", "US"),
        ("awake", "US"),
        ("ash", "US"),
        ("eleven", "US"),
        ("serena", "US"),
    ],
)
def test_english_words_of_no_table_stay(text: str, code: str) -> None:
    """Catches the president of a parents' association who sells medicine."""
    assert [wish.title for wish in read_occupation(text, code).wishes] == [text]


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("Cafébesitzerin", "DE", {"coffee shop owner"}),
        ("restaurangägare", "SE", {"restaurant owner", "small restaurant owner", "seafood restaurant owner"}),
        ("Rentner, früher Schlosser", "DE", {"retired industrial mechanic"}),
        ("pensioner (former miner)", "GB", {"retired miner"}),
        ("Senior Maschinenbauingenieur Automotive", "DE", {"mechanical engineer"}),
        ("Airbus engineer", "GB", {"aeronautical engineer"}),
        ("Ingenjör på Saab", "SE", {"aeronautical engineer"}),
        ("taxi driver and mosque volunteer", "GB", {"taxi driver"}),
        ("Hairdresser renting a chair", "GB", {"hairdresser"}),
    ],
)
def test_ranks_employers_owners_and_former_work_are_read(text: str, code: str, titles: set[str]) -> None:
    """Catches an engineer whose rank or employer hides the job, and owners and the retired as unknown titles."""
    asked = read_occupation(text, code)
    assert {row.job.title for wish in asked.wishes for row in wish.rows} == titles


@pytest.mark.parametrize(
    ("text", "code"), [("chef på ett hotell", "SE"), ("professor em uma escola", "BR"), ("professor", "BR")]
)
def test_other_words_of_a_language_say_that_a_word_is_of_it(text: str, code: str) -> None:
    """Catches a school teacher of Brazil who is planned as a university's: there "professor" alone says that too."""
    wishes = read_occupation(text, code).wishes
    assert _categories(wishes)
    assert _categories(wishes) <= {"manager", "teacher"}
    assert "full professor" not in {row.job.title for wish in wishes for row in wish.rows}


@pytest.mark.parametrize(
    ("text", "code"),
    [("Lehrer*innen", "DE"), ("profesor/a", "ES"), ("enseignant.e", "FR"), ("étudiant·e·s", "FR"), ("učitel/ka", "CZ")],
)
def test_a_name_for_both_sexes_is_one_job(text: str, code: str) -> None:
    asked = read_occupation(text, code)
    assert _categories(asked.wishes)
    assert _categories(asked.wishes) <= {"teacher", "student"}
    assert not asked.says_women


def test_a_region_is_no_own_account() -> None:
    """Catches officials of a "comunidad autónoma" who are self-employed."""
    asked = read_occupation("funcionario de la comunidad autónoma", "ES")
    assert not any(wish.title for wish in asked.wishes)


def test_an_article_is_no_or() -> None:
    """Catches the Romanian article "o" read as the Spanish "or": a worker or a factory."""
    (wish,) = read_occupation("muncitor la o fabrică de componente auto", "RO").wishes
    assert {text for row in wish.rows for _, text in row.workplaces} == {"a car parts plant"}


def test_a_firm_in_a_title_keeps_its_capital() -> None:
    (wish,) = read_occupation("Taobao shop owner", "CN").wishes
    assert (wish.title, wish.workplace) == ("Taobao shop owner", "a Taobao shop")


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("electrician (self-employed)", "US", "self-employed electrician"),
        ("albañil por cuenta propia", "AR", "self-employed bricklayer"),
        ("psicóloga con consultorio propio", "AR", "self-employed psychologist"),
        ("self-employed plumber", "IT", "self-employed plumber"),
        ("selbstständige Physiotherapeutin", "DE", "self-employed physiotherapist"),
        ("OSVČ elektrikář", "CZ", "self-employed electrician"),
        ("OSVČ - instalatér", "CZ", "self-employed plumber"),
        ("zzp'er IT-consultant", "NL", "self-employed IT professional"),
        ("Živnostník (murár)", "SK", "self-employed bricklayer"),
        ("teknisi AC (usaha sendiri)", "ID", "self-employed air-conditioning technician"),
        ("electrician (self-employed) in London", "GB", "self-employed electrician"),
        ("autónomo, fontanero", "ES", "self-employed plumber"),
        ("partita iva, grafico", "IT", "self-employed graphic designer"),
        ("mechanic, own talyer", "PH", "self-employed mechanic"),
        ("hairdresser, own chair", "US", "self-employed hairdresser"),
    ],
)
def test_work_on_ones_own_account_is_at_no_employers(text: str, code: str, title: str) -> None:
    (wish,) = read_occupation(text, code).wishes
    assert wish.title == title
    assert {row.job.employment for row in wish.rows} == {"own"}
    places = {word for row in wish.rows for where, text in row.workplaces if where == "any" for word in words_of(text)}
    others = tables().words["employing firm"] | {"hospital", "site", "school", "care"}
    places = places if wish.workplace is None else set(words_of(wish.workplace))
    assert places.isdisjoint(others)


@pytest.mark.parametrize(
    ("text", "code"), [("nurse PJ", "MY"), ("accountant for the self-employed", "US"), ("infermiera a domicilio", "IT")]
)
def test_words_of_ones_own_account_are_those_of_the_country(text: str, code: str) -> None:
    """Catches a nurse of Petaling Jaya who bills a Brazilian hospital, and carers whom a cooperative sends."""
    rows = [row for wish in read_occupation(text, code).wishes for row in wish.rows]
    assert "own" not in {row.job.employment for row in rows}


@pytest.mark.parametrize("text", ["microfinance institution", "kebab shop"])
def test_a_place_that_begins_with_a_name_of_itself_is_read(text: str) -> None:
    """Catches "microfinance", a name of the institution, that is read as that institution for ever."""
    assert read_occupation(f"officer ({text.split()[0]})", "BD").wishes


def _written() -> list[tuple[str, str, str]]:
    """Each name of the table with its country, or none, and its English."""
    return [
        (code, name, row["english"])
        for row in table("work/names_abroad.csv")
        for code in row["countries"].split("|")
        for name in row["names"].split("|")
    ]


def test_no_form_that_is_made_is_a_word_of_english() -> None:
    """Catches jobless people who organise parades, "parada" with a plural of another language."""
    known = tables()
    written = {words_of(name) for _, name, _ in _written()}
    written |= {
        words_of(name) for row in table("work/names_east_asia.csv") for cell in row.values() for name in cell.split("|")
    }
    made = {name[0] for name in known.abroad if len(name) == 1 and name not in written}
    assert made
    rows = [row for rows in known.rows.values() for row in rows]
    assert not made & {word for row in rows for phrase in row.phrases for word in phrase}
    assert not made & known.words["english word"]


def test_a_common_word_of_english_is_a_name_only_in_some_countries() -> None:
    common = tables().words["english word"] | tables().words["english too"]
    alone = {words_of(name) for code, name, _ in _written() if not code}
    assert not {word for word in common if (word,) in alone}


def test_a_name_means_one_job_in_a_country() -> None:
    """Catches a name of two rows of which the last would count."""
    meant: dict[tuple[str, tuple[str, ...]], str] = {}
    for code, name, english in _written():
        assert meant.setdefault((code, words_of(name)), english) == english, name


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("Gérante de boulangerie", "FR", {"bakery owner"}),
        ("Propriétaire d'un salon de coiffure", "FR", {"hair salon owner"}),
        ("Vlasnica butika", "RS", {"clothing boutique owner"}),
        ("PostNL pakketbezorger", "NL", {"parcel courier"}),
        ("tirowiec (international truck driver)", "PL", {"long-haul truck driver"}),
        ("Teaching assistant and mum of two", "GB", {"teaching assistant"}),
        ("clearing and forwarding agent at Apapa port", "NG", {"customs broker"}),
        ("vendedora de quimbolitos", "EC", {"street food vendor"}),
        ("estate developer's site engineer", "NG", {"site engineer"}),
        ("ingeniero de minas en Cerro Verde", "CL", {"mining engineer"}),
        ("dueña de chuzo (food stall)", "CO", {"food stall owner"}),
        ("nail technician (owner)", "NG", {"nail technician"}),
        ("Domiciliary carer, zero hours", "GB", {"home health aide"}),
    ],
)
def test_owners_the_self_employed_and_employers_of_other_languages(text: str, code: str, titles: set[str]) -> None:
    """Catches a word of rank, ownership or an employer that hides the job beside it."""
    asked = read_occupation(text, code)
    assert {row.job.title for wish in asked.wishes for row in wish.rows} == titles


@pytest.mark.parametrize(("text", "code", "place"), [("Spawacz w stoczni", "PL", "a shipyard")])
def test_a_place_in_another_language_is_where_the_title_works(text: str, code: str, place: str) -> None:
    (wish,) = read_occupation(text, code).wishes
    assert {where for row in wish.rows for _, where in row.workplaces} == {place}


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("thợ làm nến", "VN", "thợ làm nến"),
        ("thợ làm nến (candle maker)", "VN", "candle maker"),
        ("chủ tiệm nến", "VN", "chủ tiệm nến"),
        ("tukang lilin", "ID", "tukang lilin"),
        ("thợ ở Bến Tre", "VN", ""),
    ],
)
def test_who_makes_or_sells_what_no_table_has_is_kept_by_the_words(text: str, code: str, title: str) -> None:
    """Catches a candle maker planned as a mason, since both are craftsmen."""
    (wish,) = read_occupation(text, code).wishes
    assert wish.title == title


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("Главный бухгалтер", "RU", {"chief accountant"}),
        ("Maestra jubilada", "ES", {"retired teacher"}),
        ("Rentnerin, früher Verkäuferin", "DE", {"retired sales clerk"}),
        ("apprenti boulanger", "FR", {"baker"}),
    ],
)
def test_rank_training_and_retirement_in_other_languages(text: str, code: str, titles: set[str]) -> None:
    """Catches a word of rank, training or retirement that hides the job beside it."""
    found = {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows}
    assert found == titles


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("bakul bubur ayam", "ID", "street food vendor"),
        ("mang siomay", "ID", "siomay seller"),
        ("mệ bán bún bò", "VN", "bún bò stall owner"),
        ("hộ nuôi tôm quảng canh", "VN", "shrimp farmer"),
    ],
)
def test_another_word_for_the_same_who_names_the_same_work(text: str, code: str, title: str) -> None:
    """Catches a seller planned as anybody, where the tables have another usual word for who sells."""
    (wish,) = read_occupation(text, code).wishes
    assert [row.job.title for row in wish.rows] == [title]


def test_a_seller_of_what_no_table_has_is_a_seller() -> None:
    """Catches the nearest title of other work where the first word says the kind."""
    near = [("madan sara driver", 0.7), ("car mechanic", 0.65), ("kakanin vendor", 0.6)]
    (wish,) = read_occupation("tigbaligya og pinaypay", "PH", lambda _: near).wishes
    assert [row.job.title for row in wish.rows] == ["kakanin vendor"]


def test_work_from_home_is_done_at_a_desk_at_home() -> None:
    """Catches a bookkeeper in a hardware chain who was asked for as one at home."""
    (wish,) = read_occupation("Bookkeeper for Australian clients (work from home)", "PH").wishes
    assert wish.workplace == "a home desk"


def test_retired_from_named_work_is_not_any_retired() -> None:
    """Catches a soldier among retired factory workers, since the brackets say no more than that they are retired."""
    (wish,) = read_occupation("Retired factory worker (hưu trí)", "VN").wishes
    assert [row.job.title for row in wish.rows] == ["retired factory worker"]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("Teller supervisor, BDO", "PH", {"a commercial bank"}),
        ("Encoder sa munisipyo (JO)", "PH", {"a municipal hall"}),
        ("Line lead, Samsung", "VN", {"a phone factory"}),
    ],
)
def test_an_employer_after_a_comma_is_where_the_work_is(text: str, code: str, place: set[str]) -> None:
    """Catches a block development officer of India among the tellers of a bank."""
    (wish,) = read_occupation(text, code).wishes
    found = {where for row in wish.rows for _, where in row.workplaces}
    assert ({wish.workplace} if wish.workplace else found) == place


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        ("teknisi maintenance di Toyota Karawang", "factory maintenance technician", {"a car plant"}),
        ("welder at Krakatau Steel", "welder", {"a steel mill"}),
        ("dosen UGM", "university lecturer", {"a state university"}),
        ("penjahit di pasar", "dressmaker", {"a market"}),
        ("kurir J&T", "parcel courier", {"a courier company"}),
    ],
)
def test_a_named_employer_or_place_after_a_local_name_is_where_it_is_done(
    text: str, title: str, place: set[str]
) -> None:
    """Catches a technician of a car maker in a textile mill and a courier called "T"."""
    (wish,) = read_occupation(text, "ID").wishes
    assert wish.rows[0].job.title == title
    assert ({wish.workplace} if wish.workplace else {where for _, where in wish.rows[0].workplaces}) == place


def test_retired_from_the_work_in_brackets() -> None:
    """Catches a teacher at work, where the words before the brackets say that the work has ended."""
    (wish,) = read_occupation("Nghỉ hưu (giáo viên cấp 2)", "VN").wishes
    assert [row.job.title for row in wish.rows] == ["retired junior high school teacher"]


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("housewife with online selling business", "PH", {"homemaker with a sideline online shop"}),
        ("ibu rumah tangga, jualan kue", "ID", {"housewife selling home-cooked food"}),
        ("pharmacist, owner of a small pharmacy", "VN", {"pharmacy owner"}),
        ("OFW sa Kuwait", "PH", {row.job.title for row in read_occupation("OFW in Kuwait", "PH").wishes[0].rows}),
        ("kế toán trưởng", "VN", {"chief accountant"}),
        ("night shift nurse", "US", {row.job.title for row in read_occupation("nurse", "US").wishes[0].rows}),
    ],
)
def test_two_things_said_of_one_person_are_one(text: str, code: str, titles: set[str]) -> None:
    """Catches half housewives and half sellers, employees among owners, and a country that takes the job away."""
    assert {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows} == titles != set()


@pytest.mark.parametrize(
    ("text", "code"),
    [("apprentice electrician", "AU"), ("Azubi zum Kfz-Mechatroniker", "DE"), ("barber apprentice", "GB")],
)
def test_learners_are_young_and_paid_a_wage(text: str, code: str) -> None:
    """Catches an apprentice of forty with a certificate and customers of their own."""
    jobs = [row.job for wish in read_occupation(text, code).wishes for row in wish.rows]
    assert jobs
    for job in jobs:
        assert (job.employment, job.age_max <= 28, job.education_max) == ("wage", True, "upper secondary school")


def test_students_with_a_job_are_students() -> None:
    (wish,) = read_occupation("university student, part-time barista", "ID").wishes
    assert wish.category == "university student"


def test_a_local_name_in_brackets_is_no_place() -> None:
    (wish,) = read_occupation("accountant (kế toán)", "VN").wishes
    assert not wish.workplace
    assert {row.job.isco08 for row in wish.rows} == {
        row.job.isco08 for row in read_occupation("kế toán", "VN").wishes[0].rows
    }


def test_an_owner_of_what_is_said_locally_is_read_by_the_local_name() -> None:
    for text, title in (("khách sạn mini owner", "small hotel owner"), ("nhà trọ owner", "boarding house owner")):
        (wish,) = read_occupation(text, "VN").wishes
        assert {row.job.title for row in wish.rows} == {title}


def test_a_filipino_word_for_who_grows_a_crop_is_read() -> None:
    """Catches "magbabawang", who grows garlic, left to be anybody at work."""
    for text, title in (
        ("magbabawang", "garlic grower"),
        ("Magsasaging", "banana grower"),
        ("magmamais", "corn farmer"),
    ):
        (wish,) = read_occupation(text, "PH").wishes
        assert [row.job.title for row in wish.rows] == [title]
    assert read_occupation("magbabarbecue", "PH").notes


@pytest.mark.parametrize(
    ("text", "title"),
    [("Minijob cleaner", "part-time mini-job cleaner"), ("waitress (Minijob)", "part-time mini-job waitress")],
)
def test_a_small_job_keeps_its_work(text: str, title: str) -> None:
    asked = read_occupation(text, "DE")
    assert asked.part_time
    assert {wish.title for wish in asked.wishes} == {title}
    assert not read_occupation(text, "FR").part_time


def test_a_company_of_any_kind_is_no_one_title_with_a_company_in_its_names() -> None:
    """A driver at one is still a company driver."""
    for text in ("office worker at a small company", "clerk at a company"):
        titles = {row.job.title for wish in read_occupation(text, "GB").wishes for row in wish.rows}
        assert {"payroll clerk", "data entry clerk"} <= titles
    assert [row.job.title for row in read_occupation("driver at a company", "GB").wishes[0].rows] == ["company driver"]


def test_a_small_job_at_a_place_is_one_of_its_staff() -> None:
    """Catches "Minijobberin im Supermarkt" left to be anybody at work."""
    asked = read_occupation("Minijobberin im Supermarkt", "DE")
    assert asked.part_time
    assert {wish.workplace for wish in asked.wishes} == {"a supermarket"}


@pytest.mark.parametrize(
    ("text", "code", "nation"),
    [
        ("domestic worker from Sri Lanka", "CY", "LK"),
        ("badante ucraina", "IT", "UA"),
        ("jornalero marroquí en invernadero", "ES", "MA"),
        ("polnische Pflegekraft", "DE", "PL"),
        ("domestic worker returned from Kuwait", "PH", None),
        ("importer of goods from China", "US", None),
        ("nurse from India in a HSE hospital", "IE", "IN"),
    ],
)
def test_a_country_that_people_came_from_is_read(text: str, code: str, nation: str | None) -> None:
    found = read_occupation(text, code).nation
    assert (found.code if found else None) == nation


def test_who_has_lost_a_work_is_of_those_who_do_it() -> None:
    """Catches as many women as men among unemployed miners."""
    (wish,) = read_occupation("unemployed miner", "BA").wishes
    assert wish.category == "looking for work"
    assert {row.job.isco08 for row in wish.left} == {"8111"}


def test_what_is_owned_may_have_its_place_told() -> None:
    """Catches the owner of a guest house at the seaside with a nail salon there."""
    (wish,) = read_occupation("owner of a guest house at the seaside", "BG").wishes
    assert {row.job.isco08 for row in wish.rows} == {"1411"}


def test_what_brackets_say_is_owned_is_where_its_owner_works() -> None:
    """Catches the owner of a cashew workshop at a mechanic's."""
    (wish,) = read_occupation("Chủ cơ sở chế biến điều (cashew workshop owner)", "VN").wishes
    assert (wish.title, wish.workplace) == ("cashew workshop owner", "a cashew workshop")


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("curier la Fan Courier", "RO", "parcel courier"),
        ("empregada de limpeza em hotel", "PT", "hotel public area cleaner"),
        ("customer service agent at Vodafone", "EG", "customer service representative"),
    ],
)
def test_longer_names_and_employers_behind_a_link_are_read(text: str, code: str, title: str) -> None:
    (wish,) = read_occupation(text, code).wishes
    assert {row.job.title for row in wish.rows} == {title}


def test_a_feminine_name_of_several_is_of_women() -> None:
    assert read_occupation("mga tindera ng gulay", "PH").says_women
    assert not read_occupation("mga tindero ng gulay", "PH").says_women


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Khmer rice farmer", {"ethnic Khmer rice farmer"}),
        ("Cassava farmer, Ba Na", {"ethnic Ba Na cassava farmer"}),
        ("hướng dẫn viên du lịch người H'Mông", {"ethnic Hmong tour guide"}),
        ("Thai massage therapist", {""}),
        ("Thai Nguyen tea grower", {""}),
        ("thợ rèn dao", {""}),
    ],
)
def test_a_people_of_the_country_is_told_by_its_tongue(text: str, titles: set[str]) -> None:
    """Catches Khmer of the delta as Cambodians, a town as a people, and a knife smith as a Dao."""
    asked = read_occupation(text, "VN")
    assert {wish.title for wish in asked.wishes} == titles
    assert asked.nation is None


@pytest.mark.parametrize(
    ("text", "plain", "code"),
    [
        ("bảo vệ ca đêm siêu thị", "bảo vệ siêu thị", "VN"),
        ("công nhân giày da, làm tăng ca", "công nhân giày da", "VN"),
        ("nurse (night shift)", "nurse", "PH"),
        ("operator pabrik shift malam", "operator pabrik", "ID"),
    ],
)
def test_when_work_is_done_is_left_out_behind_it(text: str, plain: str, code: str) -> None:
    """Catches overtime that is a job of its own, and a place that is lost behind a shift."""
    assert read_occupation(text, code).wishes == read_occupation(plain, code).wishes


@pytest.mark.parametrize(
    "text",
    ["wife of a labourer working in Taiwan", "housewife with husband working in Japan", "nội trợ, chồng đi nhật"],
)
def test_whose_husband_works_in_another_country_lives_on_what_he_sends(text: str) -> None:
    """Catches a husband at home of whom the words say that he is away."""
    (wish,) = read_occupation(text, "VN").wishes
    assert {row.job.title for row in wish.rows} == {"housewife with a husband abroad"}


@pytest.mark.parametrize(
    ("text", "code", "nation", "region"),
    [
        ("maid from Myanmar", "TH", "MM", None),
        ("migrant worker from Myanmar in a seafood factory", "TH", "MM", None),
        ("construction worker from India, labour camp", "AE", "IN", None),
        ("nurse from Kerala", "AE", "IN", "Kerala"),
        ("mason from Bihar", "IN", "IN", "Bihar"),
    ],
)
def test_where_people_came_from_is_read_behind_a_job(text: str, code: str, nation: str, region: str | None) -> None:
    asked = read_occupation(text, code)
    assert asked.nation
    assert (asked.nation.code, asked.nation.region) == (nation, region)
    assert not asked.is_of_citizens(code)


@pytest.mark.parametrize("text", ["housemaid returned from Kuwait", "importer from China", "retired worker from Qatar"])
def test_who_is_there_no_longer_is_of_no_other_nation(text: str) -> None:
    assert read_occupation(text, "LK").nation is None


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("wife of a labour migrant in Russia", "KG", "housewife with a husband abroad"),
        ("housewife working part-time as a cashier", "JP", "cashier"),
        ("football stitcher at home", "PK", "football stitcher"),
        ("driver at a hotel", "IN", "company driver"),
        ("wives of seafarers managing the household", "PH", "seafarer's housewife"),
        ("nail salon owner, two employees", "VN", "nail salon owner"),
        ("call center agent, night shift", "PK", "call center agent"),
    ],
)
def test_phrases_about_a_job_leave_the_job(text: str, code: str, title: str) -> None:
    titles = {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows}
    assert title in titles
    assert titles.isdisjoint(("taxi driver", "housewife"))


def test_a_cleaner_elsewhere_is_no_office_cleaner() -> None:
    (wish,) = read_occupation("cleaner at a hawker centre, part-time", "SG").wishes
    assert (wish.title, wish.workplace) == ("cleaner", "a hawker centre")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Mẹ đơn thân bán vé số", {"lottery ticket seller"}),
        ("bố đơn thân chạy Grab", {"ride-hailing motorbike driver"}),
    ],
)
def test_a_lone_parent_before_a_job_does_it(text: str, titles: set[str]) -> None:
    """Catches a lone mother whose work is any."""
    asked = read_occupation(text, "VN")
    assert {row.job.title for wish in asked.wishes for row in wish.rows} == titles
    assert asked.family.needs == "children alone"


def test_work_at_a_desk_that_is_said_to_be_done_at_home_is_done_there() -> None:
    (wish,) = read_occupation("lập trình viên, làm tại nhà", "VN").wishes
    assert wish.workplace == "a home desk"
    (wish,) = read_occupation("may gia công tại nhà", "VN").wishes
    assert wish.workplace != "a home desk"


def test_names_of_several_titles_go_before_an_employer_in_them() -> None:
    """Catches people of contractors in the posts of the firm that they work for."""
    (wish,) = read_occupation("karyawan outsourcing PLN", "ID").wishes
    assert "power lineman" in {row.job.title for row in wish.rows}
    assert {where for row in wish.rows for _, where in row.workplaces} == {"a line contractor"}


@pytest.mark.parametrize(("code", "kinds"), [("VN", 2), ("FR", 2), ("PH", 1)])
def test_secondary_schools_are_lower_and_upper_ones_where_these_are_apart(code: str, kinds: int) -> None:
    """Catches secondary school teachers of Vietnam who are all at upper secondary schools."""
    asked = read_occupation("secondary school teachers", code)
    assert len({row.job.title for wish in asked.wishes for row in wish.rows}) == kinds


def test_migrant_workers_of_great_countries_have_come_from_its_villages() -> None:
    """Catches stewards of cruise ships in Shenzhen."""
    assert read_occupation("migrant workers", "CN").wishes == read_occupation("农民工", "CN").wishes
    assert {wish.category for wish in read_occupation("migrant workers", "PH").wishes} == {"overseas worker"}
