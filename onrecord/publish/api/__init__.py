"""Answers to other programs, read-only: over HTTP (`onrecord api`) and as a Model Context Protocol server (`onrecord mcp`)."""
