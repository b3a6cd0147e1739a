"""Pages of who acts for an enterprise, whose number stands in the address."""
