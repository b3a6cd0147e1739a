"""Draws a chart: a Vega-Lite specification, and SVG or PNG made of it by vl-convert.

Numbers stay integers (counts, cents, basis points) all the way: an axis divides only to show, and
what stands beside a mark are the characters of the table. Bars begin at zero; colours are never
alone: series are named beside their marks, and lines differ in dash too.

Source: Vega-Lite 5.21; palette of the UK Government Analysis Function, contrast 3:1 or more.
"""

import html
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final

from portefeuille.figures.charts import Chart, Mark

PALETTE: Final = ("#12436D", "#28A197", "#801650", "#F46A25")
WIDTH: Final = 460
BAR: Final = 26
TWO_LINES: Final = 36
LINE: Final = 34
_INK: Final = "#0b0c0c"
_GRID: Final = "#d5d8da"
_DASHES: Final = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
_VEGA_LITE: Final = "5.21"
_BELGIAN: Final[Mapping[str, Any]] = {
    "decimal": ",",
    "thousands": ".",
    "grouping": [3],
    "currency": ["€\u00a0", ""],
}
_AXIS: Final = {
    "count": "format(datum.value, ',.0f')",
    "amount": "format(datum.value / 100, '$,.0f')",
    "euros": "format(datum.value / 100, '$,.0f')",
    "share": "format(datum.value / 100, '.0f') + '%'",
}
MILLION: Final = 100_000_000
_MILLIONS: Final = f"format(datum.value / {MILLION}, '$,.0f') + ' mln'"
_OPENING: Final = re.compile(r"^<svg\b[^>]*>")


def specification(chart: Chart) -> dict[str, Any]:
    """The chart as a Vega-Lite specification; its data are the cells of the table."""
    values = [_datum(chart, mark) for mark in chart.marks]
    shape = _bars(chart) if chart.shape == "bars" else _lines(chart)
    font = "Helvetica Neue, Helvetica, Arial, sans-serif"
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": chart.description,
        "background": "white",
        "padding": {"left": 8 + 2 * _longest(chart.places), "right": 40, "top": 8, "bottom": 8},
        "width": WIDTH,
        "data": {"values": values},
        **shape,
        "config": {
            "font": font,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": 13,
                "titleFontSize": 13,
                "titleFontWeight": "normal",
                "labelColor": _INK,
                "titleColor": _INK,
                "gridColor": _GRID,
                "domainColor": _GRID,
                "tickColor": _GRID,
                "labelLimit": 260,
            },
            "text": {"fontSize": 13, "color": _INK},
        },
    }


def _datum(chart: Chart, mark: Mark) -> dict[str, Any]:
    """A mark as a row of data; `at` is where its words stand, also where there is no number."""
    known = isinstance(mark.number, int)
    named = chart.shape == "bars" and mark.series
    return {
        "place": _wrapped(mark.place),
        "series": mark.series,
        "number": mark.number if known else None,
        "at": mark.number if known else 0,
        "told": f"{mark.series}: {mark.told}" if named else mark.told,
    }


def _wrapped(place: str) -> str:
    """A name over at most two lines, the second cut where it is longer still."""
    return "\n".join(textwrap.wrap(place, LINE, max_lines=2, placeholder=" …"))


def _longest(places: Sequence[str]) -> int:
    """The longest line of a name: who draws it may have wider letters than who measured it."""
    lines = (line for place in places for line in _wrapped(place).split("\n"))
    return max(map(len, lines), default=0)


def svg(chart: Chart) -> str:
    """The chart as SVG, with a title and a description for who reads by ear."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(
        specification(chart), vl_version=_VEGA_LITE, format_locale=dict(_BELGIAN)
    )
    told = f"<title>{html.escape(chart.title)}</title><desc>{html.escape(chart.description)}</desc>"
    return _OPENING.sub(lambda found: f"{found[0]}{told}", drawn, count=1)


def png(chart: Chart) -> bytes:
    """The chart as PNG, twice as fine as a screen."""
    import vl_convert

    return bytes(
        vl_convert.vegalite_to_png(
            specification(chart), vl_version=_VEGA_LITE, scale=2, format_locale=dict(_BELGIAN)
        )
    )


def _number(chart: Chart) -> dict[str, Any]:
    """The axis of the numbers: from zero, a few ticks, as Belgians write them."""
    top = max((m.number for m in chart.marks if isinstance(m.number, int)), default=0)
    money = chart.kind in ("amount", "euros")
    return {
        "field": "number",
        "type": "quantitative",
        "title": chart.measure,
        "scale": {"zero": True, **({} if top else {"domain": [0, 1]})},
        "axis": {
            "labelExpr": _MILLIONS if money and top >= 2 * MILLION else _AXIS[chart.kind],
            "tickCount": 4,
            "labelOverlap": "greedy",
            "domain": False,
            **({"tickMinStep": 1} if chart.kind == "count" else {}),
        },
    }


def _colour(chart: Chart) -> dict[str, Any]:
    return {
        "field": "series",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(chart.series), "range": list(PALETTE[: len(chart.series)])},
    }


def _bars(chart: Chart) -> dict[str, Any]:
    """Bars beside their names; of several series they stand under each other in each place."""
    several = len(chart.series) > 1
    wraps = not several and any("\n" in _wrapped(place) for place in chart.places)
    offset = {"field": "series", "type": "nominal", "sort": list(chart.series)}
    return {
        "height": {"step": TWO_LINES if wraps else BAR},
        "encoding": {
            "y": {
                "field": "place",
                "type": "nominal",
                "sort": [_wrapped(place) for place in chart.places],
                "title": None,
                "axis": {
                    "domain": False,
                    "ticks": False,
                    "labelPadding": 8,
                    "labelExpr": "split(datum.label, '\\n')",
                    "labelLineHeight": 14,
                },
            },
            "x": _number(chart),
            **({"yOffset": offset} if several else {}),
        },
        "layer": [
            {"mark": {"type": "bar"}, "encoding": {"color": _colour(chart)}},
            {
                "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 5},
                "encoding": {
                    "text": {"field": "told"},
                    "x": {"field": "at", "type": "quantitative"},
                },
            },
        ],
    }


def _lines(chart: Chart) -> dict[str, Any]:
    """Lines over an order, each named at its end."""
    last = chart.places[-1] if chart.places else ""
    series = list(chart.series)
    return {
        "height": 240,
        "encoding": {
            "x": {
                "field": "place",
                "type": "ordinal",
                "sort": [_wrapped(place) for place in chart.places],
                "title": None,
                "axis": {"labelAngle": -45, "grid": False},
            },
            "y": _number(chart),
        },
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": 3, "point": {"size": 40}},
                "encoding": {
                    "color": _colour(chart),
                    "strokeDash": {
                        "field": "series",
                        "type": "nominal",
                        "legend": None,
                        "scale": {"domain": series, "range": list(_DASHES[: len(series)])},
                    },
                },
            },
            {
                "transform": [{"filter": {"field": "place", "equal": last}}],
                "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 10},
                "encoding": {"text": {"field": "series"}},
            },
        ],
    }
