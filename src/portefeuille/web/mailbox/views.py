"""Read the mails that were caught. They are shown as text: nothing of a mail becomes markup."""

from itertools import islice
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portefeuille.adapters.mail import Kept, Mailbox
from portefeuille.people.perms import DEMO, permission

SHOWN: Final = 100
"""Mails on the page: the last ones."""


@permission(DEMO)
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The last mails, the newest first; of one address with `?aan=`."""
    wanted = request.GET.get("aan", "")
    found = _box().mails() if settings.MAILBOX else iter(())
    mails = (mail for mail in found if wanted in ("", mail.recipient))
    shown = {"mails": list(islice(mails, SHOWN)), "wanted": wanted, "most": SHOWN}
    return render(request, "mailbox/mailbox.html", shown)


@permission(DEMO)
@require_safe
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail, as plain text."""
    return render(request, "mailbox/mail.html", {"mail": _mail(key)})


@permission(DEMO)
@require_safe
def attachment(request: HttpRequest, key: str, place: int) -> HttpResponse:  # noqa: ARG001
    """A file that came with a mail, always as a download."""
    files = _mail(key).attachments
    if not 1 <= place <= len(files):
        raise Http404
    name, _, content = files[place - 1]
    response = HttpResponse(content, content_type="application/octet-stream")
    safe = "".join(letter for letter in name if letter.isalnum() or letter in "-_.") or "file"
    response["Content-Disposition"] = f'attachment; filename="{safe}"'
    return response


def _mail(key: str) -> Kept:
    found = _box().mail(key) if settings.MAILBOX else None
    if found is None:
        raise Http404
    return found


def _box() -> Mailbox:
    return Mailbox(Path(settings.MAILBOX))
