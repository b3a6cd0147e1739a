"""The structured communication (OGM) of an application or a recovery: +++ddd/dddd/ddddd+++.

Ten digits that are the application's, or nine thousand million more than the recovery's, and two
that check them (the rest by 97).

Source: Febelfin, structured communication; the check is python-stdnum's.
"""

from typing import Final

from stdnum import exceptions
from stdnum.be import ogm_vcs

RECOVERIES: Final = 9_000_000_000
"""Where the numbers of recoveries begin: no application ever gets so far."""


def communication_of(application_id: int) -> str:
    """What must be written beside the deposit, as people write it."""
    base = f"{application_id:010d}"
    digits = base + ogm_vcs.calc_check_digits(base)
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


def communication_of_recovery(recovery_id: int) -> str:
    """What must be written beside what is paid back."""
    return communication_of(RECOVERIES + recovery_id)


def application_in(communication: str) -> int | None:
    """The application a communication names; None where it is not a valid one."""
    named = _number_in(communication)
    return None if named is None or named >= RECOVERIES else named


def recovery_in(communication: str) -> int | None:
    """The recovery a communication names; None where it is not a valid one of a recovery."""
    named = _number_in(communication)
    return None if named is None or named < RECOVERIES else named - RECOVERIES


def _number_in(communication: str) -> int | None:
    try:
        digits = ogm_vcs.validate(communication.strip().strip("+*").strip())
    except exceptions.ValidationError:
        return None
    return int(digits[:10])
