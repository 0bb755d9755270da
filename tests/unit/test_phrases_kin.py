"""Whom people have, told beside what they do."""

import numpy as np
import pytest

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Household
from boses_engine.grounding.income.cash_aid import draw_cash_aid
from boses_engine.grounding.people.apart import Apart
from boses_engine.grounding.people.households import draw_household
from boses_engine.grounding.people.norms import Need
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.resolve import resolve
from boses_engine.grounding.work.asked import Asked
from boses_engine.pipeline.plan import make_plan


def _titles(asked: Asked) -> set[str]:
    return {row.job.title for wish in asked.wishes for row in wish.rows}


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("laundrywoman with school-age children", (6, 15)),
        ("labandera na may mga anak na nag-aaral", (6, 15)),
        ("nurse who has children in college", (18, 22)),
        ("new moms of babies 0-12 months", (0, 0)),
        ("nanay na may anak sa elementary", (6, 11)),
        ("tricycle driver with four children", (0, 17)),
        ("nanay na may maliliit na anak", (0, 6)),
    ],
)
def test_people_with_children_have_some_of_the_age(text: str, ages: tuple[int, int]) -> None:
    family = read_occupation(text, "PH").family
    assert family.needs == "children"
    assert (family.said.least, family.said.most) == ages


@pytest.mark.parametrize(
    ("text", "code", "ages"),
    [
        ("professeure d'anglais au collège qui vient d'avoir un bébé", "FR", (0, 1)),
        ("nurse who just had a baby", "PH", (0, 1)),
        ("staff nurse with two kids in kindergarten", "MY", (3, 5)),
        ("éducatrice de retour d'un congé de maternité", "CA", (0, 1)),
    ],
)
def test_a_baby_or_where_children_learn_tells_their_age(text: str, code: str, ages: tuple[int, int]) -> None:
    family = read_occupation(text, code).family
    assert (family.needs, family.said.least, family.said.most) == ("children", *ages)


@pytest.mark.parametrize(
    ("text", "code"), [("téléconseillère mariée sans enfants", "MA"), ("dentista casada sin hijos", "CO")]
)
def test_who_is_married_without_children_is_a_couple(text: str, code: str) -> None:
    asked = read_occupation(text, code)
    assert (asked.family.needs, asked.home, asked.notes) == ("spouse", "a couple", ())


def test_a_parent_behind_a_comma_has_the_child() -> None:
    asked = read_occupation("mobile hairdresser, mum of a toddler", "GB")
    said = asked.family.said
    assert (asked.family.gender, asked.family.needs, said.least, said.most) == ("Female", "children", 1, 3)
    assert len(asked.wishes) == 1


@pytest.mark.parametrize("text", ["teacher working with young children", "nurse with a master's degree"])
def test_whom_the_work_is_with_is_no_child_at_home(text: str) -> None:
    assert read_occupation(text, "PH").family.needs is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("housewife with toddlers whose husband works abroad", "housewife with a husband abroad"),
        ("mother of toddlers whose husband works overseas", "housewife with a husband abroad"),
        ("nanay na OFW ang asawa", "housewife with a husband abroad"),
        ("wives of men working abroad in Korea", "housewife with a husband abroad"),
        ("housewife whose husband is a seaman", "seafarer's housewife"),
        ("stay-at-home dad with wife working abroad", "househusband with a wife abroad"),
        ("lola na nag-aalaga ng mga apo", "grandmother looking after grandchildren"),
        (
            "lola na nag-aalaga ng mga apo habang OFW ang anak",
            "grandmother looking after grandchildren with parents abroad",
        ),
        ("young man waiting for deployment", "overseas job applicant"),
        ("husbands of nurses abroad", "househusband with a wife abroad"),
        ("wives of men working in Saudi Arabia", "housewife with a husband abroad"),
        ("returnee domestic worker from Beirut", "returned overseas domestic worker"),
        ("lolas raising grandkids", "grandmother looking after grandchildren"),
        ("OFW na nakauwi na", "returned overseas worker"),
        ("misis na walang trabaho", "housewife"),
        ("caregiver student waiting to work abroad", "caregiving trainee"),
        ("OFWs who have come home", "returned overseas worker"),
        ("TKI yang sudah pulang", "returned overseas worker"),
        ("ex-migrant workers", "returned overseas worker"),
        ("housemaids back from Kuwait", "returned overseas domestic worker"),
        ("ibu rumah tangga yang suaminya jadi TKI", "housewife with a husband abroad"),
        ("security guards who are about to work in Dubai", "security guard"),
        ("chuẩn bị đi XKLĐ Nhật", "overseas job applicant"),
    ],
)
def test_who_is_away_and_who_means_to_go_is_told_beside(text: str, title: str) -> None:
    assert title in _titles(read_occupation(text, "PH"))


