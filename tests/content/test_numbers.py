"""Numbers: a wrong one can cost a person their only call."""

import pytest

from content.numbers import Denied, DenyList, real, short, tel

DENY = DenyList(
    "JP",
    (Denied("0120-004-008", "old"), Denied("112", "unknown")),
    (Denied("0570-090-911", "rights", ("houterasu",)),),
)


@pytest.mark.parametrize(
    "text",
    [
        "0120-004-008", "0120004008", "Call 0120 004 008 now.", "電話：０１２０－００４－００８", "+81 120 004 008",
        "០១២០-០០៤-០០៨", "၀၁၂၀-၀၀၄-၀၀၈", "०१२०-००४-००८",
        "+81-120-004-008", "0120（004）008", "112", "Call 112", "112番", "police (112)",
    ],
)
def test_a_denied_number_is_found_however_it_is_written(text: str) -> None:
    """A number that leads to nobody is never shown, whatever its hyphens, spaces or digits look like."""
    assert DENY.found_in(text)


@pytest.mark.parametrize("text", ["0120-004-0081", "90120-004-008", "In 2023, 112 people", "110", "", "0120-04-008", "2112"])
def test_other_figures_are_left_alone(text: str) -> None:
    """A statistic of 112 people is not a telephone number."""
    assert DENY.found_in(text) is None


def test_a_number_may_be_right_here_and_wrong_there() -> None:
    """The human rights line is shown as itself, and not as legal aid."""
    assert DENY.found_in("0570-090-911") is None
    assert DENY.found_in("0570-090-911", "human-rights") is None
    assert DENY.found_in("0570-090-911", "houterasu") is not None


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("110", "tel:110"), ("03-3501-0110", "tel:0335010110"), ("0120-279-338", "tel:0120279338"),
        ("+82-2-3210-0404", "tel:+82232100404"), ("#8891", None), (None, None),
    ],
)
def test_a_link_dials_what_stands_beside_it(number: str | None, link: str | None) -> None:
    """Pressing a number calls that number; where a telephone would refuse, there is no link to press."""
    assert tel(number) == link


def test_numbers_that_cannot_exist_are_told_from_short_codes() -> None:
    """A digit too few is noticed before anyone dials it."""
    assert [real(number, "JP") for number in ("03-3501-0110", "0120-279-338", "050-3754-5430", "03-3501-011", "abc")] == [
        True, True, True, False, False,
    ]
    assert [short(number) for number in ("110", "#9110", "189", "0120", "0120-1", "#81034x")] == [
        True, True, True, True, False, False,
    ]
