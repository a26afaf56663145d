import pytest

from onrecord.read.published import to_published


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "Fri, 31 Dec 9999 23:59:59 -2300"])
def test_a_moment_that_its_zone_carries_out_of_all_years_is_no_moment(value):
    found = to_published(value)
    assert found is None or len(found) == 10


def test_a_moment_keeps_its_zone():
    assert to_published("2024-02-18T09:12:00+02:00") == "2024-02-18T09:12:00+02:00"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Sun, 11 Dec 2016 18:20:00 +0200", "2016-12-11T18:20:00+02:00"),
        ("Sun, 11 Dec 2016 18:20:00 GMT", "2016-12-11T18:20:00Z"),
        ("Sun, 11 Dec 2016 23:30:00 -0000", "2016-12-11"),  # says that its zone is not known
    ],
)
def test_the_date_of_a_mail_keeps_its_time_of_day(value, moment):
    assert to_published(value) == moment
