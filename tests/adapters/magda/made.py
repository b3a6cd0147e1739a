"""Answers of MAGDA of our own making, of enterprises that do not exist (1999.900.xxx)."""

from portefeuille.adapters.magda.requests import (
    ACCOUNTS,
    EMPLOYMENT,
    ENTERPRISE,
    SUBSCRIBE,
    UNSUBSCRIBE,
    VKBO,
    Service,
)

NUMBER = "1999900138"
OTHER = "1999900237"
REFERENCE = "6b1f6a3e-2f5f-4a77-9a77-0c9f7b0c1a11"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def enveloped(inside: str) -> bytes:
    return (
        f'<soapenv:Envelope xmlns:soapenv="{SOAP}"><soapenv:Body>{inside}'
        "</soapenv:Body></soapenv:Envelope>"
    ).encode()


def response(
    service: Service, *, inhoud: str = "", third: str = "", second: str = "", ours: str = REFERENCE
) -> str:
    """The element inside the body; `third` and `second` are exceptions of that level."""
    answer = (
        f"<Antwoorden><Antwoord><Referte>{ours}</Referte>{inhoud}{_exceptions(third)}"
        "</Antwoord></Antwoorden>"
        if inhoud or third
        else ""
    )
    return (
        f'<web:{service.name}Response xmlns:web="{service.namespace}"><Repliek><Context>'
        f"<Naam>{service.name}</Naam><Versie>{service.version}.0000</Versie><Bericht>"
        "<Type>ANTWOORD</Type><Tijdstip><Datum>2026-03-02</Datum><Tijd>09:30:00.000</Tijd>"
        "</Tijdstip><Afzender><Identificatie>vip.vlaanderen.be</Identificatie>"
        "<Naam>MagdaGateway</Naam><Referte>0fdebd06-8b91-419e-8380-0fb4dde2cb33</Referte>"
        "</Afzender><Ontvanger><Identificatie>example.invalid/vouchers</Identificatie>"
        f"<Referte>{ours}</Referte></Ontvanger></Bericht></Context>"
        f"{answer}{_exceptions(second)}</Repliek></web:{service.name}Response>"
    )


def answer(
    service: Service, *, inhoud: str = "", third: str = "", second: str = "", ours: str = REFERENCE
) -> bytes:
    return enveloped(response(service, inhoud=inhoud, third=third, second=second, ours=ours))


def exception(code: str, kind: str = "FOUT", diagnosis: str = "Een diagnose") -> str:
    return (
        f"<Uitzondering><Identificatie>{code}</Identificatie><Oorsprong>MAGDA</Oorsprong>"
        f"<Type>{kind}</Type><Diagnose>{diagnosis}</Diagnose></Uitzondering>"
    )


def fault(text: str, side: str = "soapenv:Server") -> bytes:
    return enveloped(
        f"<soapenv:Fault><faultcode>{side}</faultcode><faultstring>{text}</faultstring>"
        "</soapenv:Fault>"
    )


def _exceptions(inside: str) -> str:
    return f"<Uitzonderingen>{inside}</Uitzonderingen>" if inside else ""


_PLACE = """<Straat><Code>1234</Code><Naam>Zuivelmarkt</Naam></Straat><Huisnummer>7</Huisnummer>
<Busnummer>B</Busnummer><Gemeente><NISCode>44021</NISCode><PostCode>9000</PostCode>
<Naam>Gent</Naam></Gemeente><Staat>Oost-Vlaanderen</Staat>"""
_LAND = "<Land><NISCode>150</NISCode><ISOCode>BEL</ISOCode><Naam>BELGIE</Naam></Land>"
_REASON = """<Reden><Code>002</Code><Omschrijving TaalCode="nl" Oorsprong="KBO">Na onderzoek
</Omschrijving></Reden>"""


def address(begin: str, end: str, kind: str = "001") -> str:
    return f"""<Adres DatumBegin="{begin}" DatumEinde="{end}">{_PLACE}{_LAND}
<Type><Code>{kind}</Code></Type><Descripties><Descriptie><Adres><Straat><Naam>Marché au Lait
</Naam></Straat><Gemeente><Naam>Gand</Naam></Gemeente><Land><NISCode>150</NISCode>
<Naam>Belgique</Naam></Land></Adres><Contact><Telefoonnummer>09 000 00 00</Telefoonnummer>
<Faxnummer>09 000 00 01</Faxnummer><GSM>0400 00 00 00</GSM><Email>info@zuivel.invalid</Email>
<Website>zuivel.invalid</Website></Contact><Taalcode>FR</Taalcode><Aanvulling>arrière
</Aanvulling></Descriptie></Descripties><Doorhalingen><Doorhaling DatumBegin="2030-01-01">
{_REASON}</Doorhaling></Doorhalingen></Adres>"""


