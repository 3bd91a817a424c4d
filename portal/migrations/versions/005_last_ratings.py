"""how the cases rated before were rated last

Revision: 005
After: 004
"""

import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"
branch_labels = ()
depends_on = None

CASE = sa.table("case", sa.column("id"), sa.column("rated"))
RATING = sa.table(
    "rating", sa.column("id"), sa.column("case_id"), sa.column("level", sa.String), sa.column("mistaken_at")
)


def upgrade() -> None:
    """Keep with each case its last rating that was not found to be a mistake."""
    stands = sa.and_(RATING.c.case_id == CASE.c.id, RATING.c.mistaken_at.is_(None))
    last = sa.select(RATING.c.level).where(stands).order_by(RATING.c.id.desc()).limit(1).scalar_subquery()
    op.get_bind().execute(sa.update(CASE).where(sa.exists().where(stands)).values(rated=last))


def downgrade() -> None:
    """Take them out."""
    op.get_bind().execute(sa.update(CASE).values(rated=None))
