"""Registered service providers, and the periods for which each of them is registered."""
