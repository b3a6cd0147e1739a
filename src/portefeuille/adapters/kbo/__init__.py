"""KBO Open Data: the public extract of the Belgian enterprise register, read from its files.

The register publishes a full extract and a daily update as CSV files, in a zip or unpacked
into a folder; both are read here in blocks, so that 36 million activities never stand in memory
at once. `read_meta` says which extract it is, `read_pieces` gives the rows of a table as COPY
takes them and `read_rows` as values, `read_deleted` the numbers an update takes away, `in_order`
the order in which several are to be loaded. A file that is not as the register writes it raises
`KboError`, which says the file, the line, what was expected and what stood there.

Only the tables a decision needs are read: not the contact details (personal data), not the
branches. Open Data holds active entities only: no history, no headcount, no accounts, and of a
natural person no seat address. Its conditions ask for attribution and forbid direct marketing.

Source: KBO Open Data cookbook R018.00.
"""

from portefeuille.adapters.kbo.files import KboError, Mark, begins_as
from portefeuille.adapters.kbo.meta import Meta, read_meta
from portefeuille.adapters.kbo.order import in_order
from portefeuille.adapters.kbo.reading import Piece, read_deleted, read_pieces, read_rows
from portefeuille.adapters.kbo.tables import TABLES, Table

__all__ = [
    "TABLES",
    "KboError",
    "Mark",
    "Meta",
    "Piece",
    "Table",
    "begins_as",
    "in_order",
    "read_deleted",
    "read_meta",
    "read_pieces",
    "read_rows",
]
