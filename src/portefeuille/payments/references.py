"""The structured communication (OGM) of an application: +++ddd/dddd/ddddd+++.

Ten digits that are the application's, and two that check them (the rest by 97).

Source: Febelfin, structured communication; the check is python-stdnum's.
"""

from stdnum import exceptions
from stdnum.be import ogm_vcs


def communication_of(application_id: int) -> str:
    """What must be written beside the deposit, as people write it."""
    base = f"{application_id:010d}"
    digits = base + ogm_vcs.calc_check_digits(base)
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


def application_in(communication: str) -> int | None:
    """The application a communication names; None where it is not a valid one."""
    try:
        digits = ogm_vcs.validate(communication.strip().strip("+*").strip())
    except exceptions.ValidationError:
        return None
    return int(digits[:10])
