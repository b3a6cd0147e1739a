"""KBO Open Data: the public extract of the Belgian enterprise register, read from its files.

The register publishes a full extract and a daily update as CSV files, in a zip or unpacked
into a folder; both are read here, row by row, so that 36 million activities never stand in
memory at once. `read_meta` says which extract it is, `read_rows` gives the rows of a table,
`read_deleted` the numbers an update takes away. A file that is not as the register writes it
raises `KboError`, which says the file, the line, what was expected and what stood there.

Only the tables a decision needs are read: not the contact details (personal data), not the
branches. Open Data holds active entities only: no history, no headcount, no accounts, and of a
natural person no seat address. Its conditions ask for attribution and forbid direct marketing.

Source: KBO Open Data cookbook R018.00.
"""

from portefeuille.adapters.kbo.files import KboError
from portefeuille.adapters.kbo.meta import Meta, read_meta
from portefeuille.adapters.kbo.tables import TABLES, Table, read_deleted, read_rows

__all__ = ["TABLES", "KboError", "Meta", "Table", "read_deleted", "read_meta", "read_rows"]
