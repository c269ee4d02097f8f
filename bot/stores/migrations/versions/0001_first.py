"""The first schema"""

import sqlalchemy as sa
from alembic import op

from bot.stores.schema import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("inbox", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("talk", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash"),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_at"), ["at"], unique=False)

    op.create_table(
        "talks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("chosen", sa.String(length=16), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("memory", sa.LargeBinary(), nullable=True),
        sa.Column("holder", sa.String(length=16), server_default="bot", nullable=False),
        sa.Column("holder_since", Moment(), nullable=True),
        sa.Column("staff", sa.String(length=64), nullable=True),
        sa.Column("alarm", sa.String(length=16), nullable=True),
        sa.Column("alarm_rule", sa.String(length=200), nullable=True),
        sa.Column("alarm_at", Moment(), nullable=True),
        sa.Column("wants_person_at", Moment(), nullable=True),
        sa.Column("seen_at", Moment(), nullable=True),
        sa.Column("last_intent", sa.String(length=64), nullable=True),
        sa.Column("last_confidence", sa.Float(), nullable=True),
        sa.Column("turns", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reviewed_at", Moment(), nullable=True),
        sa.Column("reviewed_by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talks_alarm_at"), ["alarm_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_talks_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_talks_last_at"), ["last_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_talks_wants_person_at"), ["wants_person_at"], unique=False)
        batch_op.create_index(
            "one_open_talk",
            ["address_hash"],
            unique=True,
            sqlite_where=sa.text("address_hash IS NOT NULL"),
            postgresql_where=sa.text("address_hash IS NOT NULL"),
        )

    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("talk", sa.String(length=32), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=True),
        sa.Column("receipt", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("alarm", sa.String(length=16), nullable=True),
        sa.Column("alarm_rule", sa.String(length=200), nullable=True),
        sa.Column("alarm_other", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("carded", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("noted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("handled_by", sa.String(length=16), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["talk"], ["talks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("inbox_of_talk", ["talk", "id"], unique=False)
        batch_op.create_index(
            "waiting_in_inbox",
            ["talk", "id"],
            unique=False,
            sqlite_where=sa.text("handled_by IS NULL"),
            postgresql_where=sa.text("handled_by IS NULL"),
        )

    op.create_table(
        "journal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("talk", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("turn", sa.LargeBinary(), nullable=False),
        sa.Column("handled_by", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("intent", sa.String(length=64), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("corrected_intent", sa.String(length=64), nullable=True),
        sa.Column("corrected_by", sa.String(length=64), nullable=True),
        sa.Column("alarm", sa.String(length=16), nullable=True),
        sa.Column("alarm_rule", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["talk"], ["talks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("journal_of_talk", ["talk", "id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("talk", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("inbox", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reply", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("ambiguous", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["talk"], ["talks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("outbox_of_inbox", ["inbox"], unique=False)
        batch_op.create_index("outbox_of_talk", ["talk", "id"], unique=False)
        batch_op.create_index(
            "undelivered",
            ["channel", "due_at"],
            unique=False,
            sqlite_where=sa.text("status IN ('pending', 'sending')"),
            postgresql_where=sa.text("status IN ('pending', 'sending')"),
        )

