"""Work that somebody at work has beside it."""

from collections.abc import Sequence

import numpy as np
import pytest

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.pipeline.plan import make_plan


def _titles(text: str, code: str) -> tuple[set[str], set[str]]:
    asked = read_occupation(text, code)
    main, beside = (
        {row.job.title for wish in wishes for row in wish.rows} | {wish.category for wish in wishes} - {""}
        for wishes in (asked.wishes, asked.beside)
    )
    return main, beside


@pytest.mark.parametrize(
    ("text", "code", "main", "beside"),
    [
        ("teacher who sells online on the side", "PH", "teacher", "online seller"),
        ("security guard, habal-habal driver on the side", "PH", "security guard", "habal-habal driver"),
        ("call center agent na may sari-sari store", "PH", "call center agent", "sari-sari store owner"),
        ("nurse with a small bakery", "PH", "hospital nurse", "bakery owner"),
        ("tricycle driver with a sari-sari store", "PH", "tricycle driver", "sari-sari store owner"),
        ("nurse with a side hustle selling clothes", "KE", "hospital nurse", "clothes vendor"),
        ("teacher driving for Uber at night", "US", "teacher", "driver"),
        ("farmer who also drives an auto rickshaw", "IN", "farmer", "auto-rickshaw driver"),
        ("petani nyambi ojek", "ID", "farmer", "ojek driver"),
        ("doctor running a private clinic after hours", "VN", "general practitioner", "private clinic owner"),
        ("nông dân làm thêm phụ hồ", "VN", "farmer", "site labourer"),
        ("nhân viên văn phòng bán hàng online thêm", "VN", "office worker", "online seller"),
        ("guru yang nyambi jualan online", "ID", "teacher", "online seller"),
        ("PNS yang punya usaha kos-kosan", "ID", "government worker", "boarding house owner"),
        ("giáo viên kiêm bán bảo hiểm", "VN", "teacher", "insurance agent"),
        ("nhân viên văn phòng chạy Grab buổi tối", "VN", "office worker", "ride-hailing motorbike driver"),
    ],
)
def test_work_beside_work_is_read(text: str, code: str, main: str, beside: str) -> None:
    found = _titles(text, code)
    assert main in found[0]
    assert beside in found[1]
    assert not read_occupation(text, code).notes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("nurse working at night", "PH"), ("seller at the market at night", "PH"), ("dentist with own clinic", "PH")),
        *(("driver with own tricycle", "PH"), ("perawat yang buka praktik", "ID"), ("teacher with her own car", "PH")),
        *(("baker with a small bakery", "PH"), ("night market vendor", "PH")),
        *(("nhân viên bán bảo hiểm", "VN"), ("huấn luyện viên dạy bơi", "VN"), ("karyawan toko jual pulsa", "ID")),
        *(("nurse with a house", "PH"), ("agent with a travel agency", "PH"), ("teacher teaching on weekends", "PH")),
    ],
)
def test_other_words_behind_a_job_tell_of_no_second_work(text: str, code: str) -> None:
    """Catches shifts, tools of the trade and places of work taken for work beside it."""
    assert not read_occupation(text, code).beside


def test_who_owns_what_the_trade_works_at_is_its_owner() -> None:
    assert _titles("baker with a small bakery", "PH")[0] == {"bakery owner"}


def test_a_sideline_without_a_name_is_told_as_unread() -> None:
    asked = read_occupation("karyawan dengan usaha sampingan", "ID")
    assert not asked.beside
    assert any("usaha sampingan" in note for note in asked.notes)


def _people(occupation: str) -> Sequence[Slot]:
    group = Group(
        **{"name": "g", "age_min": 25, "age_max": 50, "gender": "All", "location": "Cebu City, Philippines"},
        income_level="Middle",
        occupation=occupation,
        persona_count=40,
    )
    return make_plan(group, 3).slots


def test_who_has_two_works_is_called_by_both_and_has_the_pay_of_both() -> None:
    """Catches halves of a group where everybody has both, and a sideline that brings nothing or a second wage."""
    both, one = _people("police officer with a piggery"), _people("police officer")
    assert all(slot.occupation.endswith(" and piggery owner") for slot in both)
    assert all("officer" in slot.occupation or "police" in slot.occupation for slot in both)
    paid, alone = (float(np.median([slot.income.personal_monthly for slot in slots])) for slots in (both, one))
    assert 1.04 * alone < paid < 1.6 * alone
