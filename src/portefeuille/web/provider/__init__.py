"""Pages of a provider: the applications that name it, and what it was paid."""
