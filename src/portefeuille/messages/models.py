"""What people are told: a row for each mail, made once, kept until it was sent and after."""

from django.db import models
from django.db.models import Q

from portefeuille.applications.models import Application, Decision
from portefeuille.payments.models import Order
from portefeuille.people.models import Person


class Message(models.Model):
    """A mail to one person, in their language, about one application or draft.

    `key` says what it tells and to whom, so that nothing is made twice. `letter` is the decision
    whose letter goes with it, `payment` the order whose note does. It is sent from `send_after`
    on, and no more after `useful_until`; `refused` is what the mail server said when it refused
    it for good.
    """

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=40)
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="messages")
    person = models.ForeignKey(Person, models.PROTECT, db_index=False)
    address = models.EmailField()
    language = models.CharField(max_length=2)
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField()
    letter = models.ForeignKey(Decision, models.PROTECT, null=True, db_index=False)
    payment = models.ForeignKey(Order, models.PROTECT, null=True, db_index=False)
    made_at = models.DateTimeField()
    useful_until = models.DateField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    refused = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["send_after"],
                condition=Q(sent_at__isnull=True, refused=""),
                name="message_to_be_sent",
            )
        ]
