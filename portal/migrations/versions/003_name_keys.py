"""name keys of the enterprises registered before

Revision: 003
After: 002
"""

import sqlalchemy as sa
from alembic import op

from portal.enterprises.names import keys

revision = "003"
down_revision = "002"
branch_labels = ()
depends_on = None

AT_ONCE = 1_000
ENTERPRISE = sa.table("enterprise", sa.column("id"), sa.column("name"))
NAME_KEY = sa.table("enterprise_name_key", sa.column("enterprise_id"), sa.column("key", sa.BigInteger))


def upgrade() -> None:
    """Give every name its keys. They are those of the rule as it is today: whoever changes it writes them anew."""
    connection, last = op.get_bind(), 0
    some = sa.select(ENTERPRISE).where(ENTERPRISE.c.id > sa.bindparam("last")).order_by(ENTERPRISE.c.id).limit(AT_ONCE)
    while rows := connection.execute(some, {"last": last}).all():
        made = [{"enterprise_id": row.id, "key": key} for row in rows for key in keys(row.name)]
        connection.execute(sa.insert(NAME_KEY), made)
        last = rows[-1].id


def downgrade() -> None:
    """Take them out."""
    op.get_bind().execute(sa.delete(NAME_KEY))
