"""A year on disk: three Parquet files, and what was assumed beside them as JSON.

Equal years give equal bytes.
"""

import json
from dataclasses import asdict
from pathlib import Path

from portefeuille.scenarios.population.build import Year

NOTE = {
    "nl": "synthetische gegevens, geijkt op gepubliceerde totalen",
    "en": "synthetic data calibrated on published totals",
}


def write(year: Year, folder: Path) -> None:
    """Write the year into the folder, which is made where it is not there.

    The files are `applications.parquet`, `enterprises.parquet`, `providers.parquet` and
    `assumptions.json`; files of these names are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    year.applications.write_parquet(folder / "applications.parquet")
    year.enterprises.write_parquet(folder / "enterprises.parquet")
    year.providers.write_parquet(folder / "providers.parquet")
    made = {
        "year": year.year,
        "seed": year.seed,
        "scale": str(year.scale),
        "note": NOTE,
        "assumptions": [asdict(assumption) for assumption in year.assumptions],
    }
    text = json.dumps(made, ensure_ascii=False, indent=2)
    (folder / "assumptions.json").write_text(text + "\n", "utf-8")
