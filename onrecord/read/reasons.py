"""Why a file could not be read, in words that a reader of the list of skipped files understands."""

from __future__ import annotations


def why(error: OSError | ValueError) -> str:
    """The reason in words, without a traceback's vocabulary."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "it may not be opened (permission denied)"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)
