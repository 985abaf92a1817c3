"""Many clients at once: what they ask, what they were told, and whether it is still so."""
