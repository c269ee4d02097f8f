"""The tables of staff.db, which lies with the keys and holds no word of a person who writes to us."""

import os
from pathlib import Path

import sqlalchemy as sa

from bot.stores.database import connect
from bot.stores.schema import Id, Moment

FILE = "staff.db"

metadata = sa.MetaData()

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("password", sa.String(255), nullable=False),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("console_key", sa.LargeBinary, nullable=False),
    sa.Column("totp", sa.LargeBinary),
    sa.Column("totp_step", sa.Integer, nullable=False, server_default="0"),
    sa.Column("generation", sa.Integer, nullable=False, server_default="0"),
    sa.Column("disabled", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("signed_in_at", Moment),
)
"""*console_key* and *totp* are wrapped under the account's password; *generation* grows when its sessions must end."""

codes = sa.Table(
    "codes",
    metadata,
    sa.Column("account", sa.String(64), primary_key=True),
    sa.Column("code", sa.LargeBinary, primary_key=True),
)

recovery = sa.Table(
    "recovery", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("console_key", sa.LargeBinary, nullable=False)
)

browsers = sa.Table(
    "browsers",
    metadata,
    sa.Column("mark", sa.LargeBinary, primary_key=True),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False),
)
"""Browsers from which an account has signed in; their tries are counted apart from strangers'."""

trail = sa.Table(
    "trail",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("staff", sa.String(64), nullable=False),
    sa.Column("what", sa.String(32), nullable=False),
    sa.Column("talk", sa.String(32)),
    sqlite_autoincrement=True,
)


def open_staff_db(folder: Path) -> sa.Engine:
    """staff.db in *folder*, made if missing, for this account's eyes only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / FILE
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
    engine = connect(f"sqlite:///{path}")
    metadata.create_all(engine)
    return engine