@pytest.mark.parametrize(
    ("text", "code", "needs", "gender"),
    [
        ("married nurses", "PH", "spouse", None),
        ("sopir yang sudah menikah", "ID", "spouse", None),
        ("Gojek drivers with wife and kids", "ID", "children", None),
        ("janda penjual sayur", "ID", "widowed", "Female"),
        ("góa phụ bán hàng rong", "VN", "widowed", "Female"),
        ("nenek penjual sayur", "ID", None, "Female"),
        ("kakek petani padi", "ID", None, "Male"),
        ("alleinerziehende Verkäuferin", "DE", "children alone", None),
        ("công nhân may nuôi con một mình", "VN", "children alone", None),
        ("evli öğretmen", "TR", "spouse", None),
        ("công nhân may nghỉ thai sản", "VN", "children", None),
        ("single nurses", "PH", "unmarried", None),
        ("karyawati bank belum menikah", "ID", "unmarried", None),
        ("divorced nurses", "PH", "parted", None),
        ("perawat yang bercerai", "ID", "parted", None),
        ("nhân viên ngân hàng đã ly hôn", "VN", "parted", None),
        ("infirmière divorcée", "FR", "parted", None),
        ("divorced nurses with kids", "US", "children alone", None),
        ("góa phụ bán vé số", "VN", "widowed", "Female"),
        ("dalagang call center agent", "PH", "unmarried", "Female"),
        ("biyudang magsasaka", "PH", "widowed", "Female"),
        ("single nurses with kids", "PH", "children alone", None),
        ("taxistas casados", "MX", "spouse", None),
        ("maestras casadas", "MX", "spouse", "Female"),
        ("widow, market trader", "VN", "widowed", "Female"),
        ("vợ công nhân xây dựng", "VN", "spouse", "Female"),
        ("nhân viên văn phòng (mẹ đơn thân)", "VN", "children alone", "Female"),
        ("mẹ 2 con làm kế toán", "VN", "children", "Female"),
        ("ibu rumah tangga anak tiga", "ID", "children", None),
        ("ibu rumah tangga suami ojol", "ID", "spouse", None),
        ("nhân viên ngân hàng sắp cưới", "VN", "unmarried", None),
    ],
)
def test_whom_people_married_is_told_beside(text: str, code: str, needs: str | None, gender: str | None) -> None:
    asked = read_occupation(text, code)
    assert (asked.family.needs, asked.family.gender) == (needs, gender)
    assert all(wish.rows and wish.match != "as asked" for wish in asked.wishes)


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("graduates hoping to work in IT", "PH", "IT professional"),
        ("young people hoping to work in banks", "PH", "finance professional"),
        ("women planning to go to college", "US", "university student"),
        ("midwife waiting for deployment", "PH", "health worker"),
        ("part-time mums", "GB", "any worker"),
        ("single mothers working two jobs", "US", "any worker"),
        ("aposentados que ainda trabalham", "BR", "any worker"),
        ("gurong may utang", "PH", "teacher"),
        ("grandmothers on old age grant", "ZA", "retired"),
        ("IT couples", "IN", "IT professional"),
        ("first-time buyers", "GB", "any worker"),
        ("viudas con negocio", "MX", "small business owner"),
        ("retirees who work part-time", "SG", "any worker"),
        ("former OFWs with sari-sari stores", "PH", "small business owner"),
        ("Lalamove riders with own motorcycle", "PH", "delivery rider"),
    ],
)
def test_a_trade_is_no_country_to_go_to(text: str, code: str, kind: str) -> None:
    assert {wish.kind for wish in read_occupation(text, code).wishes} == {kind}


