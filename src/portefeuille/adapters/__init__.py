"""The edge: everything outside that the house talks to, one folder each."""
