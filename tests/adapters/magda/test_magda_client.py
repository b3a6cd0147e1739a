"""The client over a real wire: what each trouble becomes, what is sent again, what is logged."""

import threading
from collections.abc import Callable

import pytest

from portefeuille.adapters.magda import Call, Magda, Reason
from portefeuille.adapters.magda.requests import (
    ACCOUNTS,
    EMPLOYMENT,
    ENTERPRISE,
    SUBSCRIBE,
    UNSUBSCRIBE,
    VKBO,
)
from portefeuille.core.lookup import Found, Unavailable, Unknown
from tests.adapters.magda import made
from tests.adapters.magda.speaking import (
    REASON,
    Clock,
    Say,
    asking,
    say,
    say_made,
    settings,
    speaking,
)

FOUND = say_made(VKBO, inhoud=made.VKBO_INHOUD)
BUSY = say(made.fault("99995 - Te veel gelijktijdige bevragingen"), 500)


def ask(magda: Magda) -> object:
    return magda.vkbo(made.NUMBER, REASON)


def test_what_is_found_carries_its_source_and_moment() -> None:
    clock = Clock()
    with asking(FOUND, clock=clock) as (magda, spoken, calls):
        found = magda.vkbo(made.NUMBER, REASON)
        assert isinstance(found, Found)
        assert found.value.number == made.NUMBER
        assert (found.source, found.fetched_at) == ("MAGDA GeefOndernemingVKBO 02.00", clock.now())
        assert spoken.paths == ["/GeefOndernemingVKBODienst-02.00/soap/WebService"]
        assert spoken.headers[0]["SOAPAction"] == '""'
        assert spoken.headers[0]["Content-Type"] == "text/xml;charset=UTF-8"
        (call,) = calls
        assert call == Call(
            at=clock.now(),
            reference=call.reference,
            service="GeefOndernemingVKBO",
            version="02.00",
            number=made.NUMBER,
            who="person:12",
            why="application",
            answer="found",
            codes=(),
            attempts=1,
            milliseconds=0,
        )
        assert call.reference.encode() in spoken.heard[0]
        assert len(call.reference) == 36


@pytest.mark.parametrize(
    ("say_it", "look_up"),
    [
        (say_made(ENTERPRISE, inhoud=made.ENTERPRISE_INHOUD), lambda m: m.enterprise),
        (say_made(EMPLOYMENT, inhoud=made.employment_inhoud()), lambda m: m.employment),
        (say_made(ACCOUNTS, inhoud=made.ACCOUNTS_INHOUD), lambda m: m.accounts),
        (say_made(SUBSCRIBE, inhoud=made.RESULT), lambda m: m.subscribe),
        (say_made(UNSUBSCRIBE, inhoud=made.RESULT), lambda m: m.unsubscribe),
    ],
    ids=["enterprise", "employment", "accounts", "subscribe", "unsubscribe"],
)
def test_each_service_is_found(
    say_it: Say, look_up: Callable[[Magda], Callable[..., object]]
) -> None:
    with asking(say_it) as (magda, _, calls):
        assert isinstance(look_up(magda)(made.NUMBER, REASON), Found)
        assert [call.answer for call in calls] == ["found"]


UNKNOWN_CODES = [("40046", "INFORMATIE"), ("30001", "FOUT"), ("30001", "WAARSCHUWING")]
REFUSED_CODES = ["20007", "25001", "30034", "40003", "40005", "40006", "40035", "50000"]
DOWN_CODES = ["60006", "60007", "60009", "60011", "60013", "70002", "99994", "99997"]


@pytest.mark.parametrize(("code", "kind"), UNKNOWN_CODES)
@pytest.mark.parametrize("level", ["second", "third"])
def test_what_the_source_does_not_know_is_unknown(code: str, kind: str, level: str) -> None:
    with asking(say_made(EMPLOYMENT, **{level: made.exception(code, kind)})) as (magda, _, calls):
        assert magda.employment(made.NUMBER, REASON) == Unknown(
            made.NUMBER, "MAGDA GeefTewerkstelling 02.00"
        )
        assert [(call.answer, call.codes, call.attempts) for call in calls] == [
            ("unknown", (code,), 1)
        ]


@pytest.mark.parametrize("kind", ["FOUT", "WAARSCHUWING", "INFORMATIE"])
@pytest.mark.parametrize(
    ("codes", "answer", "sent"),
    [
        *[([code], "refused", 1) for code in REFUSED_CODES],
        *[([code], "unavailable", 3) for code in DOWN_CODES],
        (["15021"], "unavailable", 1),
        (["12345"], "unavailable", 1),
        (["99984"], "unavailable", 1),
        (["30001", "60006"], "unavailable", 3),
        (["99984", "40046"], "unknown", 1),
        (["40046", "12345"], "unavailable", 1),
        (["60006", "40005"], "refused", 1),
    ],
    ids=str,
)
def test_codes_decide_and_types_never(kind: str, codes: list[str], answer: str, sent: int) -> None:
    third = "".join(made.exception(code, kind) for code in codes)
    with asking(say_made(VKBO, third=third), attempts=3) as (magda, spoken, calls):
        result = ask(magda)
        assert (calls[0].answer, calls[0].codes) == (answer, tuple(codes))
        assert (calls[0].attempts, len(spoken.heard)) == (sent, sent)
        if answer != "unknown":
            assert isinstance(result, Unavailable)
            assert all(code in result.why for code in codes)