@pytest.mark.parametrize(
    ("text", "code"), [("calon pekerja migran ke Taiwan", "ID"), ("calon TKI", "ID"), ("aspiring OFWs", "PH")]
)
def test_who_would_go_has_not_gone_yet(text: str, code: str) -> None:
    assert _titles(read_occupation(text, code)) == {"overseas job applicant"}


@pytest.mark.parametrize(
    ("text", "code", "title", "former"),
    [
        ("former OFW now running a piggery", "PH", "piggery owner", "'former OFW'"),
        ("insurance agent, former bank teller", "TW", "insurance agent", "'former bank teller'"),
        ("sopir ojol, mantan karyawan pabrik", "ID", "online ojek driver", "'mantan karyawan pabrik'"),
        ("nurse working as a caregiver", "PH", "home health aide", "'nurse'"),
        ("engineer driving a truck", "CA", "truck driver", "'engineer'"),
        ("motorista de aplicativo que já foi metalúrgico", "BR", "ride-hailing car driver", "'que já foi metalúrgico'"),
        ("taxista que fue despedido de la mina", "PE", "taxi driver", "'que fue despedido de la mina'"),
        ("foreign-trained nurse", "CA", "registered nurse", "'foreign-trained'"),
        (
            "Gulf-returned electrician who now runs a small repair shop",
            "IN",
            "electrician",
            "'Gulf-returned'",
        ),
    ],
)
def test_former_work_is_told_of_as_unread(text: str, code: str, title: str, former: str) -> None:
    asked = read_occupation(text, code)
    (note,) = asked.notes
    assert former in note
    assert title in _titles(asked)


@pytest.mark.parametrize("text", ["young man hoping to work in Japan", "woman planning to work in the Middle East"])
def test_who_means_to_go_names_a_country(text: str) -> None:
    assert _titles(read_occupation(text, "PH")) == {"overseas job applicant"}


def test_who_means_to_go_still_works() -> None:
    assert _titles(read_occupation("nurse waiting to work abroad", "PH")) == _titles(read_occupation("nurse", "PH"))


def test_who_was_just_hired_is_new_and_no_senior() -> None:
    new, any_ = read_occupation("newly hired call center agents", "PH"), read_occupation("call center agents", "PH")
    assert new.starts
    assert _titles(any_) - _titles(new) == {"senior call center agent"}


def test_the_husband_of_a_mother_is_away_by_her_name() -> None:
    for seed in range(40):
        home = draw_household(
            np.random.default_rng(seed),
            "PH",
            "Female",
            33,
            "keeping house",
            "Middle",
            needs="children",
            marital="married",
            away=Apart(1.0),
            title="housewife with a husband abroad",
        )
        assert home.children
        assert "husband" not in home.members


@pytest.mark.parametrize("title", ["grandmother looking after grandchildren", "x with parents abroad"])
def test_who_brings_up_grandchildren_has_them(title: str) -> None:
    needs: Need = "grandchildren"
    for seed in range(40):
        home = draw_household(
            np.random.default_rng(seed),
            "PH",
            "Female",
            50 + seed % 25,
            "keeping house",
            "Low",
            needs=needs,
            title=title,
        )
        assert not {"grandson", "granddaughter"}.isdisjoint(home.members)
        if title.endswith("abroad"):
            assert "son-in-law" not in home.members


@pytest.mark.parametrize("text", ["mother on 4Ps", "nanay na miyembro ng 4Ps", "4Ps beneficiary", "farm worker on 4Ps"])
def test_who_is_on_the_list_has_the_cash_and_a_child_for_it(text: str) -> None:
    asked = read_occupation(text, "PH")
    assert asked.on_cash_aid
    assert asked.family.needs == "children"
    assert not read_occupation("nurse", "PH").on_cash_aid


@pytest.mark.parametrize(
    ("text", "code"), [("pendamping PKH", "ID"), ("4Ps municipal link", "PH"), ("Pantawid city link", "PH")]
)
def test_who_works_for_the_cash_has_none(text: str, code: str) -> None:
    asked = read_occupation(text, code)
    assert not asked.on_cash_aid
    assert asked.family.needs is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("penerima PKH", "ID"),
        ("ibu PKH", "ID"),
        ("penerima PKH yang jualan gorengan", "ID"),
        ("buruh tani penerima bansos", "ID"),
        ("beneficiárias do Bolsa Família", "BR"),
    ],
)
def test_who_is_named_by_the_cash_has_it(text: str, code: str) -> None:
    asked = read_occupation(text, code)
    assert asked.on_cash_aid
    assert not asked.notes


