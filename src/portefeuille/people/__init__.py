"""Accounts, roles, mandates: who may do what, for whom."""
