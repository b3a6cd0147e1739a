"""The filters of the table of applications; they stand in the address of the page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portefeuille.applications.queries import Chosen
from portefeuille.applications.transitions import STATUSES as CODES
from portefeuille.web.public.forms import SERVICES
from portefeuille.web.ui.forms import PageForm
from portefeuille.web.ui.statuses import STATUSES


class FilterForm(PageForm):
    """Year, service and status; what is not among the choices filters nothing."""

    jaar = forms.ChoiceField(label=_("Year"), required=False)
    dienst = forms.ChoiceField(label=_("Service"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, asked: Mapping[str, Any], years: Iterable[int]) -> None:
        choices: dict[str, list[Any]] = {
            "jaar": [(str(year), str(year)) for year in years],
            "dienst": list(SERVICES),
            "status": [(code, STATUSES[code].label) for code in CODES],
        }
        super().__init__(
            {
                name: asked[name]
                for name, known in choices.items()
                if asked.get(name) in [code for code, _label in known]
            }
        )
        for name, known in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("All")), *known]

    @property
    def chosen(self) -> Chosen:
        """Which applications the filters ask for."""
        return Chosen(
            year=int(self.data["jaar"]) if "jaar" in self.data else None,
            service=self.data.get("dienst"),
            status=self.data.get("status"),
        )
