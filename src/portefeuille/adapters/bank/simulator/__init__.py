"""A bank to try against: accounts, a book, and trouble on demand.

    bank = Bank(Troubles(rejected={iban: "AC04"}))
    bank.open("BE68539007547034", "Scheme account")
    bank.deposit("BE68539007547034", 120_000, day, name="Bakkerij", structured="010806817183")
    bank.receive(pain_001)
    statements = read_statements(bank.statement(day))

It keeps no time of its own: a payment is booked on the day it asks for, a statement is of the
day that is asked, and the same calls give the same bytes. Nothing here is of use outside trials.

Source: ISO 20022, pain.001.001.09 and camt.053.001.02 and .08.
"""

from portefeuille.adapters.bank.simulator.bank import Bank, Refused
from portefeuille.adapters.bank.simulator.book import Batch, Booking, Detail, Told
from portefeuille.adapters.bank.simulator.camt import write_statements
from portefeuille.adapters.bank.simulator.troubles import Batching, References, Troubles

__all__ = [
    "Bank",
    "Batch",
    "Batching",
    "Booking",
    "Detail",
    "References",
    "Refused",
    "Told",
    "Troubles",
    "write_statements",
]
