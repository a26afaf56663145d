"""The rules of mending: speech.py who says it, relays.py by whose way, kinds.py what and how firmly, added.py what is missing."""
