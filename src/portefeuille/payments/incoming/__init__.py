"""Money that comes in: what the bank told, line by line, and what each line was for."""
