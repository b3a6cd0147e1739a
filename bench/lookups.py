"""Five hundred applications at once, of enterprises nobody asked about today: `make bench-lookups`.

MAGDA lets ten questions through a second. The site takes all applications, decides those it can
ask about and receives the rest; the worker decides these. None may be lost, MAGDA may not be
stormed, other pages must stay quick, and within the day nothing may be asked twice. MAGDA is the
simulator, with its throttle on.
"""

import encodings.idna  # noqa: F401 - here, since threads that look a host up at once trip over it
import json
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click
import httpx
from rich.console import Console
from rich.table import Table

from bench.place import Place, number_of, prepared, request_for
from bench.web import ADDRESS, serving
from portefeuille import samples

RESULTS: Final = Path(__file__).parent / "results" / "lookups.json"
PATIENCE: Final = 900
"""Seconds a caller waits for the site."""

MAGDA: Final = {
    "PORTEFEUILLE_MAGDA_SENDER": "https://portefeuille.example/bench",
    "PORTEFEUILLE_MAGDA_SIGNATURE": "none",
    "PORTEFEUILLE_MAGDA_PER_SECOND": "3",  # two processes that serve, and the worker
}
ALONE: Final = "9"
"""Questions a second of the worker, once the site has ended and it has them all."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of it: answers of the site, waits in seconds, what MAGDA saw."""

    applications: int
    decided_at_once: int
    received: int
    lost: int
    site_seconds: float
    worker_seconds: float
    page_quiet_median: float
    page_busy_median: float
    page_busy_worst: float
    questions: int
    busiest_second: int
    refused_for_speed: int
    questions_within_the_day: int


@click.command()
@click.option("--count", default=500, show_default=True)
def main(count: int) -> None:
    """Measure, show, and keep the figures in bench/results/."""
    from portefeuille.adapters.magda.simulator import Register, Simulator

    with tempfile.TemporaryDirectory() as folder, prepared(count) as place:
        extract = Path(folder)
        write_extract(extract, count)
        simulator = Simulator(Register.read(extract, extract))
        simulator.start()
        os.environ |= {**MAGDA, "PORTEFEUILLE_MAGDA_ADDRESS": simulator.url}
        try:
            measured = measure(place, count, simulator)
        finally:
            simulator.stop()
    show(measured)
    RESULTS.write_text(json.dumps(asdict(measured), indent=1), "utf-8")
    print(f"Kept in {RESULTS.relative_to(Path.cwd())}")
    assert measured.lost == 0, "an application was lost"


def measure(place: Place, count: int, simulator: Any) -> Measured:
    """The rush, the worker after it, and everybody once more on the same day."""
    with serving(place):
        quiet = [page() for _ in range(20)]
        began, over, busy = time.monotonic(), threading.Event(), list[float]()
        prober = threading.Thread(target=probe, args=(over, busy))
        prober.start()
        with ThreadPoolExecutor(count) as pool:
            answers = Counter(pool.map(lambda at: post(place, at), range(count)))
        site_seconds = time.monotonic() - began
        over.set()
        prober.join()
    os.environ["PORTEFEUILLE_MAGDA_PER_SECOND"] = ALONE
    began = time.monotonic()
    decide_the_rest()
    worker_seconds = time.monotonic() - began
    questions = len(simulator.requests)
    seen = simulator.requests.as_document()
    look_all_up_again(count)
    (stored,) = place.one("SELECT count(DISTINCT enterprise_id) FROM applications_application")
    return Measured(
        applications=count,
        decided_at_once=answers[201],
        received=answers[202],
        lost=count - stored,
        site_seconds=round(site_seconds, 1),
        worker_seconds=round(worker_seconds, 1),
        page_quiet_median=round(statistics.median(quiet), 4),
        page_busy_median=round(statistics.median(busy), 4),
        page_busy_worst=round(max(busy), 4),
        questions=questions,
        busiest_second=seen["busiest_second"],
        refused_for_speed=seen["by_answer"].get("throttled", 0) + seen["by_answer"].get("99995", 0),
        questions_within_the_day=len(simulator.requests) - questions,
    )