def activity(code: str, version: str, *, kind: str = "P", group: str = "001", begin: str) -> str:
    return (
        f'<Activiteit DatumBegin="{begin}" DatumEinde="9999-12-31"><Nace><Code>{code}</Code>'
        f"<Omschrijving>Activiteit {code}</Omschrijving><Versie>{version}</Versie></Nace>"
        f"<Type><Code>{kind}</Code></Type><Groep>{group}</Groep></Activiteit>"
    )


def _name(kind: str, text: str, language: str, begin: str = "2010-01-01") -> str:
    return (
        f'<{kind} DatumBegin="{begin}"><Naam>{text}</Naam><Taalcode>{language}</Taalcode></{kind}>'
    )


def related(kind: str, inside: str = "", ending: str = "Stopzetting") -> str:
    daughter = ' IsDochter="1"' if ending == "EindeRelatie" else ""
    return f"""<{kind} DatumBegin="2019-01-01"><Relatie{daughter}><Code>004</Code>
<Omschrijving>Fusie door overname</Omschrijving></Relatie><Ondernemingsnummer>{OTHER}
</Ondernemingsnummer>{inside}<{ending}><Code>009</Code></{ending}></{kind}>"""


# Numbers stand between whitespace, as some sources write them; the parser strips it.
ENTERPRISE_INHOUD = f"""<Inhoud><Onderneming><Ondernemingsnummer>
  {NUMBER} </Ondernemingsnummer>
<AuthentiekBron><Code>03</Code><Omschrijving>KBO</Omschrijving></AuthentiekBron>
<OndernemingOfVestiging><Code Beschrijving="Onderneming">1</Code></OndernemingOfVestiging>
<StatusKBO><Code>AC</Code><Omschrijving>Actief</Omschrijving></StatusKBO>
<SoortOnderneming><Code Beschrijving="Rechtspersoon">2</Code></SoortOnderneming>
{related("MaatschappelijkeZetel")}
<Namen><MaatschappelijkeNamen>{_name("MaatschappelijkeNaam", "Zuivel Gent", "NL")}
{_name("MaatschappelijkeNaam", "Laiterie de Gand", "fr")}</MaatschappelijkeNamen>
<AfgekorteNamen>{_name("AfgekorteNaam", "ZG", "nl")}</AfgekorteNamen>
<CommercieleNamen>{_name("CommercieleNaam", "De Melkboer", "nl")}</CommercieleNamen></Namen>
<Adressen>{address("2001-02-03", "9999-12-31")}</Adressen>
<Start><Datum>2001-02-03</Datum></Start><Inschrijving><Datum>2003-07-01</Datum></Inschrijving>
<Duurtijd>99</Duurtijd><Afsluiting><Datum>9999-02-17</Datum></Afsluiting>
<Stopzetting><Code>016</Code><Omschrijving>Stopzetting</Omschrijving><Datum>2026-01-31</Datum>
</Stopzetting>
<Rechtsvormen><Rechtsvorm DatumBegin="2001-02-03"><Code>610</Code><Omschrijving>Besloten
 vennootschap</Omschrijving><Afkorting>BV</Afkorting></Rechtsvorm></Rechtsvormen>
<Rechtstoestanden><Rechtstoestand DatumBegin="2025-11-04"><Code>050</Code>
<InstrumenterendeOverheid>1999900336</InstrumenterendeOverheid></Rechtstoestand>
<Rechtstoestand DatumBegin="2001-02-03" DatumEinde="2025-11-03"><Code>000</Code>
</Rechtstoestand></Rechtstoestanden>
<Vestigingen><Vestiging DatumBegin="2005-01-01"><Vestigingsnummer> 2199900135 </Vestigingsnummer>
<StatusKBO><Code>AC</Code></StatusKBO>{related("MaatschappelijkeZetel")}
<Namen><CommercieleNamen>{_name("CommercieleNaam", "Winkel", "nl")}</CommercieleNamen></Namen>
<Adressen>{address("2005-01-01", "9999-12-31")}{address("2006-01-01", "9999-12-31", "002")}
</Adressen><Afsluiting><Datum>2031-01-01</Datum></Afsluiting>
<Stopzetting><Code>001</Code><Datum>2030-12-31</Datum></Stopzetting></Vestiging></Vestigingen>
<Bankrekeningen><Bankrekeningnummer DatumBegin="2011-07-01"><Rekeningnummer>000-0000000-97
</Rekeningnummer><Doel>003</Doel><IBAN>BE00000000000000</IBAN><BIC>XXXXBEBB</BIC>
<NietSEPAnummer>77</NietSEPAnummer></Bankrekeningnummer></Bankrekeningen>
<Functies><Functie><AardFunctie><Code>10002</Code></AardFunctie><Persoon>
<INSZ>00000000097</INSZ><AchterNaam>Niemand</AchterNaam></Persoon></Functie></Functies>
<Activiteiten>{activity("15510", "2003", begin="2001-02-03")}
{activity("10510", "2008", begin="2008-01-01")}
{activity("47110", "2008", begin="2008-01-01", kind="S")}
{activity("10511", "2025", begin="2025-01-01", group="006")}
{activity("10510", "2025", begin="2025-01-01")}</Activiteiten>
<GerelateerdeOndernemingen>{related("GerelateerdeOnderneming", ending="EindeRelatie")}
</GerelateerdeOndernemingen>
<Hoedanigheden><Hoedanigheid DatumBegin="2002-01-01"><Code>00070</Code>
<InstrumenterendeAdministratie>RSZ</InstrumenterendeAdministratie><Inschrijving>
<Datum>2002-01-02</Datum></Inschrijving><Duurtijd>12</Duurtijd><Fase><Code>007</Code></Fase>
<Beeindiging><Code>8</Code></Beeindiging></Hoedanigheid></Hoedanigheden>
<ExterneIdentificaties><ExterneIdentificatie><EDRL>017</EDRL><Naam>Dairy register</Naam>
</ExterneIdentificatie></ExterneIdentificaties>
<Bijhuis DatumBegin="2012-01-01">{address("2012-01-01", "2013-01-01", "003")}
<Stopzetting><Code>005</Code><Datum>2013-01-02</Datum></Stopzetting></Bijhuis>
<AmbtshalveDoorhalingen><AmbtshalveDoorhaling DatumBegin="2015-07-03">{_REASON}
</AmbtshalveDoorhaling></AmbtshalveDoorhalingen></Onderneming></Inhoud>"""

