"""Pages for anybody, without signing in: what the scheme is, and what a case would get."""
