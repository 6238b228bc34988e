"""What the running system needs: clocks that are due, alarms, heartbeats, packs."""

from django.db import models
from django.db.models import Q


class ClockRow(models.Model):
    """One running clock of a book: its next warning, escalation or breach."""

    pk = models.CompositePrimaryKey("bucket", "owner", "rule")
    bucket = models.SmallIntegerField()
    owner = models.UUIDField()
    rule = models.CharField(max_length=64)
    book = models.CharField(max_length=9)
    kind = models.CharField(max_length=12)
    statutory = models.BooleanField()
    due_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    next_mark = models.CharField(max_length=8, null=True)
    state = models.CharField(max_length=8)

    class Meta:
        db_table = "clock"
        indexes = (
            models.Index(fields=("next_at",), name="clock_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=("due_at",), name="clock_late", condition=Q(state="breached")),
        )


class Alarm(models.Model):
    """Something a person must look at: `kind` is page, order_dead, letter_dead, clock, sorting, review, scan, duties."""

    pk = models.CompositePrimaryKey("bucket", "id")
    bucket = models.SmallIntegerField()
    id = models.UUIDField()
    kind = models.CharField(max_length=16)
    to_role = models.CharField(max_length=16)
    owner = models.UUIDField()
    about = models.CharField(max_length=80)
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.UUIDField(null=True)

    class Meta:
        db_table = "alarm"
        indexes = (
            models.Index(
                fields=("to_role", "raised_at"), name="alarm_open", condition=Q(cleared_at__isnull=True)
            ),
        )


class Wake(models.Model):
    """One way to somebody on duty about one alarm: `way` is mail or sms; without `due_at` there is no further try."""

    pk = models.CompositePrimaryKey("bucket", "alarm", "agent", "way")
    bucket = models.SmallIntegerField()
    alarm = models.UUIDField()
    agent = models.UUIDField()
    way = models.CharField(max_length=4)
    attempts = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    detail = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "wake"


class Heartbeat(models.Model):
    """When a chore last came round, and what it saw."""

    chore = models.CharField(max_length=32, primary_key=True)
    beat_at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "heartbeat"


class CompiledPack(models.Model):
    """A compiled pack, stored by its digest and never changed; `golden` counts the golden cases it passed then."""

    digest = models.CharField(max_length=64, primary_key=True)
    pack = models.CharField(max_length=64)
    jurisdiction = models.CharField(max_length=8)
    version = models.CharField(max_length=32)
    body = models.BinaryField()
    golden = models.IntegerField(null=True)
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "compiled_pack"
