"""How often a sign-in is really tried: delays, never locks.

1. Strangers to an account share ten tries an hour with all other strangers; a browser that has signed in before has its own,
   so a flood of strangers does not keep the owner out, and when the flood ends everybody gets in within the hour.
2. Unknown names are counted like known ones, so that the answer tells nothing.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
TRIES = 10
"""Real tries per hour and account (GUARANTEES.md G21)."""
TRIES_OF_ADDRESS = 60
"""An office behind one address still gets in; one machine cannot go through many names."""
REMEMBERED = 20_000


@dataclass(slots=True)
class Tries:
    """Counts tries in memory; what is counted is forgotten after an hour."""

    now: Callable[[], datetime]
    _made: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)

    def wait(self, account: str, address: str, browser: str | None) -> int:
        """Seconds until a try may be made; 0 counts one now. *browser* is the mark of one that the account knows."""
        lanes = {f"browser {browser}" if browser else f"account {account}": TRIES, f"address {address}": TRIES_OF_ADDRESS}
        waits = [self._wait(lane, most) for lane, most in lanes.items()]
        if any(waits):
            return max(waits)
        for lane in lanes:
            self._lane(lane).append(self.now())
        return 0

    def succeeded(self, account: str, address: str, browser: str | None) -> None:
        """The try just counted was right: it does not count."""
        for lane in (f"browser {browser}" if browser else f"account {account}", f"address {address}"):
            if made := self._lane(lane):
                made.pop()

    def _wait(self, lane: str, most: int) -> int:
        made = self._lane(lane)
        while made and made[0] <= self.now() - HOUR:
            made.popleft()
        return 0 if len(made) < most else max(1, int((made[0] + HOUR - self.now()).total_seconds()))

    def _lane(self, lane: str) -> deque[datetime]:
        made = self._made.setdefault(lane, deque())
        self._made.move_to_end(lane)
        while len(self._made) > REMEMBERED:
            self._made.popitem(last=False)
        return made
