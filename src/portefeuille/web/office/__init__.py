"""Pages of the office: the queue of the case handler, deposits and payments of the finance officer."""
