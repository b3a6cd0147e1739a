"""The building blocks of every page: how a form looks, how money and days are read and shown."""
