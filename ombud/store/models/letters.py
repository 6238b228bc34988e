"""Letters: what each person is told."""

from django.db import models
from django.db.models import Q


class Letter(models.Model):
    """A letter to one person; `state`: due, delivered, kept, withheld, dead, overridden.

    `kept` waits to be read with number and code; `opened_at` is when its link was first used.
    """

    pk = models.CompositePrimaryKey("bucket", "id")
    bucket = models.SmallIntegerField()
    id = models.UUIDField()
    number = models.CharField(max_length=24)
    key_version = models.SmallIntegerField()
    template = models.CharField(max_length=40)
    side = models.CharField(max_length=12)
    complaint = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    decision = models.SmallIntegerField(null=True)
    person = models.UUIDField()
    account = models.UUIDField(null=True)
    lang = models.CharField(max_length=3)
    text = models.UUIDField()
    state = models.CharField(max_length=10)
    attempts = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    appeal_until = models.DateTimeField(null=True)
    detail = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "letter"
        constraints = (models.UniqueConstraint(fields=("bucket", "number"), name="letter_number"),)
        indexes = (
            models.Index(fields=("due_at",), name="letter_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=("bucket", "complaint"), name="letter_complaint"),
            models.Index(fields=("case_id",), name="letter_case", condition=Q(side="account")),
            models.Index(
                fields=("case_id",),
                name="letter_progress",
                condition=Q(template="progress", delivered_at__isnull=True),
            ),
            models.Index(fields=("case_id", "state"), name="letter_affected", condition=Q(side="affected")),
            models.Index(
                fields=("case_id",),
                name="letter_awaited",
                condition=Q(state__in=("due", "dead")) & ~Q(side="affected"),
            ),
        )
