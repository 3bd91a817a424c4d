"""A large proposal is applied by the background worker, lot by lot."""

import pytest
from sqlalchemy.orm import Session

from portal.background.models import BackgroundTask
from portal.background.running import work_off
from portal.pairing.proposals import applying
from portal.pairing.proposals import operations as batches
from portal.pairing.proposals import views as batch_views
from portal.pairing.queries import current_for
from portal.vocabulary import PairingState, Role, Slot, TaskState, UnitKind
from tests.factories import Factory, actor
from tests.judging import JudgingClient

AT_ONCE = 20  # instead of 200, so that the test need not make as many


def test_more_rows_than_a_request_takes_are_applied_by_the_worker(
    client: JudgingClient, session: Session, make: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_views, "AT_ONCE", AT_ONCE)
    monkeypatch.setattr(applying, "LOT", 8)
    street, office = make.unit("望江街道", UnitKind.STREET), make.account(Role.COORDINATOR)
    bureau = make.unit("县工信局", sectors=["industry"])
    enterprises = [make.enterprise(area=street) for _ in range(AT_ONCE + 1)]
    batch = batches.draw_up(session, actor=actor(office), slot=Slot.UNIT)
    overtaken = batches.rows_of(session, batch)[0]
    make.pair(overtaken.enterprise, Slot.UNIT, street)
    client.sign_in(office)
    page = client.post(f"/pairing/batches/{batch.id}/settle", {"do": "all"}, follow=True)
    assert "可以离开" in page.words
    assert batches.counted(session, batch) == {PairingState.OPEN: AT_ONCE + 1}
    assert work_off(session) == 1
    task = session.query(BackgroundTask).one()
    assert (task.state, task.done, task.total) == (TaskState.DONE, AT_ONCE + 1, AT_ONCE + 1)
    page = client.get(f"/background/{task.id}")
    assert f"已结对{AT_ONCE}户，未执行1户" in page.words
    assert f"/pairing/batches/{batch.id}" in page.links()
    assert batches.counted(session, batch) == {PairingState.APPLIED: AT_ONCE, PairingState.REFUSED: 1}
    assert current_for(session, enterprises[-1].id)[Slot.UNIT].unit == bureau
