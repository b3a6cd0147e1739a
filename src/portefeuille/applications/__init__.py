"""Applications: submitted, decided and booked in one go; decisions that nobody can change."""
