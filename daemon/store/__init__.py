"""What has been written down: messages, cases, journal, outbox. It decides nothing and knows no policy.

`Store` answers questions, `Change` is one transaction that writes; rows leave as the plain values of `values`.
"""

from daemon.store import drivers
from daemon.store.change import Change
from daemon.store.store import Store

__all__ = ["Change", "Store", "drivers"]