def test_the_cash_reaches_who_is_on_the_list() -> None:
    home = Household(size=3, marital_status="married", children=(8,), members=("husband", "son"))
    place, rng = resolve("Calbayog, Samar, Philippines").places[0], np.random.default_rng(1)
    totals = np.full(40, 60_000.0)  # no home that is poor
    assert not draw_cash_aid(rng, place, home, totals, totals, totals).any()
    assert (draw_cash_aid(rng, place, home, totals, totals, totals, surely=True) > 0).all()


@pytest.mark.parametrize(
    ("text", "code", "home"),
    [
        ("SSS pensioner living with her daughter's family", "PH", "daughter's family"),
        ("retired teacher who lives with his son", "PH", "son"),
        ("lola na nakatira sa anak", "PH", "child"),
        ("nurse living with her children", "PH", ""),
        ("lão nông về già ở với con", "VN", "child"),
        ("bà già ở với con gái", "VN", "daughter"),
        ("nguoi gia song cung con chau", "VN", "child"),
        ("pensiunan yang tinggal bersama anak perempuannya", "ID", "daughter"),
        ("lansia ikut anak", "ID", "child"),
        ("pensiunan tinggal dengan keluarga anaknya", "ID", "child"),
    ],
)
def test_with_which_child_the_old_live(text: str, code: str, home: str) -> None:
    assert read_occupation(text, code).home == home


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("may-ari ng beauty salon", {"beauty salon owner"}),
        ("may-ari ng vape shop", {"vape shop owner"}),
        ("estudyante ng criminology", {"criminology student"}),
        ("caretaker ng palaisdaan", {"fishpond caretaker"}),
        ("online seller ng beauty products sa Shopee", {"online beauty products seller"}),
        ("taxi driver na boundary", {"taxi driver"}),
        ("city hall janitor", {"city hall janitor"}),
        ("guro ng math sa high school", {"high school math teacher"}),
        ("saging plantation worker", {"banana plantation worker"}),
        ("tsuper ng jeep na boundary", {"jeepney driver"}),
        ("bank analysts in BGC", {"credit analyst", "financial analyst", "risk analyst"}),
        ("STEM senior high students in private schools", {"STEM strand student"}),
        ("guro sa pampublikong high school", {"secondary school teacher"}),
        ("nanghuhuli ng alimango", {"coastal fisher"}),
        ("manggugupit ng buhok", {"barbershop barber"}),
        ("taga-gawa ng bakal na gate", {"iron gate maker"}),
        ("taga-benta ng gulay", {"vegetable vendor"}),
        ("nagkukumpuni ng TV", {"electronics repairer"}),
        ("nangunguha ng shells", {"shellfish gatherer"}),
        ("nag-aaral ng nursing", {"nursing student"}),
    ],
)
def test_filipino_says_of_what_in_english(text: str, titles: set[str]) -> None:
    asked = read_occupation(text, "PH")
    assert {wish.title or row.job.title for wish in asked.wishes for row in wish.rows} == titles


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("kargador sa fish port", "a fishing port"),
        ("mananahi sa maliit na patahian", "a sewing workshop|a clothing workshop|a tailoring shop"),
        ("heavy equipment operator sa minahan ng nikel", "a nickel mine"),
        ("city hall janitor", "a city hall"),
        ("forklift operator sa bodega ng e-commerce", "an e-commerce warehouse"),
        ("longganisa maker (home-based)", "a home kitchen"),
    ],
)
def test_filipino_says_where(text: str, places: str) -> None:
    (wish,) = read_occupation(text, "PH").wishes
    there = {wish.workplace} if wish.workplace else {each for row in wish.rows for _, each in row.workplaces}
    assert there == set(places.split("|"))


