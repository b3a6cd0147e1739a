"""Forgetting: what is stored about people goes when its period is over, and that is recorded.

`periods.yaml` says how long each kind of thing is kept, from when that counts and on what ground;
`sql/over.sql` finds what is over and `sql/erase.sql` erases it, each in the words of its tables.
The application may ask for it and no more: the database itself looks up the period, refuses what
needs a selection rule and has none, and writes down what went.

Decisions, events, entries and postings hold surrogates only and are never touched.
"""
