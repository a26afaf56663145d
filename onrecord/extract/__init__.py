"""2. Report -> Claims: one source said one thing, in these words."""
