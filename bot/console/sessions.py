"""Who is signed in: in this process's memory only, with the opened private key, gone when it stops."""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from nacl.public import PrivateKey

IDLE, ABSOLUTE = timedelta(minutes=60), timedelta(hours=12)
ENROLLING = timedelta(minutes=15)
"""Time to set up the app for codes before the password must be given again."""
TOKEN_BYTES = 32


@dataclass(slots=True)
class Session:
    """One sign-in. While *enrolling* holds the secret being set up, only that may be done."""

    token: str = field(repr=False)
    name: str
    generation: int
    key: PrivateKey = field(repr=False)
    began: datetime
    touched: datetime
    enrolling: str = field(default="", repr=False)
    wrapping: bytes = field(default=b"", repr=False)
    """Kept only while enrolling: what is set up is wrapped under it."""


class Sessions:
    """*generation* tells an account's generation, None for one that may not be signed in any more."""

    def __init__(self, generation: Callable[[str], int | None], now: Callable[[], datetime]) -> None:
        self._generation, self._now = generation, now
        self._open: dict[str, Session] = {}
        self._secret = secrets.token_bytes(32)

    def begin(self, name: str, generation: int, key: PrivateKey, enrolling: str = "", wrapping: bytes = b"") -> Session:
        """A new session under a new token, whatever token the browser had before."""
        for token in [token for token, one in self._open.items() if not self._lives(one)]:
            self.end(token)
        now = self._now()
        session = Session(secrets.token_urlsafe(TOKEN_BYTES), name, generation, key, now, now, enrolling, wrapping)
        self._open[session.token] = session
        return session

    def find(self, token: str, touch: bool = True) -> Session | None:
        """The session behind *token* if it still lives; *touch* is false for what the page does by itself."""
        session = self._open.get(token)
        if session is None:
            return None
        if not self._lives(session) or self._generation(session.name) != session.generation:
            self.end(token)
            return None
        if touch:
            session.touched = self._now()
        return session

    def end(self, token: str) -> None:
        self._open.pop(token, None)

    def end_all(self) -> None:
        self._open.clear()

    def names(self) -> Iterator[str]:
        """Who is signed in."""
        return (session.name for session in self._open.values() if self._lives(session) and not session.enrolling)

    def form_token(self, cookie: str) -> str:
        """What every form sent with *cookie* must bear."""
        return hashlib.blake2b(cookie.encode("utf-8", "surrogatepass"), key=self._secret, digest_size=24).hexdigest()

    def form_fits(self, cookie: str, given: str) -> bool:
        return bool(cookie) and secrets.compare_digest(self.form_token(cookie).encode(), given.encode("utf-8", "surrogatepass"))

    def _lives(self, session: Session) -> bool:
        now = self._now()
        longest = ENROLLING if session.enrolling else ABSOLUTE
        return now - session.began < longest and now - session.touched < IDLE