def test_partial_trouble_is_found_with_its_notices() -> None:
    third = made.exception("60006")
    with asking(say_made(VKBO, inhoud=made.VKBO_INHOUD, third=third)) as (magda, _, calls):
        found = magda.vkbo(made.NUMBER, REASON)
        assert isinstance(found, Found)
        assert [notice.code for notice in found.value.notices] == ["60006"]
        assert (calls[0].answer, calls[0].codes, calls[0].attempts) == ("found", ("60006",), 1)


WRONG = "11111111-2222-3333-4444-555555555555"


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (say(b"<html>"), "unreadable answer"),
        (say(made.answer(VKBO, inhoud=made.VKBO_INHOUD, ours=WRONG)), f"one to {WRONG}"),
        (say(made.answer(VKBO, second=made.exception("30001"), ours=WRONG)), f"one to {WRONG}"),
        (say_made(VKBO), "neither"),
        (say_made(VKBO, inhoud="<Inhoud/>"), "expected Onderneming"),
        (
            say_made(VKBO, inhoud=made.VKBO_INHOUD.replace(made.NUMBER, made.OTHER)),
            f"an answer about {made.NUMBER}, found {made.OTHER}",
        ),
        (say_made(ENTERPRISE, inhoud=made.ENTERPRISE_INHOUD), "GeefOndernemingVKBOResponse"),
    ],
    ids=["malformed", "referte", "referte-2", "nothing", "empty", "other", "service"],
)
def test_an_answer_that_cannot_be_ours_is_never_taken_for_one(trouble: Say, says: str) -> None:
    with asking(trouble) as (magda, spoken, calls):
        result = ask(magda)
        assert isinstance(result, Unavailable)
        assert says in result.why
        assert (calls[0].answer, len(spoken.heard)) == ("unavailable", 1)


@pytest.mark.parametrize(
    "trouble",
    [say(b"Forbidden", 403), say(made.fault("Signature invalid", "soapenv:Client"), 500)],
    ids=["403", "client fault"],
)
def test_what_is_our_fault_is_refused_and_not_tried_again(trouble: Say) -> None:
    with asking(trouble) as (magda, spoken, calls):
        assert isinstance(ask(magda), Unavailable)
        assert (calls[0].answer, len(spoken.heard)) == ("refused", 1)


def test_subscribing_to_what_is_subscribed_is_success() -> None:
    already = made.exception("40143", "WAARSCHUWING")
    failed = made.RESULT.replace(">1<", ">0<")
    with asking(
        say_made(SUBSCRIBE, inhoud=made.RESULT, third=already),
        say_made(SUBSCRIBE, third=already),
        say_made(SUBSCRIBE, inhoud=failed),
        say_made(SUBSCRIBE, inhoud=failed, third=made.exception("40005")),
        say_made(SUBSCRIBE, third=already + made.exception("40005")),
    ) as (magda, _, calls):
        results = [magda.subscribe(made.NUMBER, REASON) for _ in range(5)]
    assert [isinstance(one, Found) for one in results] == [True, True, False, False, False]
    assert [call.answer for call in calls] == [
        "found",
        "found",
        "unavailable",
        "refused",
        "refused",
    ]


def test_unsubscribing_from_what_is_not_subscribed_is_success() -> None:
    with asking(say_made(UNSUBSCRIBE, third=made.exception("40003"))) as (magda, spoken, _):
        assert isinstance(magda.unsubscribe(made.NUMBER, REASON), Found)
        assert b"<Uitschrijving>" in spoken.heard[0]


def test_check_reaches_out_without_asking_for_an_enterprise() -> None:
    calls: list[Call] = []
    with speaking(FOUND) as spoken:
        magda = Magda(settings(spoken.address), calls.append)
        assert magda.check().reachable
        assert (spoken.heard, calls) == ([], [])
    check = magda.check()
    magda.close()
    assert (check.adapter, check.reachable, check.last_success) == ("magda", False, None)
    assert "no connection" in check.why


def test_a_look_up_needs_a_number_and_a_reason() -> None:
    with pytest.raises(ValueError, match="who and why"):
        Reason("worker", " ")
    with asking(FOUND) as (magda, spoken, calls):
        with pytest.raises(ValueError, match="ten digits"):
            magda.enterprise("1999.900.138", REASON)
        assert (spoken.heard, calls) == ([], [])


def test_many_at_once_all_get_their_own_answer() -> None:
    def own(reference: str) -> bytes:
        return made.answer(VKBO, inhoud=made.VKBO_INHOUD, ours=reference)

    results: list[object] = []
    with asking(say(own), per_second=1000) as (magda, spoken, calls):
        threads = [threading.Thread(target=lambda: results.append(ask(magda))) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(spoken.heard) == len(calls) == 40
        assert len({call.reference for call in calls}) == 40
    assert all(isinstance(one, Found) for one in results)


def test_a_look_up_that_breaks_off_is_logged_all_the_same() -> None:
    class Stop(BaseException):
        pass

    def stop(_: float) -> None:
        raise Stop

    clock = Clock()
    clock.sleep = stop  # type: ignore[method-assign]
    with asking(BUSY, clock=clock) as (magda, _, calls):
        with pytest.raises(Stop):
            ask(magda)
        assert [(call.answer, call.attempts) for call in calls] == [("unavailable", 1)]
