from tests.small import Desk
def test_x(desk: Desk):
    desk.sits("t-2","1")
    t=desk.issue()
    desk.serves()
    assert desk.state(t.id)=="finished"
    assert desk.fault() is None
