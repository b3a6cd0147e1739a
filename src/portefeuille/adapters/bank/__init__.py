"""The bank at the edge: its statements read, its orders written, references found in texts.

`read_statements` reads camt.053 as values or refuses the file, `write_transfers` makes a
pain.001 that is held to its schema, `epc_payload` and `epc_svg` say a payment as a code that a
phone reads. Nothing here knows a network or a database, and no XML leaves this folder;
`simulator` is a bank to try against.

Sources: ISO 20022; Febelfin, XML messages for statement and for credit transfer initiation;
EPC069-12.
"""

from portefeuille.adapters.bank.characters import in_sepa
from portefeuille.adapters.bank.epc import epc_payload, epc_svg
from portefeuille.adapters.bank.errors import BankFileError
from portefeuille.adapters.bank.reasons import REASONS, reason_in_words
from portefeuille.adapters.bank.references import (
    as_iban,
    as_ogm,
    as_structured,
    find_references,
)
from portefeuille.adapters.bank.statements import read_statements
from portefeuille.adapters.bank.transfers import write_transfers
from portefeuille.adapters.bank.values import Debtor, Statement, StatementLine, Transfer

__all__ = [
    "REASONS",
    "BankFileError",
    "Debtor",
    "Statement",
    "StatementLine",
    "Transfer",
    "as_iban",
    "as_ogm",
    "as_structured",
    "epc_payload",
    "epc_svg",
    "find_references",
    "in_sepa",
    "read_statements",
    "reason_in_words",
    "write_transfers",
]
