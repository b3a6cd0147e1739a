"""The facts of one case, frozen.

A case is what a decision needs and nothing more: the application, the enterprise, the
provider and the wallet of that calendar year. A fact that is left out is `None`; a rule
that needs it is then not judged.

Source: contracts, "The dossier".
"""

from dataclasses import dataclass
from datetime import date

from portefeuille.core.money import BasisPoints, Cents

SIZES = ("small", "medium", "large")
SERVICES = ("training", "advice")
REGIONS = ("flanders", "brussels", "wallonia")
DELIVERIES = ("classroom", "distance", "in-house")
COST_KINDS = ("course", "travel", "catering", "exam", "material", "other")
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of the invoice: which kind of cost, and what the law needs to know of it."""

    kind: str
    amount: Cents
    days: int | None
    persons: int | None
    separate_invoice: bool


@dataclass(frozen=True, slots=True)
class Application:
    """What the applicant asks. `cost` is eligible cost without VAT; else `costs` has the lines."""

    submitted_on: date
    service: str
    theme: str | None
    title: str | None
    content: str | None
    delivery: str | None
    starts_on: date
    ends_on: date | None
    cost: Cents | None
    costs: tuple[CostLine, ...]


@dataclass(frozen=True, slots=True)
class Nace:
    """A code of the NACE-BEL nomenclature and the year of its version: one means little alone."""

    version: int
    code: str


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One financial year: headcount in hundredths of a full-time equivalent, amounts in cents.

    `months` is how long the financial year lasted; its turnover is that of these months.
    """

    year: int
    headcount: int
    turnover: Cents
    balance_total: Cents
    months: int = MONTHS_OF_A_YEAR


@dataclass(frozen=True, slots=True)
class Related:
    """A partner (counted pro rata of `share`) or linked enterprise (counted in full).

    `of` is the name of the related enterprise it belongs to, None where that is the applicant.
    Rows of one `name` are one enterprise, which belongs in more ways than one; a row without a
    name is an enterprise by itself.
    """

    kind: str
    share: BasisPoints | None
    headcount: int
    turnover: Cents
    balance_total: Cents
    months: int = MONTHS_OF_A_YEAR
    name: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class SizeFigures:
    """The figures from which a size is computed: years with the newest last, and the group."""

    years: tuple[YearFigures, ...]
    related: tuple[Related, ...]
    previous: str | None


@dataclass(frozen=True, slots=True)
class Enterprise:
    """Facts of the applicant at the start of the service, in the codes of the KBO."""

    number: str | None
    legal_form: str | None
    natural_person: bool | None
    status: str | None
    juridical_situation: str | None
    region: str | None
    nace: Nace | None
    public_share: BasisPoints | None
    sheltered_workshop: bool
    size: str | SizeFigures


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider's registration for this service and whether it is related to the applicant."""

    registration: str | None
    registered_from: date | None
    registered_until: date | None
    related_to_applicant: bool | None


@dataclass(frozen=True, slots=True)
class Wallet:
    """The wallet of the calendar year before this application."""

    granted_this_year: Cents
    locked_size: str | None


@dataclass(frozen=True, slots=True)
class Budget:
    """What the budget that this application falls under has left before it.

    `part` is the code of an earmarked part, None where it is the whole that has least left.
    """

    left: Cents
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Aid:
    """State aid before this application: what the single undertaking was granted in the window
    of the law, up to and including the day of application."""

    granted_in_window: Cents | None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything one decision needs. Without a budget or aid, nobody has worked it out."""

    application: Application
    enterprise: Enterprise
    provider: Provider
    wallet: Wallet
    budget: Budget | None = None
    aid: Aid | None = None
