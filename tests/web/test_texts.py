"""The Dutch of the pages is complete, and what runs is what was written."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import portefeuille.web

WEB = Path(portefeuille.web.__file__).parent
CATALOG = WEB / "locale" / "nl" / "LC_MESSAGES" / "django.po"
FIELDS = re.compile(r"%\(\w+\)s")
CALL = re.compile(r"""\b(?:n?gettext|_)\(u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
MARKED = {"_", "gettext", "gettext_lazy", "ngettext"}


def written():
    """The catalog as it was written."""
    with CATALOG.open("rb") as file:
        return read_po(file, locale="nl")


def forms(part):
    """Singular and plural of a msgid or msgstr, or the only form there is."""
    return list(part) if isinstance(part, tuple | list) else [part]


def texts_in_templates():
    for template in (WEB / "templates").rglob("*.html"):
        for found in CALL.findall(templatize(template.read_text())):
            yield ast.literal_eval(found)


def texts_in_code():
    for module in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKED:
                yield ast.literal_eval(node.args[0])


def test_the_compiled_catalog_is_the_written_one():
    with CATALOG.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    expected = {forms(m.id)[0]: forms(m.string) for m in written() if m.id}
    assert {forms(m.id)[0]: forms(m.string) for m in compiled if m.id} == expected


def test_no_text_is_left_untranslated_or_unsure():
    for message in written():
        if message.id:
            assert all(forms(message.string)), message.id
            assert not message.fuzzy, message.id


def test_a_translation_names_the_same_values_as_its_text():
    for message in written():
        if message.id:
            named, translated = (
                {value for form in forms(part) for value in FIELDS.findall(form)}
                for part in (message.id, message.string)
            )
            assert translated == named, message.id


@pytest.mark.parametrize("texts", [texts_in_templates, texts_in_code])
def test_every_text_of_the_pages_is_in_the_catalog(texts):
    known = {forms(message.id)[0] for message in written()}
    found = set(texts())
    assert len(found) > 20
    assert found - known == set()


def test_the_catalog_holds_no_text_that_no_page_uses():
    known = {forms(message.id)[0] for message in written() if message.id}
    assert known - set(texts_in_templates()) - set(texts_in_code()) == set()
