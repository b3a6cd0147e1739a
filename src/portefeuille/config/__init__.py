"""Settings from the environment, addresses, logging."""
