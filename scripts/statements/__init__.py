"""Bank statements: what they say, and how it gets into staging."""
