"""Money that must come back: asked, agreed on, set off, written off, repaid."""
