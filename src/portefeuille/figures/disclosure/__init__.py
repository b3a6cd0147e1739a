"""What a public release may tell: small rows hidden, and others so that nobody reckons them back.

`protect` hides, `audit` looks for what can still be told from what is shown.
"""

from portefeuille.figures.disclosure.protecting import audit, protect
from portefeuille.figures.disclosure.values import FEW, Counted, Finding, Told

__all__ = ["FEW", "Counted", "Finding", "Told", "audit", "protect"]
