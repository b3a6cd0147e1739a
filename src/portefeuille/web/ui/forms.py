"""How a form becomes HTML: Django's own form rendering, on the design system's classes.

Django 5.2 already writes `aria-describedby` and `aria-invalid`; what is added here is the class
names, the kind of control, and where the link of an error summary must lead. The renderer is
set per form, so nothing of Django's own admin changes.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates


class PageBoundField(BoundField):
    """A field in a form: knows its kind of control and the classes that go with it."""

    @property
    def kind(self) -> str:
        """Which branch of `ui/field.html` draws it: radios, select or input."""
        if isinstance(self.field.widget, forms.RadioSelect):
            return "radios"
        return "select" if isinstance(self.field.widget, forms.Select) else "input"

    @property
    def focus_id(self) -> str:
        """The element an error link leads to: for radios the first of them."""
        return f"{self.auto_id}_0" if self.kind == "radios" else self.auto_id

    @property
    def prefix(self) -> str:
        """The sign before the box, such as the euro sign; empty where there is none."""
        return getattr(self.field.widget, "prefix", "")

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        # The server says what is missing, in words; the browser's own bubbles are not wanted.
        built.pop("required", None)
        base = "govuk-radios__input" if self.kind == "radios" else f"govuk-{self.kind}"
        own = self.field.widget.attrs.get("class", "")
        wrong = f"{base}--error" if self.errors and self.kind != "radios" else ""
        return {**built, "class": " ".join(name for name in (base, own, wrong) if name)}


class PageRenderer(DjangoTemplates):
    """Draws forms with the templates in `ui/`."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = PageBoundField


class PageForm(forms.Form):
    """The base of every form on a page."""

    default_renderer = PageRenderer
    use_required_attribute = False
