"""The review desk: a web application in which a team reads, checks, corrects and releases what the ledger holds.

Django keeps accounts, sessions and permissions in a database of its own. Everything about the record is read from the ledger, and
written to it as entries.
"""
