"""Enterprises: who they are over time, and what the authentic source said of them and when."""
