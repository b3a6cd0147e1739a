"""What a definition starts from: the decisions that stood at a moment, within a scope.

    decided    every application with the decision that stood: known before the moment, and not
               yet superseded by then; of the scope's filters, of every day
    counted    those of the scope's days of submission (in Brussels)
    approved   those of them that were approved

What became of applications is read beside these: `movements` and `steps` that were known, and the
`failures` of decisions.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from ibis.expr.types import BooleanValue, Table

from portefeuille.figures.dimensions import matches
from portefeuille.figures.relations import relation
from portefeuille.figures.values import Scope


@dataclass(frozen=True)
class Asked:
    """A scope at a moment: what was known strictly before it."""

    scope: Scope
    known_before: datetime

    @cached_property
    def decided(self) -> Table:
        """Every application with the decision that stood, within the filters of the scope."""
        decision = relation("decision")
        stood = decision.filter(self._stands(decision))
        wanted = [matches(stood, name, value) for name, value in self.scope.filters]
        return stood.filter(wanted) if wanted else stood

    @cached_property
    def counted(self) -> Table:
        """Those submitted on the days of the scope."""
        return self.decided.filter(self.submitted_within(self.decided))

    @cached_property
    def approved(self) -> Table:
        """Those that were approved."""
        return self.counted.filter(self.counted.outcome == "approved")

    @cached_property
    def movements(self) -> Table:
        """Postings that were known, of applications of the days of the scope, unfiltered."""
        movement = relation("movement")
        return movement.filter(
            movement.known_at < self.known_before, self.submitted_within(movement)
        )

    @cached_property
    def steps(self) -> Table:
        """Transitions that were known, of applications of the days of the scope, unfiltered."""
        step = relation("step")
        return step.filter(step.known_at < self.known_before, self.submitted_within(step))

    @cached_property
    def last_steps(self) -> Table:
        """The last of them of each application: where it stood."""
        step = relation("step")
        return step.filter(self._stands(step), self.submitted_within(step))

    @cached_property
    def failures(self) -> Table:
        """Rules that were found not to hold by the decisions counted, one row each."""
        failure, counted = relation("failure"), self.counted
        within = failure.filter(self.submitted_within(failure))
        return within.semi_join(counted, "decision_id")

    def submitted_within(self, table: Table) -> BooleanValue:
        """Whether a row is of the days of the scope, both included."""
        return table.submitted_on.between(self.scope.first_day, self.scope.last_day)

    def _stands(self, table: Table) -> BooleanValue:
        known = table.known_at < self.known_before
        return known & (table.superseded_at.isnull() | (table.superseded_at >= self.known_before))