def post(place: Place, at: int) -> int:
    """Submit over HTTP; the status of the answer."""
    answer = httpx.post(
        f"{ADDRESS}/api/v1/applications",
        json=request_for(number_of(at)),
        headers={"Authorization": f"Bearer {place.token}"},
        timeout=PATIENCE,
    )
    return answer.status_code


def page() -> float:
    """How long a page takes that asks nobody, in seconds."""
    began = time.monotonic()
    httpx.get(f"{ADDRESS}/bereken", timeout=PATIENCE).raise_for_status()
    return time.monotonic() - began


def probe(over: threading.Event, seconds: list[float]) -> None:
    """Somebody who looks at that page all the while."""
    while not over.is_set():
        seconds.append(page())
        over.wait(0.25)


def decide_the_rest() -> None:
    """What the worker does, until nothing waits."""
    from portefeuille import law
    from portefeuille.applications.queries import awaited
    from portefeuille.applications.services import decide_arrivals

    while awaited():
        for _ in decide_arrivals(datetime.now(UTC), law.load()):
            pass


def look_all_up_again(count: int) -> None:
    """Every enterprise once more, on the same day."""
    from portefeuille.core.lookup import Found
    from portefeuille.register.services import Reason, look_up

    for at in range(count):
        answer = look_up(number_of(at), datetime.now(UTC), Reason("bench", "again"))
        assert isinstance(answer, Found), answer


def write_extract(folder: Path, count: int) -> None:
    """The enterprises as Open Data would have them; the simulator reads them there."""
    numbers = [number_of(at) for at in range(count)]
    dotted = [f"{one[:4]}.{one[4:7]}.{one[7:]}" for one in numbers]
    places = [f"2.{(at // 1000):03d}.{at % 1000:03d}.000" for at in range(count)]
    columns = "CountryNL,CountryFR,Zipcode,MunicipalityNL,MunicipalityFR,StreetNL,StreetFR"
    files = {
        "enterprise": (
            "EnterpriseNumber,Status,JuridicalSituation,TypeOfEnterprise,JuridicalForm,"
            "JuridicalFormCAC,StartDate",
            [f"{one},AC,000,2,610,,01-01-2010" for one in dotted],
        ),
        "establishment": (
            "EstablishmentNumber,StartDate,EnterpriseNumber",
            [f"{place},01-01-2010,{one}" for place, one in zip(places, dotted, strict=True)],
        ),
        "denomination": (
            "EntityNumber,Language,TypeOfDenomination,Denomination",
            [f"{one},2,001,Verzonnen {one}" for one in dotted],
        ),
        "address": (
            f"EntityNumber,TypeOfAddress,{columns},HouseNumber,Box,ExtraAddressInfo,"
            "DateStrikingOff",
            [f"{place},BAET,,,9000,Gent,Gand,Voorbeeldstraat,Rue,1,,," for place in places],
        ),
        "activity": (
            "EntityNumber,ActivityGroup,NaceVersion,NaceCode,Classification",
            [f"{one},001,2025,62100,MAIN" for one in dotted],
        ),
    }
    shutil.copy(samples.MAGDA / "nis-codes.yaml", folder)
    for name in ("absent-from-open-data", "beyond-open-data"):
        (folder / f"{name}.yaml").write_text("{}", "utf-8")
    for name, (header, lines) in files.items():
        (folder / f"{name}.csv").write_text("\n".join([header, *lines]) + "\n", "utf-8")


def show(measured: Measured) -> None:
    """The figures, by name."""
    table = Table(title="Applications at once, against a MAGDA that lets ten a second through")
    table.add_column("what")
    table.add_column("figure", justify="right")
    for name, value in asdict(measured).items():
        table.add_row(name.replace("_", " "), str(value))
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
