"""What a submission costs, measured beside the database's own limit: `make bench`."""
