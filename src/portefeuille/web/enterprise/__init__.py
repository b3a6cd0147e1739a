"""Pages of who acts for an enterprise: portfolio, application, dossier. Its number stands in the address."""
