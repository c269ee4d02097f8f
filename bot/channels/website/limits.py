"""How much one talk and one network address may ask: counted in memory only, under a key that dies with the process."""

import hashlib
import ipaddress
import secrets
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil

REMEMBERED = 50_000
"""Keys held per kind of request, least recent dropped first; dropping one only makes us more generous."""


class TooMany(Exception):
    """Come back in *seconds*."""

    def __init__(self, seconds: float) -> None:
        super().__init__("too many requests")
        self.seconds = max(1, ceil(seconds))


@dataclass(frozen=True, slots=True)
class Rate:
    """*burst* at once, then *per_minute*."""

    burst: int
    per_minute: float


@dataclass(frozen=True, slots=True)
class Rates:
    """Generous: a shelter, a factory dormitory or a whole mobile network may share one address. Own view, no standard."""

    messages_of_talk: Rate = Rate(20, 60)
    messages_of_address: Rate = Rate(200, 600)
    talks_of_address: Rate = Rate(60, 60)
    looks_of_talk: Rate = Rate(60, 120)
    looks_of_address: Rate = Rate(600, 1_800)
    streams_of_talk: int = 6
    streams_of_address: int = 200
    streams: int = 2_000


_ENDLESS = Rate(1_000_000, 1_000_000)
MEASURING = Rates(_ENDLESS, _ENDLESS, _ENDLESS, _ENDLESS, _ENDLESS)
"""No limits that a measurement would meet."""


class Buckets:
    """One token bucket a key."""

    def __init__(self, rate: Rate, now: Callable[[], float]) -> None:
        self._rate, self._now = rate, now
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, key: bytes) -> None:
        """One for *key*, or raise TooMany."""
        now, each = self._now(), self._rate.per_minute / 60
        left, at = self._left.get(key, (float(self._rate.burst), now))
        left = min(self._rate.burst, left + (now - at) * each)
        self._left[key] = (left - 1 if left >= 1 else left, now)
        self._left.move_to_end(key)
        while len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        if left < 1:
            raise TooMany((1 - left) / each)


@dataclass(slots=True)
class Limits:
    """All counters of one process."""

    rates: Rates = field(default_factory=Rates)
    now: Callable[[], float] = time.monotonic
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _buckets: dict[str, Buckets] = field(default_factory=dict, repr=False)
    _streams: Counter[bytes] = field(default_factory=Counter, repr=False)

    def message(self, token: str, address: str) -> None:
        """A message is about to be accepted, or raise TooMany."""
        self._take("messages_of_talk", self.rates.messages_of_talk, token)
        self._take("messages_of_address", self.rates.messages_of_address, block(address))

    def talk(self, address: str) -> None:
        """A talk is about to be opened, or raise TooMany."""
        self._take("talks_of_address", self.rates.talks_of_address, block(address))

    def look(self, token: str, address: str) -> None:
        """Something is about to be read, ended or erased, or raise TooMany."""
        self._take("looks_of_talk", self.rates.looks_of_talk, token or block(address))
        self._take("looks_of_address", self.rates.looks_of_address, block(address))

    @contextmanager
    def stream(self, token: str, address: str) -> Iterator[None]:
        """A stream is open while this is, or raise TooMany."""
        keys = {
            self._key("stream", token): self.rates.streams_of_talk,
            self._key("streams", block(address)): self.rates.streams_of_address,
            b"all": self.rates.streams,
        }
        if any(self._streams[key] >= most for key, most in keys.items()):
            raise TooMany(5)
        self._streams.update(keys.keys())
        try:
            yield
        finally:
            self._streams.subtract(keys.keys())
            self._streams += Counter[bytes]()  # drops what is at zero

    def _take(self, kind: str, rate: Rate, who: str) -> None:
        self._buckets.setdefault(kind, Buckets(rate, self.now)).take(self._key(kind, who))

    def _key(self, kind: str, who: str) -> bytes:
        said = f"{kind}\n{who}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(said, key=self._secret, digest_size=16).digest()


def block(address: str) -> str:
    """*address*, or its /64 when it is IPv6, since one home has a whole /64."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if ip.version == 6 and ip.ipv4_mapped is None:
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip.ipv4_mapped if ip.version == 6 else ip)