def test_students_in_a_dorm_near_somewhere_lodge() -> None:
    assert read_occupation("nursing students living in a dorm near the hospital", "PH").lodging


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("sugarcane farm owner", {"sugarcane farmer"}),
        ("rice farm owner", {"rice farmer"}),
        ("owner of a large coffee and coconut farm", {"coffee farmer", "coconut farmer"}),
        ("owners of several coconut farms", {"coconut farmer"}),
        ("tobacco farm worker and grandmother", {"farm labourer"}),
        ("BPO team leader", {"call center team leader"}),
        ("midwife and mother of two", {"midwife"}),
        ("Yakan weaver", {"ethnic Yakan weaver"}),
    ],
)
def test_owners_of_farms_and_who_is_a_grandmother_beside(text: str, titles: set[str]) -> None:
    asked = read_occupation(text, "PH")
    assert {wish.title or row.job.title for wish in asked.wishes for row in wish.rows} == titles


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("nagtitinda ng meryenda sa harap ng bahay", "a stall before the house"),
        ("snack vendor in front of her house", "a stall before the house"),
        ("nagtitinda ng fishball sa harap ng eskwelahan", "a school gate"),
    ],
)
def test_who_sells_before_a_house_or_a_school_is_there(text: str, place: str) -> None:
    for wish in read_occupation(text, "PH").wishes:
        assert (wish.workplace or {each for row in wish.rows for _, each in row.workplaces}) in (place, {place})


def test_unemployed_fathers_have_a_child() -> None:
    assert read_occupation("unemployed fathers", "PH").family.needs == "children"
    assert read_occupation("unemployed men", "PH").family.needs is None


@pytest.mark.parametrize(
    ("text", "title", "away"),
    [
        ("wives of OFWs running sari-sari stores", "sari-sari store owner", True),
        ("wives of seafarers who run a sari-sari store", "sari-sari store owner", True),
        ("misis ng tricycle driver na nagtitinda ng ulam", "carinderia owner", False),
        ("mister ng OFW na nagtitinda ng isda", "fish vendor", True),
        ("wives of farmers with small shops", "grocery store owner", False),
        ("wives of seafarers selling online", "online-selling seafarer's housewife", False),
        ("biyuda na may karinderya", "carinderia owner", False),
        ("fishermen's wives who dry fish", "dried fish worker", False),
        ("mga lola na may tindahan", "sari-sari store owner", False),
        ("wives of farmers who rear cows", "cattle farmer", False),
    ],
)
def test_wives_by_their_own_work_do_that(text: str, title: str, away: bool) -> None:
    """Catches any work of wives for those who run a shop."""
    asked = read_occupation(text, "PH")
    assert title in _titles(asked)
    assert asked.spouse_away is away
    assert asked.family.gender == ("Male" if text.startswith("mister") else "Female")


@pytest.mark.parametrize(
    ("text", "code", "needs", "gender"),
    [
        ("divorced dads", "GB", "children alone", "Male"),
        ("divorciadas con hijos", "MX", "children alone", "Female"),
        ("madres trabajadoras", "MX", "children", "Female"),
        ("mães solteiras que vendem online", "BR", "children alone", "Female"),
        ("mga binata sa bukid", "PH", "unmarried", "Male"),
        ("divorced women", "US", "parted", "Female"),
        ("wives", "PH", "spouse", "Female"),
        ("wife of a nurse", "GB", "spouse", "Female"),
        ("widows trading in the market", "NG", "widowed", "Female"),
    ],
)
def test_people_of_a_state_need_no_work(text: str, code: str, needs: str, gender: str) -> None:
    family = read_occupation(text, code).family
    assert (family.needs, family.gender) == (needs, gender)


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("mothers of OFWs", "PH", {"homemaker with a son or daughter abroad"}),
        ("families with a son working in Malaysia", "IN", {"homemaker with a son or daughter abroad"}),
        ("keluarga dengan suami kerja di Taiwan", "ID", {"housewife with a husband abroad"}),
        ("NRI wives", "IN", {"housewife with a husband abroad"}),
        ("wives of NRIs in the Gulf", "IN", {"housewife with a husband abroad"}),
        ("wife of a nurse", "GB", set()),
        ("migrantes de retorno", "MX", {"returned overseas worker"}),
        ("fisherfolk on social pension", "PH", {"coastal fisher", "lake fisher"}),
    ],
)
def test_who_is_kept_from_away_or_by_the_state(text: str, code: str, titles: set[str]) -> None:
    asked = read_occupation(text, code)
    assert {row.job.title for wish in asked.wishes for row in wish.rows} == titles


