"""Requests nobody would write, to a running service, and the judging of what it answers."""