VKBO_INHOUD = f"""<Inhoud><Onderneming DatumModificatie="2024-05-06">
<Ondernemingsnummer>{NUMBER}</Ondernemingsnummer>
<AuthentiekeBron><Code Beschrijving="KBO">03</Code></AuthentiekeBron>
<OndernemingOfVestiging DatumModificatie="2009-11-27"><Code>2</Code></OndernemingOfVestiging>
<StatusKBO><Code>AC</Code></StatusKBO><SoortOnderneming><Code>1</Code></SoortOnderneming>
<MaatschappelijkeZetel DatumModificatie="2009-11-28">{OTHER}</MaatschappelijkeZetel>
<Namen><MaatschappelijkeNaam TaalCode="nl" DatumModificatie="2009-11-29">Zuivel
</MaatschappelijkeNaam><AfgekorteNaam TaalCode="nl">Z</AfgekorteNaam>
<CommercieleNaam TaalCode="fr">Lait</CommercieleNaam></Namen>
<Adres DatumModificatie="2009-11-30"><Straat><Naam>Zuivelmarkt</Naam></Straat>
<Huisnummer>7</Huisnummer><Gemeente><NISCode>44021</NISCode><PostCode>9000</PostCode>
<Naam>Gent</Naam></Gemeente><Land><NISCode>150</NISCode></Land>
<Doorhaling DatumModificatie="2016-01-02">{_REASON}<Datum>2016-01-01</Datum></Doorhaling></Adres>
<Contact><Telefoonnummer>09 000 00 00</Telefoonnummer></Contact>
<DatumStart>1992-02-17</DatumStart><DatumInschrijving>1995-02-17</DatumInschrijving>
<DatumAfsluiting>9999-02-17</DatumAfsluiting>
<Rechtstoestand DatumModificatie="1995-02-18"><Code>000</Code></Rechtstoestand>
<Rechtsvorm DatumModificatie="1995-02-19"><Code>610</Code></Rechtsvorm>
<RechtsvormCAC DatumModificatie="1995-02-20"><Code>706</Code></RechtsvormCAC>
<AmbtshalveDoorhaling DatumModificatie="2017-01-02">{_REASON}<Periode><Begin>2017-01-01</Begin>
<Einde>9999-12-31</Einde></Periode></AmbtshalveDoorhaling>
<Stopzetting><Datum>2018-01-01</Datum><Reden><Code>016</Code></Reden></Stopzetting>
</Onderneming></Inhoud>"""