@pytest.mark.parametrize(
    ("text", "code", "ages"),
    [("veterans working as truck drivers", "US", None), ("retired teachers running a shop", "PH", (58, 100))],
)
def test_soldiers_retire_young(text: str, code: str, ages: tuple[int, int] | None) -> None:
    assert read_occupation(text, code).ages == ages


def test_a_jobless_widow_has_lost_her_husband() -> None:
    family = read_occupation("jobless widow", "PH").family
    assert (family.needs, family.gender) == ("widowed", "Female")


@pytest.mark.parametrize(
    ("text", "code", "title", "needs"),
    [
        ("janda beranak dua penjual nasi uduk", "ID", "nasi uduk seller", "children alone"),
        ("duda pensiunan TNI", "ID", "retired soldier", "widowed"),
        ("mantan TKW buka warung", "ID", "warung owner", None),
        ("pensiunan yang buka warung", "ID", "warung owner", None),
        ("mantan karyawan bank buka warung", "ID", "warung owner", None),
        ("retired seaman with a rice mill", "PH", "rice mill owner", None),
        ("retired teacher with a pension", "PH", "retired teacher", None),
        ("pensiunan PNS yang beternak lele", "ID", "catfish farmer", None),
        ("pensiunan jualan gorengan", "ID", "fried snack seller", None),
        ("husbands of migrant workers", "ID", "househusband with a wife abroad", None),
        ("vợ thuyền viên", "VN", "seafarer's housewife", None),
    ],
)
def test_the_widowed_and_the_returned_by_their_work(text: str, code: str, title: str, needs: str | None) -> None:
    asked = read_occupation(text, code)
    assert title in _titles(asked)
    assert asked.family.needs == needs


def test_the_wife_of_a_civil_servant_who_sells_online_does() -> None:
    asked = read_occupation("istri PNS yang jualan online", "ID")
    assert {wish.kind for wish in asked.wishes} == {"online seller"}
    assert (asked.family.gender, asked.family.needs) == ("Female", "spouse")


@pytest.mark.parametrize("text", ["husbands of teachers", "jobless husbands of OFWs"])
def test_of_husbands_no_work_is_told(text: str) -> None:
    family = read_occupation(text, "PH").family
    assert (family.gender, family.needs) == ("Male", "spouse")


@pytest.mark.parametrize("text", ["teacher whose husband is a seafarer", "magsasaka ng mais na may asawang OFW"])
def test_who_works_keeps_the_work_with_a_spouse_away(text: str) -> None:
    asked = read_occupation(text, "PH")
    assert asked.spouse_away
    assert _titles(asked)
    assert _titles(asked) <= _titles(read_occupation(text.partition(" whose ")[0].partition(" na may ")[0], "PH"))


@pytest.mark.parametrize(
    ("text", "code"), [("parents on parental leave", "CA"), ("föräldralediga pappor", "SE"), ("мами в декреті", "UA")]
)
def test_who_is_on_leave_with_a_child_has_an_employer(text: str, code: str) -> None:
    asked = read_occupation(text, code)
    assert {row.job.employment for wish in asked.wishes for row in wish.rows} <= {"wage", "casual"}
    assert (asked.family.said.least, asked.family.said.most) == (0, 1)


def test_a_grocery_of_a_people_is_its_owners() -> None:
    (wish,) = read_occupation("Chinese-Filipino grocery owner", "PH").wishes
    assert "Chinese" in wish.title


