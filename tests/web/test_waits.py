"""What is told before a number is taken is what its slip says, asked one by one or for all matters at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actors import Clerk, Refused, Visitor

OF_ONE_LINE = ("tax-file", "tax-audit", "tax-visit")  # a norm of 5, 20 and 10 minutes


def give_up(visitor: Visitor, *numbers: Any) -> None:
    """Leave nobody waiting in a hall that others use too."""
    for each in numbers:
        visitor.act(f"/tickets/{each['id']}/cancel")


@pytest.mark.parametrize("matter", [*OF_ONE_LINE, "reg-new", "post-send"])
def test_a_matters_wait_is_what_the_ticket_says(visitor: Visitor, clerk: Clerk, matter: str) -> None:
    assert clerk.sees()["session"]
    first = visitor.takes_ticket("tax-file")

    told = visitor.ask(f"/matters/{matter}/wait")
    of_all = {each["matter"]: each for each in visitor.ask("/waits")["matters"]}
    ticket = visitor.takes_ticket(matter)
    give_up(visitor, first, ticket)

    offer = told.pop("offer")
    assert told == {"matter": matter} | {key: ticket[key] for key in ("ahead", "wait", "windows")}
    assert of_all[matter] == {key: told[key] for key in ("matter", "ahead", "wait")} | {"offer": offer}
    assert offer["takeable"]
    assert offer["state"] == ("open" if ticket["windows"] else "unstaffed")


def test_matters_of_one_line_are_told_apart(visitor: Visitor) -> None:
    waiting = [visitor.takes_ticket("tax-file") for _ in range(3)]

    told = [visitor.ask(f"/matters/{matter}/wait") for matter in OF_ONE_LINE]
    give_up(visitor, *waiting)

    assert len({each["ahead"] for each in told}) == 1
    assert len({each["wait"]["high_ms"] for each in told}) == len(told)


def test_every_matter_that_a_number_is_given_for_is_told(visitor: Visitor) -> None:
    catalogue = visitor.ask("/catalogue")

    told = [each["matter"] for each in visitor.ask("/waits")["matters"]]

    assert sorted(told) == sorted(each["code"] for each in catalogue["matters"])


def test_an_unknown_matter_has_no_wait(visitor: Visitor) -> None:
    with pytest.raises(Refused) as refused:
        visitor.ask("/matters/nothing-such/wait")

    assert refused.value.code == "unknown_matter"
