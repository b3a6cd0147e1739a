"""One dossier: where it stands, its money, and the steps that follow: deposit, pay, stop."""
