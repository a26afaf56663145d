import pytest

from onrecord.read.published import to_published


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "Fri, 31 Dec 9999 23:59:59 -2300"])
def test_a_moment_that_its_zone_carries_out_of_all_years_is_no_moment(value):
    found = to_published(value)
    assert found is None or len(found) == 10


def test_a_moment_keeps_its_zone():
    assert to_published("2024-02-18T09:12:00+02:00") == "2024-02-18T09:12:00+02:00"
