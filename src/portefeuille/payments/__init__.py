"""Money in and out of an application: deposits, payment orders per invoice, payments."""
