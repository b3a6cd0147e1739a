"""What a bank's file, or one for the bank, gets wrong: said once, in the same three parts."""


class BankFileError(ValueError):
    """A file that cannot be trusted whole, so that nothing of it is taken.

    `where` is the place in the file ("statement 12, entry 3: Amt"), `why` what was found there
    and `expected` what should have been there.
    """

    def __init__(self, where: str, why: str, expected: str) -> None:
        super().__init__(f"{where}: {why}; expected {expected}")
        self.where, self.why, self.expected = where, why, expected

    def within(self, place: str) -> "BankFileError":
        """The same error, seen from further out."""
        return BankFileError(f"{place}: {self.where}", self.why, self.expected)
