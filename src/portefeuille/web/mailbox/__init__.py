"""The mailbox of a demonstration: the mails that would have gone to people who do not exist."""
