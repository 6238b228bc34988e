"""What lies beside the books about what is learned: faults, tasks, second looks, and what complainants say of it."""

from django.db import models
from django.db.models import Q


class Lapse(models.Model):
    """A fault of a case; without `task_case` it is nobody's work yet. `lapse` is empty where no decision was wrong."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "no")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    no = models.SmallIntegerField()
    lapse = models.CharField(max_length=16)
    cause = models.CharField(max_length=32)
    clause = models.CharField(max_length=64)
    at = models.DateTimeField()
    task_case = models.UUIDField(null=True)
    task_no = models.SmallIntegerField(null=True)

    class Meta:
        db_table = "lapse"
        indexes = (
            models.Index(fields=("at",), name="lapse_due", condition=Q(task_case__isnull=True)),
            models.Index(fields=("task_case", "task_no"), name="lapse_task"),
        )


class Task(models.Model):
    """The work on a cause, opened in the case where it was found first; `state` is open, done or held."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "no")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    no = models.SmallIntegerField()
    cause = models.CharField(max_length=32)
    clause = models.CharField(max_length=64)
    owner = models.CharField(max_length=32)
    state = models.CharField(max_length=4)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    check_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "task"
        indexes = (models.Index(fields=("cause", "clause"), name="task_open", condition=~Q(state="held")),)


class TaskClaim(models.Model):
    """Whose the work on a cause and a clause is, the `nth` of such works: its id is made of those three, so that two cannot be."""

    pk = models.CompositePrimaryKey("bucket", "id")
    bucket = models.SmallIntegerField()
    id = models.UUIDField()
    nth = models.SmallIntegerField()
    case_id = models.UUIDField()
    task_no = models.SmallIntegerField()

    class Meta:
        db_table = "task_claim"
        indexes = (models.Index(fields=("case_id",), name="task_claim_case"),)


class Look(models.Model):
    """A second look at a closed case: `first` and `second` are outcome, clause and rung, with spaces between.

    Of what came after the end `second` is what that leads to.
    """

    pk = models.CompositePrimaryKey("bucket", "case_id", "no")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    no = models.SmallIntegerField()
    kind = models.CharField(max_length=8)
    stratum = models.CharField(max_length=32)
    lane = models.CharField(max_length=40)
    state = models.CharField(max_length=9)
    agent = models.UUIDField(null=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    first = models.CharField(max_length=120)
    second = models.CharField(max_length=120, null=True)

    class Meta:
        db_table = "look"
        indexes = (
            models.Index(fields=("lane", "due_at"), name="look_queue", condition=Q(state="waiting")),
            models.Index(fields=("until",), name="look_held", condition=Q(state="in_hand")),
            models.Index(fields=("kind", "at"), name="look_kind"),
        )


class Rating(models.Model):
    """What a complainant says of a decision, once; due while an unsolved matter is not yet with anybody."""

    pk = models.CompositePrimaryKey("bucket", "complaint", "case_id", "decision")
    bucket = models.SmallIntegerField()
    complaint = models.UUIDField()
    case_id = models.UUIDField()
    decision = models.SmallIntegerField()
    outcome = models.CharField(max_length=16)
    solved = models.BooleanField()
    heard = models.BooleanField(null=True)
    clear = models.BooleanField(null=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rating"
        indexes = (models.Index(fields=("due_at",), name="rating_due", condition=Q(due_at__isnull=False)),)
