"""The asker follows the work on a page; nobody else finds it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.audit.models import AuditEvent
from portal.background import operations
from portal.background.running import work_off
from portal.vocabulary import Role
from tests.factories import Factory, actor
from tests.judging import JudgingClient


def test_the_asker_follows_downloads_and_cancels(client: JudgingClient, session: Session, make: Factory) -> None:
    asker = make.account(Role.SUPERVISOR)
    task = operations.start(session, actor=actor(asker), kind="test.count", title="数到三", params={})
    session.commit()
    page = f"/background/{task.id}"
    client.sign_in(asker)
    assert "等待中" in client.get(page).words
    assert client.get(f"{page}/download", expect=404).status == 404
    work_off(session)
    assert "文件已生成" in client.get(page).words
    assert "数到三" in client.get("/background").words
    assert client.get(f"{page}/progress", judge=False).response.json["ended"] is True
    made = client.get(f"{page}/download", judge=False).response
    assert made.data == b"one, two, three"
    assert "%E6%95%B0%E5%AD%97.txt" in made.headers["Content-Disposition"]
    acts = session.scalars(sa.select(AuditEvent.act).where(AuditEvent.subject == f"task:{task.id}")).all()
    assert acts == ["background:start", "background:download"]
    second = operations.start(session, actor=actor(asker), kind="test.count", title="再数一次", params={})
    session.commit()
    assert "已取消" in client.post(f"/background/{second.id}/cancel", follow=True).words
    assert client.post(f"/background/{second.id}/cancel", expect=409).status == 409


def test_nobody_else_finds_it(client: JudgingClient, session: Session, make: Factory) -> None:
    asker = make.account(Role.SUPERVISOR)
    task = operations.start(session, actor=actor(asker), kind="test.count", title="数到三", params={})
    session.commit()
    work_off(session)
    client.sign_in(make.account(Role.ADMIN))
    for path in ("", "/progress", "/download"):
        assert client.get(f"/background/{task.id}{path}", expect=404).status == 404
    assert "还没有后台任务" in client.get("/background").words
