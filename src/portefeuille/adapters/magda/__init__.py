"""MAGDA: the enterprise, its employment and its annual accounts from the authentic sources.

`settings_from(os.environ)` says how it is reached, `Magda(settings, log)` is the client: one for
a process, shared between threads. Every method takes a number and a `Reason` and gives a
`core.lookup`: Found, Unknown or Unavailable, never an empty answer and never an exception for
what happens outside. Every call is told to `log` once.

`read_triggers` reads the file of mutations that subscriptions bring. Nothing of SOAP or XML
leaves this folder, and no persons come in.

Sources: the public documentation and schemas of MAGDA; answers of its public mock.
"""

from portefeuille.adapters.magda.annual_accounts import (
    Accounts,
    AnnualAccounts,
    Filing,
    Position,
    Rubric,
)
from portefeuille.adapters.magda.calls import Call, Check, Reason
from portefeuille.adapters.magda.client import Magda
from portefeuille.adapters.magda.employment import Employment, HeadcountClass
from portefeuille.adapters.magda.errors import MagdaError, meaning_of
from portefeuille.adapters.magda.mutations import (
    MutationError,
    Trigger,
    is_mutation_file,
    read_triggers,
)
from portefeuille.adapters.magda.pacing import Time
from portefeuille.adapters.magda.parts import (
    Address,
    Code,
    Contact,
    Country,
    Description,
    Municipality,
    Nace,
    Name,
    Notice,
    Period,
    Place,
    StrikingOff,
)
from portefeuille.adapters.magda.settings import (
    MagdaSettings,
    MagdaSettingsError,
    settings_from,
)
from portefeuille.adapters.magda.values import (
    Activity,
    BankAccount,
    Branch,
    Capacity,
    Enterprise,
    Establishment,
    LegalForm,
    LegalSituation,
    Related,
    Stopping,
    VkboEnterprise,
)

__all__ = [
    "Accounts",
    "Activity",
    "Address",
    "AnnualAccounts",
    "BankAccount",
    "Branch",
    "Call",
    "Capacity",
    "Check",
    "Code",
    "Contact",
    "Country",
    "Description",
    "Employment",
    "Enterprise",
    "Establishment",
    "Filing",
    "HeadcountClass",
    "LegalForm",
    "LegalSituation",
    "Magda",
    "MagdaError",
    "MagdaSettings",
    "MagdaSettingsError",
    "Municipality",
    "MutationError",
    "Nace",
    "Name",
    "Notice",
    "Period",
    "Place",
    "Position",
    "Reason",
    "Related",
    "Rubric",
    "Stopping",
    "StrikingOff",
    "Time",
    "Trigger",
    "VkboEnterprise",
    "is_mutation_file",
    "meaning_of",
    "read_triggers",
    "settings_from",
]
