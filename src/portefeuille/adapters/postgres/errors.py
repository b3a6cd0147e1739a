"""The one failure of this room: why it failed, and what the reader of the message can do."""


class PostgresError(Exception):
    """PostgreSQL cannot be had. Both sentences are written for who typed the command."""

    def __init__(self, why: str, what_to_do: str) -> None:
        super().__init__(why, what_to_do)
        self.why = why
        self.what_to_do = what_to_do

    def __str__(self) -> str:
        return f"{self.why}\n{self.what_to_do}"
