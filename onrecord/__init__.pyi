from onrecord.notebook import Reading as Reading
from onrecord.notebook import Rows as Rows
from onrecord.notebook import open_ledger as open_ledger
from onrecord.notebook import read as read

__version__: str
