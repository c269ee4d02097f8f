"""The list of erasures lies with the data as well"""

import sqlalchemy as sa
from alembic import op

from bot.stores.schema import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "erased",
        sa.Column("talk", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("talk"),
    )
