"""One versioned HTTP interface, in the words of the contract."""