@pytest.mark.parametrize(
    ("text", "code", "needs", "least"),
    [
        ("nurses with 20-year-old children", "US", "children", 20),
        ("nurses with a 4-year-old", "US", "children", 4),
        ("vendors with toddlers", "PH", "children", 1),
        ("mother of a 4-year-old", "US", "children", 4),
        ("teachers on maternity leave", "GB", "children", 0),
        ("B40 mothers", "MY", "children", 0),
        ("mature students with children", "GB", "children", 0),
        ("call center agents na solo parent", "PH", "children alone", 0),
        ("nurses who are single mothers", "US", "children alone", 0),
        ("blue-collar dads", "US", "children", 0),
        ("women on maternity pay", "GB", "children", 0),
        ("widowed pensioners", "GB", "widowed", 0),
        ("teacher na biyuda", "PH", "widowed", 0),
        ("state university students from farming families", "PH", None, 0),
        ("young moms who are students", "PH", "children", 0),
        ("nannies living with families", "AE", None, 0),
        ("mother of a 38-year-old", "US", None, 0),
        ("mothers with a 30-year-old mortgage", "US", "children", 0),
        ("Mütter mit Kindern unter 10", "DE", "children", 0),
        ("mamme con figli adolescenti", "IT", "children", 13),
        ("mame în concediu de creștere a copilului", "RO", "children", 0),
        ("madres de niños pequeños", "ES", "children", 0),
    ],
)
def test_a_child_of_so_many_years_is_no_workplace(text: str, code: str, needs: str | None, least: int) -> None:
    asked = read_occupation(text, code)
    assert (asked.family.needs, asked.family.said.least) == (needs, least)
    assert all(wish.workplace is None for wish in asked.wishes)


def test_young_grandmothers_who_bring_up_grandchildren_have_them() -> None:
    group = Group(
        name="young",
        persona_count=6,
        age_min=35,
        age_max=39,
        gender="Female",
        location="Cebu City",
        income_level="Low",
        occupation="grandmother looking after grandchildren",
    )
    for seed in range(4):
        for slot in make_plan(group, seed=seed).slots:
            assert not {"grandson", "granddaughter"}.isdisjoint(slot.household.members)


@pytest.mark.parametrize(
    ("text", "code", "gender", "said"),
    [
        ("madres de niñas de 12 a 20 años", "MX", "Female", (12, 20)),
        ("madres con hijas de 12 a 20 años", "ES", "Female", (12, 20)),
        ("pais de filhas de 20 a 30 anos", "BR", None, (20, 30)),
        ("mères d'enfants de 6 à 10 ans", "FR", "Female", (6, 10)),
        ("Väter mit Kindern von 6 bis 10 Jahren", "DE", "Male", (6, 10)),
        ("madri di figlie da 12 a 20 anni", "IT", "Female", (12, 20)),
        ("madres de niños", "MX", "Female", (0, 17)),
    ],
)
def test_parents_are_told_by_their_children(text: str, code: str, gender: str | None, said: tuple[int, int]) -> None:
    """Catches mothers of girls who are nuns of 12, and parents as old as their daughters."""
    asked = read_occupation(text, code)
    assert (asked.ages, asked.family.gender, asked.family.needs) == (None, gender, "children")
    assert (asked.family.said.least, asked.family.said.most) == said
    assert not _titles(asked)
    assert not asked.notes


def test_no_age_of_a_child_is_that_of_who_has_it() -> None:
    """Catches mothers of 12 for what is said behind their children, and young mothers whose age is lost."""
    assert read_occupation("mères de jumeaux de 12 à 20 ans", "FR").ages is None
    assert read_occupation("mothers aged 16 to 24", "PH").ages == (16, 24)
    assert read_occupation("madres de 25 a 30 años", "MX").ages == (25, 30)


@pytest.mark.parametrize(
    ("text", "code", "title", "gender", "needs"),
    [
        ("preschool teacher, đang mang thai lần hai", "VN", "preschool teacher", "Female", "children"),
        ("pregnant bank teller", "PH", "bank teller", "Female", "spouse"),
        ("góa chồng bán rau", "VN", "vegetable vendor", "Female", "widowed"),
        ("rice farmer, chồng mất", "VN", "rice farmer", None, "widowed"),
        ("vợ đi xuất khẩu lao động Đài Loan, chồng ở nhà", "VN", "househusband with a wife abroad", None, None),
        ("bank teller có hai con ở với ông bà", "VN", "bank teller", None, None),
        ("OFW in Dubai with kids living with grandparents", "PH", "Gulf restaurant and hotel worker", None, None),
    ],
)
def test_whom_women_expect_and_who_is_left_at_home(
    text: str, code: str, title: str, gender: str | None, needs: str | None
) -> None:
    asked = read_occupation(text, code)
    assert (asked.wishes[0].rows[0].job.title, asked.family.gender, asked.family.needs) == (title, gender, needs)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("teller bank, baru menikah, belum punya anak", "ID"),
        ("kế toán đã kết hôn chưa có con", "VN"),
        ("teacher, married, no kids", "PH"),
    ],
)
def test_who_has_no_child_yet_lives_as_a_couple(text: str, code: str) -> None:
    """Catches a child at home for "belum punya anak"."""
    asked = read_occupation(text, code)
    assert (asked.family.needs, asked.home) == ("spouse", "a couple")


