from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.demo.chasing import chase
from portal.supervision.models import SupervisionStep
from portal.vocabulary import Rung
from tests.factories import Factory
from tests.supervision.scene import PROMISED, Scene, at


def test_every_step_of_the_demonstration_bears_the_day_on_which_it_was_due(session: Session, make: Factory) -> None:
    Scene(session, make).case()
    with at(PROMISED + timedelta(days=1)):
        chase(session)
    steps = session.scalars(sa.select(SupervisionStep).order_by(SupervisionStep.id)).all()
    assert [step.rung for step in steps] == [Rung.REMINDER, Rung.BLUE, Rung.YELLOW]
    assert all(clock.local_date(step.taken_at) == step.due_on and not step.caught_up for step in steps)
