"""Whether two things said to last, or to happen, shared a day: from Allen's relations, with bounds that are uncertain.

The expectations are written from the definition, by hand. A time is written `sense EDTF`, days are closed: who goes on
the day on which another comes shares that day with him.
"""

from __future__ import annotations

from typing import Final

import pytest

from kg.network.intervals import NO, POSSIBLE, UNKNOWN, YES, Life, life_of, overlap

# the table of an outside audit: what is attested was so on that day, and before and after for as long as nobody says
AUDIT: Final = (
    ("attested 2022-04-13", "attested 2023-02-01", UNKNOWN),
    ("attested 2022", "since 2023", UNKNOWN),
    ("as-of 2021", "as-of 2023", UNKNOWN),
    ("at 2022", "at 2022", POSSIBLE),
)
# J. F. Allen's thirteen relations of intervals with known ends, and two neighbours that share no day
ALLEN: Final = (
    ("throughout 2010-01-01/2012-12-31", "throughout 2014-01-01/2015-12-31", NO),  # before
    ("throughout 2014-01-01/2015-12-31", "throughout 2010-01-01/2012-12-31", NO),  # after
    ("throughout 2010-01-01/2012-12-31", "throughout 2013-01-01/2015-12-31", NO),  # the day after
    ("throughout 2010-01-01/2012-12-31", "throughout 2012-12-31/2015-12-31", YES),  # meets
    ("throughout 2010-01-01/2012-12-31", "throughout 2008-01-01/2010-01-01", YES),  # met by
    ("throughout 2010-01-01/2012-12-31", "throughout 2012-01-01/2014-12-31", YES),  # overlaps
    ("throughout 2010-01-01/2012-12-31", "throughout 2008-01-01/2011-12-31", YES),  # overlapped by
    ("throughout 2010-01-01/2012-12-31", "throughout 2010-01-01/2015-12-31", YES),  # starts
    ("throughout 2010-01-01/2012-12-31", "throughout 2010-01-01/2011-12-31", YES),  # started by
    ("throughout 2010-01-01/2012-12-31", "throughout 2009-01-01/2015-12-31", YES),  # during
    ("throughout 2010-01-01/2012-12-31", "throughout 2011-03-01/2011-04-01", YES),  # contains
    ("throughout 2010-01-01/2012-12-31", "throughout 2009-01-01/2012-12-31", YES),  # finishes
    ("throughout 2010-01-01/2012-12-31", "throughout 2011-01-01/2012-12-31", YES),  # finished by
    ("throughout 2010-01-01/2012-12-31", "throughout 2010-01-01/2012-12-31", YES),  # equals
)
UNCERTAIN: Final = (
    # ends that are known to the year or month: before, meets or overlaps
    ("throughout 2010/2012", "throughout 2012/2014", POSSIBLE),
    ("throughout 2010/2012", "throughout 2013/2014", NO),
    ("throughout 2010/2012", "throughout 2011/2014", YES),
    ("throughout 2022", "at 2022-07", YES),  # the whole of the year
    # what happened within a time may have been on any of its days
    ("at 2022-05-01", "at 2022-05-01", YES),
    ("at 2022-05-01", "at 2022-05-02", NO),
    ("at 2022-03", "at 2022", POSSIBLE),
    ("at 2022", "at 2023", NO),
    ("at 2010/2015", "throughout 2009-01-01/2016-12-31", YES),
    ("at 2010/2015", "throughout 2012/2013", POSSIBLE),
    ("at [2024-10-21..2024-10-31]", "at 2024-11", NO),
    # an end that is not said decides
    ("at 2022", "since 2020", UNKNOWN),
    ("at 2022", "until 2024", UNKNOWN),
    ("at 2022", "until 2021", NO),
    ("since 2010", "since 2012", UNKNOWN),
    ("until 2010", "until 2012", UNKNOWN),
    ("since 2010", "until 2010", UNKNOWN),
    ("since 2010", "until 2009", NO),
    ("since 2022", "since 2022", UNKNOWN),
    ("throughout /2012", "at 2011", UNKNOWN),
    ("throughout /2012", "at 2013", NO),
    # a limit is no end, yet it excludes
    ("not-before 2022", "throughout 2010/2015", NO),
    ("not-before 2022", "throughout 2020/2024", UNKNOWN),
    ("not-after 2008", "since 2010", NO),
    # attested: so on that day
    ("attested 2022-04-13", "attested 2022-04-13", YES),
    ("attested 2022-04-13", "throughout 2020/2023", YES),
    ("attested 2022-04-13", "throughout 2010/2015", UNKNOWN),
    ("attested [2022-04-13..2022-12-31]", "attested [2022-04-13..2022-12-31]", UNKNOWN),  # of two articles
    ("as-of 2021", "throughout 2020/2022", YES),
    # without a time
    ("", "at 2022", UNKNOWN),
    ("", "", UNKNOWN),
)