def employment_inhoud(code: str = "7") -> str:
    return f"""<Inhoud><Tewerkstelling><Ondernemingsnummer>{NUMBER}</Ondernemingsnummer>
<MaatschappelijkeZetel>{OTHER}</MaatschappelijkeZetel>
<AuthentiekeBron><Code>RSZ</Code></AuthentiekeBron><RSZNummer>0123456789</RSZNummer>
<DatumAansluitingRSZ>2002-01-02</DatumAansluitingRSZ>
<Periode><Jaar>2025</Jaar><Kwartaal>3</Kwartaal><Begin>2025-07-01</Begin><Einde>2025-09-30</Einde>
</Periode><Personeelsklasse><Code>{code}</Code><Omschrijving>een klasse</Omschrijving>
</Personeelsklasse><TypeRegionalisering>V</TypeRegionalisering>
<AantalVestigingen>2</AantalVestigingen><Gemeente><NISCode>44021</NISCode>
<PostCode>9000</PostCode><Naam>Gent</Naam></Gemeente><Nace><Code>10510</Code>
<Versie>2025</Versie></Nace></Tewerkstelling></Inhoud>"""


def element(code: str, value: str, decimals: str = "0", unit: str = "EUR") -> str:
    unit_element = f"<Eenheid>{unit}</Eenheid>" if unit else ""
    return f"""<Element><Volume><Deel>0</Deel><Sectie>1</Sectie><Subsectie>2</Subsectie>
<Volgorde>3</Volgorde></Volume><AantalBedrag><Waarde>{value}</Waarde><Type><Code>3</Code></Type>
{unit_element}<DecimalenBetekenisvol>{decimals}</DecimalenBetekenisvol></AantalBedrag>
<Rubriek>{code}</Rubriek><Benaming><Waarde>Een lijn</Waarde><Stijl>Text1</Stijl></Benaming>
<Titel><Code>0</Code></Titel><Kerngegeven><Code>1</Code></Kerngegeven>
<EconomischGewicht><Code>0</Code></EconomischGewicht></Element>"""


TITLE = """<Element><Naam>kop</Naam><Volume><Deel>0</Deel><Sectie>0</Sectie><Subsectie>0
</Subsectie><Volgorde>0</Volgorde></Volume><Titel><Code>1</Code></Titel><Kerngegeven>
<Code>0</Code></Kerngegeven><EconomischGewicht><Code>0</Code></EconomischGewicht></Element>"""


def filing(year: int, filed: str, elements: str, number: str = NUMBER) -> str:
    return f"""<Jaarrekening><Ondernemingsnummer>{number}</Ondernemingsnummer>
<DatumLaatsteNeerlegging>2025-06-20</DatumLaatsteNeerlegging><Hoofding>
<AuthentiekeBron><Code>N</Code></AuthentiekeBron><Boekjaar><Jaar>{year}</Jaar>
<Begin>{year}-01-01</Begin><Einde>{year}-12-31</Einde><AantalMaanden>12</AantalMaanden></Boekjaar>
<Schema><Code>02</Code></Schema><Kwaliteit><Code>P</Code></Kwaliteit><Nace><Code>10510</Code>
<Versie>2008</Versie></Nace><ParitairComites><ParitairComite><Code>118.00</Code></ParitairComite>
</ParitairComites><Soortschema><Code>40</Code><Omschrijving>Volledig model</Omschrijving>
</Soortschema><Aard><Code>1</Code><Omschrijving>Enkelvoudig</Omschrijving></Aard><NationaleBank>
<Referte><Deel1>20258</Deel1><Deel2>00238</Deel2></Referte>
<DatumAanmaakBestand>2025-02-15</DatumAanmaakBestand>
<DatumModificatie>2025-04-25</DatumModificatie></NationaleBank><Munt>E</Munt>
<Datum><VersieTaxonomie>2021-01-06</VersieTaxonomie><Neerlegging>{filed}</Neerlegging>
<Goedkeuring>2025-06-11</Goedkeuring><AkteOfStatuut>2000-01-01</AkteOfStatuut></Datum></Hoofding>
<Elementen>{elements}</Elementen></Jaarrekening>"""


def accounts_inhoud(*filings: str) -> str:
    return f"<Inhoud><Jaarrekeningen>{''.join(filings)}</Jaarrekeningen></Inhoud>"


ACCOUNTS_INHOUD = accounts_inhoud(
    filing(2024, "2025-06-20", TITLE + element("20/58", "7460528400") + element("70", "-100"))
)
RESULT = '<Inhoud><Resultaat Beschrijving="Wel geslaagd">1</Resultaat></Inhoud>'

CONTENTS = (
    (ENTERPRISE, ENTERPRISE_INHOUD),
    (VKBO, VKBO_INHOUD),
    (EMPLOYMENT, employment_inhoud()),
    (ACCOUNTS, ACCOUNTS_INHOUD),
    (SUBSCRIBE, RESULT),
    (UNSUBSCRIBE, RESULT),
)