@pytest.mark.parametrize(
    ("text", "needs", "home", "at_most"),
    [
        ("childless nurse", None, "a couple", 99),
        ("nurse without kids", None, "a couple", 99),
        ("married childless teacher", "spouse", "a couple", 99),
        ("childless couple", "spouse", "a couple", 99),
        ("single nurse with no kids", "unmarried", "", 0),
        ("single childless accountant", "unmarried", "", 0),
    ],
)
def test_who_is_childless_is_read_alike_before_the_work_and_behind(
    text: str, needs: Need | None, home: str, at_most: int
) -> None:
    asked = read_occupation(text, "PH")
    assert (asked.family.needs, asked.home, asked.family.said.at_most) == (needs, home, at_most)
    assert not asked.notes


@pytest.mark.parametrize(
    ("text", "least", "code"),
    [
        ("sopir pribadi keluarga ekspatriat, anak kuliah", 18, "ID"),
        ("pemilik laundry kiloan, eks karyawan bank, anak remaja", 13, "ID"),
        ("manajer pabrik tekstil, anak sekolah internasional", 6, "ID"),
    ],
)
def test_children_behind_a_comma_are_at_home(text: str, least: int, code: str) -> None:
    """Catches drivers who are students for "anak kuliah"."""
    asked = read_occupation(text, code)
    assert (asked.family.needs, asked.family.said.least) == ("children", least)
    assert len(asked.wishes) == 1


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("HR manager in a BPO expecting her first child", "spouse"),
        ("police corporal with a pregnant wife", "spouse"),
        ("perawat yang istrinya hamil", "spouse"),
        ("tricycle driver na may anak sa college", "children"),
        ("nanay na may anak na Grade 3", "children"),
    ],
)
def test_who_expects_a_child_or_has_one_at_school_is_told_so(text: str, needs: Need) -> None:
    code = "ID" if text.startswith("perawat") else "PH"
    assert read_occupation(text, code).family.needs == needs


def test_grades_before_senior_high_have_no_strands_in_the_philippines() -> None:
    assert _titles(read_occupation("Grade 10 students", "PH")) == {"junior high learner"}
    assert not _titles(read_occupation("siswa kelas 10", "ID"))


@pytest.mark.parametrize("text", ["kasambahay na galing Bicol", "stay-in construction worker from Samar"])
def test_a_filipino_word_for_from_tells_where_from(text: str) -> None:
    assert read_occupation(text, "PH").nation


@pytest.mark.parametrize(
    ("text", "code", "ages"),
    [
        ("orang tua murid PAUD", "ID", (3, 5)),
        ("wali murid SD", "ID", (6, 11)),
        ("magulang ng grade 1 pupil", "PH", (6, 7)),
        ("phụ huynh mầm non", "VN", (3, 5)),
        ("papás de alumnos de primaria", "MX", (6, 11)),
        ("parents of junior high students", "PH", (12, 14)),
    ],
)
def test_parents_are_told_by_the_school_of_their_child(text: str, code: str, ages: tuple[int, int]) -> None:
    asked = read_occupation(text, code)
    assert not any(wish.rows for wish in asked.wishes)
    assert (asked.family.needs, asked.family.said.least, asked.family.said.most) == ("children", *ages)


@pytest.mark.parametrize(
    ("text", "code", "sex", "title"),
    [
        ("manicure autônoma, mãe de dois", "BR", "Female", "self-employed nail technician"),
        ("estilista independiente, madre de dos", "MX", "Female", "self-employed hairdresser"),
        ("eletricista autônomo, pai de três", "BR", "Male", "self-employed electrician"),
    ],
)
def test_parents_with_work_of_their_own_have_their_children(text: str, code: str, sex: str, title: str) -> None:
    asked = read_occupation(text, code)
    assert (asked.family.gender, asked.family.needs) == (sex, "children")
    assert asked.wishes[0].title == title
