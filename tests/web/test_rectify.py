"""A bad rating's way over HTTP: the department puts it right, the hall calls back, supervision reviews."""

from __future__ import annotations

import pytest

from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import RunningHall


def rated(small: RunningHall, visitor: Visitor, clerk: Clerk) -> int:
    """Somebody was served and is not satisfied; gives the case."""
    mine = visitor.takes_ticket("tax-file")
    for _ in range(20):
        served = clerk.serves()
        if served is None or served["id"] == mine["id"]:
            break
    with Actor(small, mine["follow"]) as follower:
        follower.act(f"/tickets/{mine['id']}/rating", {"level": 1, "reasons": []})
    with Actor(small, small.token("supervision", "rater")) as inspector:
        return max(each["id"] for each in inspector.ask("/rectifications")["rectifications"])


def test_put_right_by_the_department_and_called_back_by_the_hall(
    small: RunningHall, visitor: Visitor, clerk: Clerk, manager: Actor, tokens: dict[str, str]
) -> None:
    case = rated(small, visitor, clerk)
    with Actor(small, tokens["department"]) as tax:
        told = tax.act(f"/rectifications/{case}/done", {"measures": "trained anew"})
        with pytest.raises(Refused) as refused:
            tax.act(f"/rectifications/{case}/call-back", {"words": "we asked ourselves", "satisfied": True})
    assert (told["state"], told["in_time"], refused.value.status) == ("done", True, 403)

    told = manager.act(f"/rectifications/{case}/call-back", {"words": "content now", "satisfied": True})

    assert told["satisfied"] is True
    assert not {"ticket", "number", "stop"} & set(told)


def test_an_appeal_is_decided_by_supervision_alone(
    small: RunningHall, visitor: Visitor, clerk: Clerk, manager: Actor, tokens: dict[str, str]
) -> None:
    case = rated(small, visitor, clerk)
    with Actor(small, tokens["department"]) as tax:
        assert tax.act(f"/rectifications/{case}/appeal", {"reason": "unjust"})["state"] == "appealed"
    with pytest.raises(Refused) as refused:
        manager.act(f"/rectifications/{case}/review", {"upheld": True, "reason": "we like them"})
    assert refused.value.status == 403
    with Actor(small, tokens["supervision"]) as inspector:
        told = inspector.act(f"/rectifications/{case}/review", {"upheld": True, "reason": "proven"})
        with pytest.raises(Refused) as again:
            inspector.act(f"/rectifications/{case}/review", {"upheld": False, "reason": "or not"})

    assert (told["state"], again.value.code) == ("dropped", "rectification_state")
