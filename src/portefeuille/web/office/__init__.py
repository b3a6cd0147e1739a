"""Pages of the office: the case handler and the finance officer."""
