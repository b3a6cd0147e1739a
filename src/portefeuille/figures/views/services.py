"""View 5, training and advice side by side, with what a project of each gets on average."""

from typing import Final

from portefeuille.core.law import Language, Text
from portefeuille.figures.values import Scope
from portefeuille.figures.views.laying import Page, bars, column, first_of, sentence
from portefeuille.figures.views.values import Asking, Shown, View

_FIGURE: Final = "services-side-by-side"
_QUESTION: Final[Text] = {
    "nl": "Hoe verhouden opleiding en advies zich?",
    "en": "How do training and advice compare?",
}
_WHAT: Final[Text] = {
    "nl": "De gemiddelde subsidie van een goedgekeurd project, per dienst.",
    "en": "The average subsidy of an approved project, by service.",
}


def _build(at: Asking, scope: Scope, language: Language) -> Shown:
    page = Page(at, scope, language)
    rows = page.ask(_FIGURE)
    page.table(_FIGURE, rows, total=scope.service is None)
    by = {row["service"]: row for row in rows or ()}
    plain = {
        "nl": f"Opleiding en advies naast elkaar: {page.period}",
        "en": f"Training and advice side by side: {page.period}",
    }
    both = {
        f"{name}_cents": by[name]["average_cents"] if name in by else None
        for name in ("training", "advice")
    }
    numbers = {
        name: by[name]["approved"] if name in by else None for name in ("training", "advice")
    }
    title = first_of(
        sentence(
            language,
            {
                "nl": "Een opleiding krijgt gemiddeld {training_cents} ({training} projecten), een"
                " advies {advice_cents} ({advice})",
                "en": "A training gets {training_cents} on average ({training} projects), an"
                " advice {advice_cents} ({advice})",
            },
            **both,
            **numbers,
        ),
        plain[language],
    )
    service, average = column("service", _FIGURE), column("average_cents", _FIGURE)
    return page.shown(
        "services", _QUESTION, title, bars(page, rows or (), service, average, title, _WHAT)
    )


VIEW: Final = View(
    "services", {"nl": "opleiding-en-advies", "en": "training-and-advice"}, _QUESTION, _build
)
