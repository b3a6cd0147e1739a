"""Everything that gives a file or rows, and for whom: what names people is masked or is theirs.

A route or command that is added must be entered here: as one whose rows are masked (with a test
of its own that they are), one whose rows are of whom they are for, or one that names nobody.
"""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.urls import get_resolver

import portefeuille
from portefeuille.commands.main import COMMANDS
from tests.test_routes import ROUTES, patterns

MASKED: Final = "masked"

FILES: Final = {
    "lookups-file": MASKED,
    "letter": "for the enterprise itself, of its own dossier",
    "document": "for the enterprise itself, what it sent in",
    "order-document": "for whoever pays it: the invoice",
    "run-file": "for the bank, which must know whom to pay",
    "mailbox-file": "in a demonstration only, in which everybody is invented",
    "figure": "names providers, whose registration is public; of others protected sums",
    "office-figure": "names providers, whose registration is public; of others sums",
    "status": "names nobody: the parts outside the application",
    "api-applications": "for whoever submits it: the decision on what was sent",
    "api-arrival": "for whoever submitted it: the decision on what was sent",
    "api-nowhere": "names nobody: there is nothing there",
}
"""The routes that give something else than a page."""

GIVEN: Final = {
    "decide": "gives back what was given; nothing is stored",
    "law": "names nobody: the law",
    "submit": "for whoever submits it: the decision on what was sent",
    "answer": "names nobody: sums; a title of a course only where five enterprises used it",
    "figures": "names nobody: sums; a title of a course only where five enterprises used it",
    "rows": "for the office: surrogates of enterprises and applications, no number and no name",
    "snapshot": "for the office: surrogates, no number and no name; prints counts",
    "release": "sums in which nobody stands alone; the register of grants: legal persons only",
    "bank": "names nobody: counts, sums, surrogates of whoever prepared a run",
    "budget": "names nobody: sums",
    "recoveries": "names nobody: communications, sums and surrogates of applications",
    "population": "invented enterprises",
    "replay": "names nobody: surrogates of applications, and what differs",
    "load-kbo": "names nobody: counts",
    "mutations": "names nobody: counts",
    "migrate": "names nobody: periods of the law",
    "data": "names nobody: counts",
    "demo": "names nobody: the answers to parliament",
    "serve": "the site: its routes stand above",
    "worker": "names nobody: counts",
    "forget": "names nobody: counts",
    "aid": "for the central register, which must know everybody; --public leaves people out",
    "check": "names nobody: the parts outside the application",
    "mailbox": "in a demonstration only, in which everybody is invented",
    "simulate-magda": "in trials only, with invented enterprises",
    "simulate-bank": "in trials only, with invented enterprises",
    "database": "names nobody: where the database is",
}
"""What the commands print or write."""

NO_PAGE: Final = re.compile(r"Content-Disposition|(?:\w*Http|File|Json)Response\(|content_type=")
"""How a view gives something else than a page; a redirect and a refusal give nothing."""

NOTHING: Final = re.compile(r"HttpResponse(Redirect|NotAllowed|Forbidden|BadRequest)\w*\(")

MASK_TESTS: Final = {"lookups-file": "web/test_calls_masked.py"}


def gives_no_page(source: str) -> bool:
    """Whether code answers with something else than a page."""
    return bool(NO_PAGE.search(NOTHING.sub("", source)))


def modules() -> Iterator[tuple[str, str]]:
    """Every module of the site and the interface by its name, with its code."""
    root = Path(portefeuille.__file__).parent
    for room in ("web", "api", "config"):
        for file in sorted((root / room).rglob("*.py")):
            name = ".".join(file.relative_to(root.parent).with_suffix("").parts)
            yield name.removesuffix(".__init__"), file.read_text("utf-8")


def views() -> dict[str, Any]:
    """The view of each route, without what is around it."""
    return {str(one.name): inspect.unwrap(one.callback) for one in patterns(get_resolver())}


def reached(view: Any) -> Iterator[str]:
    """The code of a view, and of every function of ours that it names, however deep."""
    waiting, seen = [view], set()
    while waiting:
        function = inspect.unwrap(waiting.pop())
        if function in seen or not getattr(function, "__module__", "").startswith(
            ("portefeuille.web", "portefeuille.api")
        ):
            continue
        seen.add(function)
        yield inspect.getsource(function)
        known = inspect.getmodule(function).__dict__
        waiting += [
            known[name] for name in names_in(function) if inspect.isfunction(known.get(name))
        ]


def names_in(function: Any) -> Iterator[str]:
    """Every name that a function uses, in what it defines too."""
    waiting = [function.__code__]
    while waiting:
        code = waiting.pop()
        yield from code.co_names
        waiting += [one for one in code.co_consts if inspect.iscode(one)]


def test_every_route_that_gives_no_page_says_for_whom() -> None:
    found = {name for name, view in views().items() if any(map(gives_no_page, reached(view)))}
    assert found - set(FILES) == set(), "say in FILES whether it is masked, or for whom it is"
    assert set(FILES) <= set(ROUTES)


def test_no_file_is_made_where_no_route_that_is_listed_comes() -> None:
    broken = get_resolver().resolve_error_handler(500)  # a page that is made without a request
    given = [*(views()[name] for name in FILES), broken]
    code = {text for view in given for text in reached(view)}
    for name, text in modules():
        made = len(NO_PAGE.findall(NOTHING.sub("", text)))
        listed = sum(len(NO_PAGE.findall(NOTHING.sub("", part))) for part in code if part in text)
        assert made == listed, f"{name} makes a file that no route of FILES gives"


def test_every_command_says_whom_its_rows_name() -> None:
    assert set(GIVEN) == set(COMMANDS), "say in GIVEN whom its rows name, or that they are masked"


def test_every_masked_one_has_a_test_that_it_is() -> None:
    masked = {name for name, told in {**FILES, **GIVEN}.items() if told == MASKED}
    assert masked == set(MASK_TESTS)
    for file in MASK_TESTS.values():
        assert "names_no_natural_person" in (Path(__file__).parent / file).read_text("utf-8")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('return HttpResponse(content, content_type="text/csv")', True),
        ("return StreamingHttpResponse(lines)", True),
        ("return JsonResponse(rows)", True),
        ("return FileResponse(file)", True),
        ('return render(request, "page.html", context)', False),
        ('return HttpResponseRedirect(reverse("start"), status=303)', False),
    ],
)
def test_a_file_is_recognised(source: str, *, found: bool) -> None:
    assert gives_no_page(source) is found
