"""The law as people read it: the law in force on a day as a book, and what changed as news.

`names` says what every value is called, `words` puts the values of one document in words, `book`
reads a day; `diff` finds what differs between two documents (`lists`: what happened to a list),
and `news` tells it. The sentences are data (`law/names.yaml`).
"""
