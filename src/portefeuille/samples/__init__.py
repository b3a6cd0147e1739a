"""Invented data that is installed with the program: what a first start shows.

`KBO` is a small full extract in the format of KBO Open Data, `PROVIDERS` a list of registered
providers. Every name, number and address in them is made up: enterprise numbers lie in
1999.900.000 to 1999.999.999, establishment numbers from 2.999.000.000, registrations from
DV.O999000 and DV.A999000, all far from what has been issued.

The enterprises, by the case they stand for:

    1999.900.171  a BV in Ghent                    1999.900.864  a municipality
    1999.900.270  an NV with two establishments    1999.900.963  a BV whose bankruptcy is opened
    1999.900.369  a natural person in Bruges       1999.901.062  a BV without a NACE code of 2025
    1999.900.468  a vzw in Leuven                  1999.901.161  a foreign entity, seat abroad
    1999.900.567  a company in Wallonia            1999.901.260  a CV in Brussels, whose Flemish
    1999.900.666  a seat in Brussels, with an                    address was struck off
                  establishment in Flanders        1999.901.359  an NV without establishments
    1999.900.765  a farm in Ypres

`MAGDA` says of them what only the authentic sources know (headcount, accounts, history), and
describes others that stand in no Open Data, since they stopped or for another reason:

    1999.901.458  a CommV without accounts         1999.901.755  the same under its new number
    1999.901.557  a BV absorbed in a merger        1999.901.854  a natural person who stopped
    1999.901.656  a BV whose number was replaced   1999.901.953  a BV after its bankruptcy

`INVOICES` are structured invoices (UBL) of those providers to those enterprises; the accounts in
them belong to no bank.
"""

from pathlib import Path

KBO = Path(__file__).parent / "kbo"
MAGDA = Path(__file__).parent / "magda"
PROVIDERS = Path(__file__).parent / "providers.yaml"
PEOPLE = Path(__file__).parent / "people.yaml"
INVOICES = Path(__file__).parent / "invoices"
STORIES = Path(__file__).parent / "stories.yaml"
BUDGET = Path(__file__).parent / "budget.yaml"
