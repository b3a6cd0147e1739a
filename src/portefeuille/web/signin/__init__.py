"""Sign in by persona, in the demonstration only, and sign out."""
