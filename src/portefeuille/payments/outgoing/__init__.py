"""Money that goes out: orders, what is due, payment runs, and what the bank answered."""
