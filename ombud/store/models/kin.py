"""Which case stands beside which."""

from django.db import models
from django.db.models import Q


class KinRow(models.Model):
    """One case beside another, once in the bucket of each; `due_at`: the other one's book has yet to say so too."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "kin")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    kin = models.UUIDField()
    kinship = models.CharField(max_length=8)
    how = models.CharField(max_length=6)
    seq = models.IntegerField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kin"
        indexes = (models.Index(fields=("due_at",), name="kin_due", condition=Q(due_at__isnull=False)),)


class RedressRow(models.Model):
    """Whoever a rule wronged is being put right; `after` is the last decision of the host's that was looked at."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "seq")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    seq = models.IntegerField()
    after = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "redress"
        indexes = (models.Index(fields=("due_at",), name="redress_due", condition=Q(due_at__isnull=False)),)


class AffectedRow(models.Model):
    """An account that a leak touched, in which language it is told, and whether it is a child's.

    `letter` tells it, `complaint` is what came back of that, `due_at`: one of both is to be done.
    """

    pk = models.CompositePrimaryKey("bucket", "case_id", "account")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    account = models.UUIDField()
    seq = models.IntegerField()
    letter = models.UUIDField(null=True)
    lang = models.CharField(max_length=3, default="", db_default="")
    child = models.BooleanField(default=False, db_default=False)
    complaint = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "affected"
        indexes = (models.Index(fields=("due_at",), name="affected_due", condition=Q(due_at__isnull=False)),)


class IssueRow(models.Model):
    """A fault of ours that is known; `due_at`: the day passes on which it was to be mended, None where nobody waits for it."""

    pk = models.CompositePrimaryKey("bucket", "case_id")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    until = models.DateTimeField()
    mended = models.BooleanField(default=False, db_default=False)
    due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "issue"
        indexes = (
            models.Index(fields=("until",), name="issue_open", condition=Q(mended=False)),
            models.Index(fields=("due_at",), name="issue_due", condition=Q(due_at__isnull=False)),
        )


class IssueLook(models.Model):
    """A case was held against a known fault; `done` where it was answered, or left to a person, too."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "issue")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    issue = models.UUIDField()
    done = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "issue_look"


class LineRow(models.Model):
    """A colleague who may not see a case until a complaint about them (`because`), by whoever complained here, is decided."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "agent")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    agent = models.UUIDField()
    because = models.UUIDField()

    class Meta:
        db_table = "line"
