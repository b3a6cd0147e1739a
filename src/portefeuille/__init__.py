"""Portefeuille: an SME voucher scheme from application to payment to parliament."""

__version__ = "0.6.0"