def life(said: str, source: str = "") -> Life:
    sense, _, time = said.partition(" ")
    return life_of({"time_sense": sense, "time": time, "start": "", "end": "", "source": source})


@pytest.mark.parametrize(("one", "other", "expected"), [*AUDIT, *ALLEN, *UNCERTAIN])
def test_whether_two_times_share_a_day(one: str, other: str, expected: str) -> None:
    assert overlap(life(one, "a"), life(other, "b")) == expected
    assert overlap(life(other, "b"), life(one, "a")) == expected  # whichever comes first


def test_what_one_article_attests_was_so_on_one_day_though_the_day_is_not_known() -> None:
    undated = "attested [2022-04-13..2022-12-31]"
    assert overlap(life(undated, "a"), life(undated, "a")) == YES
    assert life(undated, "a").common(life(undated, "a")) == ("", "")
    assert overlap(life(undated, "a"), life("as-of [2022-04-13..2022-12-31]", "a")) == UNKNOWN


COMMON: Final = (
    ("throughout 2010-01-01/2012-12-31", "throughout 2012-01-01/2014-12-31", ("2012-01-01", "2012-12-31")),
    ("throughout 2010/2012", "throughout 2011/2014", ("2011-12-31", "2012-01-01")),  # certain on these days alone
    ("at 2022-05-01", "at 2022-05-01", ("2022-05-01", "2022-05-01")),
    ("at 2010/2015", "throughout 2009-01-01/2016-12-31", ("", "")),  # they do, on a day that is not said
    ("at 2022", "at 2023", ("", "")),
)


@pytest.mark.parametrize(("one", "other", "days"), COMMON)
def test_which_days_are_certainly_shared(one: str, other: str, days: tuple[str, str]) -> None:
    assert life(one).common(life(other)) == days


# a time, and whether it certainly, and whether it possibly, reaches into 2012
IN_2012: Final = (
    ("throughout 2010/2014", True, True),
    ("throughout 2012/2014", True, True),  # from some day of the year on
    ("throughout 2013/2014", False, False),
    ("since 2012", True, True),
    ("since 2010", False, True),  # nobody says until when
    ("until 2014", False, True),
    ("until 2011", False, False),
    ("at 2012", True, True),
    ("at 2012-05-01", True, True),
    ("at 2010/2014", False, True),  # on some day of these years
    ("at 2013/2014", False, False),
    ("attested 2012-05-01", True, True),
    ("attested 2015-05-01", False, True),  # an attestation is no beginning
    ("attested [2012-05..2013-05]", False, True),
    ("as-of 2010", False, True),
    ("not-before 2013", False, False),
    ("not-before 2010", False, True),
    ("", False, True),
)


@pytest.mark.parametrize(("said", "certain", "possible"), IN_2012)
def test_whether_a_time_reaches_into_a_year(said: str, certain: bool, possible: bool) -> None:  # noqa: FBT001
    assert life(said).is_certain_in(2012, 2012) == certain
    assert life(said).is_possible_in(2012, 2012) == possible


def test_a_network_made_by_hand_gives_days_alone() -> None:
    given = {"time_sense": "throughout", "time": "", "source": "", "start": "2010-01-01", "end": "2012-12-31"}
    assert life_of(given) == life("throughout 2010-01-01/2012-12-31")
    assert life_of(given | {"time_sense": "since", "end": ""}) == life("since 2010-01-01/")
