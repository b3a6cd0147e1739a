"""Nine applications of a year decided again: letters and mails say what was booked, in cents."""

from portefeuille.applications.services import Change, revise
from portefeuille.core.show import show_euro
from portefeuille.messages.models import Message
from portefeuille.messages.services import tell
from portefeuille.wallet.queries import movements_of
from tests.applications.nine import assert_year_is_right, nine_applications
from tests.databases import Database
from tests.messages.post import load_all
from tests.messages.test_letter import flat, text_of
from tests.payments.life import at, the

NOW = at(2026, 11, 25)


def test_every_letter_and_mail_of_the_nine_says_what_was_booked(database: Database) -> None:
    load_all()
    year = nine_applications()
    enterprise_id = the(year["paid"]).enterprise_id
    revision = revise(enterprise_id, 2026, Change({"size": "medium"}, {}), "de groep", NOW)
    assert_year_is_right(database)
    tell(NOW.now)
    changed = {one.dossier.application_id: one for one in revision.changed}
    assert set(changed) == set(year.values())
    for key, one in changed.items():
        booked = [line for line in movements_of(key) if line.kind == "revision"]
        assert sum(line.amount for line in booked) == 0
        room = sum(line.amount for line in booked if line.account in ("held", "spent", "lost"))
        assert room == one.effect.room
        letter = flat(text_of(key))
        mail = Message.objects.get(
            application_id=key, kind="revised", address="lotte@bakkerij.example"
        )
        assert (
            flat(f"Subsidie {show_euro(one.before.grant)} {show_euro(one.after.grant)}") in letter
        )
        for amount in (one.before.grant, one.after.grant):
            assert show_euro(amount) in mail.text, (key, amount)
