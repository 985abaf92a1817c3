"""An id as a client makes it."""

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """Return a uuid of version 7, of this moment (RFC 9562, 5.7)."""
    value = time.time_ns() // 10**6 << 80 | 7 << 76 | secrets.randbits(76)
    return UUID(int=value & ~(3 << 62) | 2 << 62)
