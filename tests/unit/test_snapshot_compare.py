"""Brands against the others, later months against earlier ones."""

from collections import Counter

import pytest

from boses_engine.snapshots.compare import find_lift, find_trend, mark_significant


def test_a_lift_by_hand() -> None:
    """30 of 200 against 40 of 800: 3.0; error of the logarithm sqrt(1/30 - 1/200 + 1/40 - 1/800) = 0.228218."""
    found = find_lift(30, 200, 70, 1_000)
    assert found is not None
    lift, p = found
    assert (lift.ratio, lift.significant) == (3.0, False)
    assert (lift.low, lift.high) == pytest.approx((1.918, 4.6923), abs=2e-4)
    assert p == pytest.approx(1.48e-6, rel=0.02)


def test_a_brand_without_a_row_of_the_theme_has_a_lift_all_the_same() -> None:
    found = find_lift(0, 1_000, 60, 3_000)
    assert found is not None
    assert 0 < found[0].ratio < 0.1
    assert found[0].high < 1


@pytest.mark.parametrize(("named", "everything"), [(99, 1_000), (950, 1_000)])
def test_few_rows_of_a_brand_or_of_the_others_tell_nothing(named: int, everything: int) -> None:
    assert find_lift(10, named, 60, everything) is None


def test_one_error_rate_over_all_of_them() -> None:
    """With p of 0.01, 0.02, 0.03 and 0.9 the limits are 0.0125, 0.025, 0.0375, 0.05: three are significant."""
    lift = find_lift(30, 200, 70, 1_000)
    assert lift is not None
    found = {str(p): (lift[0], p) for p in (0.03, 0.9, 0.01, 0.02)}
    assert {key for key, each in mark_significant(found).items() if each.significant} == {"0.01", "0.02", "0.03"}
    alone = {str(p): (lift[0], p) for p in (0.04, 0.9, 0.9001, 0.9002)}
    assert not any(each.significant for each in mark_significant(alone).values())


def test_a_trend_by_hand() -> None:
    """10 of 100 in the earlier half and 30 of 100 in the later: 3.0."""
    dated = Counter({(0, (2025, month)): 50 for month in (1, 3, 5, 8)})
    held = Counter({(0, (2025, 1)): 4, (0, (2025, 3)): 6, (0, (2025, 5)): 20, (0, (2025, 8)): 10})
    trend = find_trend(held, dated)
    assert trend is not None
    assert (trend.ratio, trend.rows) == (3.0, 40)
    # error of the logarithm: sqrt(1/30 - 1/100 + 1/10 - 1/100), as for one risk ratio
    assert (trend.low, trend.high) == pytest.approx((1.5508, 5.8033), abs=2e-4)


def test_a_source_that_is_only_there_late_is_no_trend() -> None:
    """Catches a complaint of one app that "rises" because its reviews were gathered last."""
    dated = Counter({(0, (2025, month)): 100 for month in range(1, 11)} | {(1, (2025, 10)): 500})
    held = Counter({(0, (2025, month)): 10 for month in range(1, 11)} | {(1, (2025, 10)): 400})
    trend = find_trend(held, dated)
    assert trend is not None
    assert (trend.ratio, trend.rows) == (1.0, 100)


def test_few_rows_or_months_tell_no_trend() -> None:
    half_a_year = Counter({(0, (2025, month)): 100 for month in range(1, 7)})
    assert find_trend(Counter({(0, (2025, 1)): 29}), half_a_year) is None
    short = Counter({(0, (2025, month)): 100 for month in range(1, 6)})
    assert find_trend(Counter({(0, (2025, month)): 50 for month in range(1, 6)}), short) is None
