"""What an alarm is about stays known until its message is answered"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("alarm_about", sa.String(16), nullable=False, server_default=""))
