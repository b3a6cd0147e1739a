"""How a form becomes HTML: Django's own form rendering, on the design system's classes.

Django 5.2 already writes `aria-describedby` and `aria-invalid`; what is added here is the class
names, the kind of control, and where the link of an error summary must lead. The renderer is
set per form, so nothing of Django's own admin changes.
"""

from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates

_KINDS: Final = (
    (forms.CheckboxSelectMultiple, "checkboxes"),  # in Django a kind of RadioSelect
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.ClearableFileInput, "file"),
)

_CLASSES: Final = {
    "radios": "govuk-radios__input",
    "checkboxes": "govuk-checkboxes__input",
    "checkbox": "govuk-checkboxes__input",
    "file": "govuk-file-upload",
}

_IN_GROUPS: Final = ("radios", "checkboxes")

MOST_BESIDE: Final = 3


class PageBoundField(BoundField):
    """A field in a form: knows its kind of control and the classes that go with it."""

    @property
    def kind(self) -> str:
        """Which branch of `ui/field.html` draws it: radios, checkbox, select, file, input, ..."""
        for widget, kind in _KINDS:
            if isinstance(self.field.widget, widget):
                return kind
        return "input"

    @property
    def focus_id(self) -> str:
        """The element an error link leads to: of a group the first."""
        return f"{self.auto_id}_0" if self.kind in _IN_GROUPS else self.auto_id

    @property
    def prefix(self) -> str:
        """The sign before the box, such as the euro sign; empty where there is none."""
        return getattr(self.field.widget, "prefix", "")

    @property
    def choice_hints(self) -> dict[str, Any]:
        """What is said under each choice of a group, by its value."""
        return getattr(self.field, "choice_hints", {})

    @property
    def side_by_side(self) -> bool:
        """Whether the choices are few and short enough to stand beside each other."""
        choices = getattr(self.field, "choices", ())
        return self.kind == "radios" and not self.choice_hints and len(choices) <= MOST_BESIDE

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        # The server says what is missing, in words; the browser's own bubbles are not wanted.
        built.pop("required", None)
        base = _CLASSES.get(self.kind, f"govuk-{self.kind}")
        own = self.field.widget.attrs.get("class", "")
        wrong = f"{base}--error" if self.errors and base not in _CLASSES.values() else ""
        if self.kind == "file" and self.errors:
            wrong = "govuk-file-upload--error"
        return {**built, "class": " ".join(name for name in (base, own, wrong) if name)}


class PageRenderer(DjangoTemplates):
    """Draws forms with the templates in `ui/`."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = PageBoundField


class PageForm(forms.Form):
    """The base of every form on a page.

    `only_question`: the page asks this one thing, and its label is the heading of the page.
    """

    default_renderer = PageRenderer
    use_required_attribute = False
    only_question = False
