"""The tables, one shape for SQLite and PostgreSQL. What a person wrote, and where they write from, is only ever sealed bytes.

In clear: our own random ids, channel, language, intent, confidence, alarm, times; staff need them to find a talk.
Hashes are keyed (BLAKE2b under the gateway's key), so a stolen file cannot be searched for a known id.
"""

from datetime import UTC, datetime

import sqlalchemy as sa


class Moment(sa.TypeDecorator[datetime]):
    """A UTC time; SQLite keeps none of its own, so the zone is put on and taken off here."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return value if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

metadata = sa.MetaData()

talks = sa.Table(
    "talks",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("address_hash", sa.LargeBinary),
    sa.Column("address", sa.LargeBinary),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("last_at", Moment, nullable=False, index=True),
    sa.Column("closed_at", Moment, index=True),
    sa.Column("chosen", sa.String(16)),
    sa.Column("language", sa.String(16)),
    sa.Column("memory", sa.LargeBinary),
    sa.Column("holder", sa.String(16), nullable=False, server_default="bot"),
    sa.Column("holder_since", Moment),
    sa.Column("staff", sa.String(64)),
    sa.Column("alarm", sa.String(16)),
    sa.Column("alarm_rule", sa.String(200)),
    sa.Column("alarm_at", Moment, index=True),
    sa.Column("wants_person_at", Moment, index=True),
    sa.Column("seen_at", Moment),
    sa.Column("last_intent", sa.String(64)),
    sa.Column("last_confidence", sa.Float),
    sa.Column("turns", sa.Integer, nullable=False, server_default="0"),
    sa.Column("reviewed_at", Moment),
    sa.Column("reviewed_by", sa.String(64)),
    sa.Index(
        "one_open_talk", "address_hash", unique=True,
        sqlite_where=sa.text("address_hash IS NOT NULL"), postgresql_where=sa.text("address_hash IS NOT NULL"),
    ),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("key_hash", sa.LargeBinary, primary_key=True),
    sa.Column("inbox", Id, nullable=False),
    sa.Column("talk", sa.String(32), nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
)

inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=True),
    sa.Column("talk", sa.ForeignKey("talks.id", ondelete="CASCADE"), nullable=False),
    sa.Column("message", sa.LargeBinary),
    sa.Column("receipt", sa.LargeBinary),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("alarm", sa.String(16)),
    sa.Column("alarm_rule", sa.String(200)),
    sa.Column("alarm_other", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("alarm_about", sa.String(16), nullable=False, server_default=""),
    sa.Column("carded", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("noted", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("handled_by", sa.String(16)),
    sa.Column("language", sa.String(16)),
    sa.Index("inbox_of_talk", "talk", "id"),
    sa.Index(
        "waiting_in_inbox", "talk", "id",
        sqlite_where=sa.text("handled_by IS NULL"), postgresql_where=sa.text("handled_by IS NULL"),
    ),
    sqlite_autoincrement=True,
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=True),
    sa.Column("talk", sa.ForeignKey("talks.id", ondelete="CASCADE"), nullable=False),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("inbox", Id),
    sa.Column("reply", sa.LargeBinary, nullable=False),
    sa.Column("receipt", sa.LargeBinary),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("ambiguous", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("reason", sa.String(64)),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index("outbox_of_talk", "talk", "id"),
    sa.Index("outbox_of_inbox", "inbox"),
    sa.Index(
        "undelivered", "channel", "due_at",
        sqlite_where=sa.text("status IN ('pending', 'sending')"), postgresql_where=sa.text("status IN ('pending', 'sending')"),
    ),
    sqlite_autoincrement=True,
)

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=True),
    sa.Column("talk", sa.ForeignKey("talks.id", ondelete="CASCADE"), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("turn", sa.LargeBinary, nullable=False),
    sa.Column("handled_by", sa.String(16), nullable=False),
    sa.Column("language", sa.String(16)),
    sa.Column("intent", sa.String(64)),
    sa.Column("confidence", sa.Float),
    sa.Column("corrected_intent", sa.String(64)),
    sa.Column("corrected_by", sa.String(64)),
    sa.Column("alarm", sa.String(16)),
    sa.Column("alarm_rule", sa.String(200)),
    sa.Index("journal_of_talk", "talk", "id"),
    sqlite_autoincrement=True,
)

erased = sa.Table(
    "erased",
    metadata,
    sa.Column("talk", sa.String(32), primary_key=True),
    sa.Column("at", Moment, nullable=False),
)
"""Every talk that was erased; the same list lies with the keys (`erasures`), see erasing.py."""

keys_metadata = sa.MetaData()

talk_keys = sa.Table(
    "talk_keys",
    keys_metadata,
    sa.Column("talk", sa.String(32), primary_key=True),
    sa.Column("for_console", sa.LargeBinary, nullable=False),
    sa.Column("for_gateway", sa.LargeBinary),
    sa.Column("made_at", Moment, nullable=False),
)

erasures = sa.Table(
    "erasures",
    keys_metadata,
    sa.Column("talk", sa.String(32), primary_key=True),
    sa.Column("at", Moment, nullable=False),
)
