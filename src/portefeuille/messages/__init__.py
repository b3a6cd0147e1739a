"""What people are told: mails and letters, from the journal, once."""
