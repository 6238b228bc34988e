"""What the host was asked to do, what holds there, and what it had decided by itself."""

from django.db import models
from django.db.models import Q


class Target(models.Model):
    """A thing on the host that orders go to, one at a time; `bucket` is the subject's."""

    pk = models.CompositePrimaryKey("bucket", "id")
    bucket = models.SmallIntegerField()
    id = models.UUIDField()
    next_no = models.IntegerField(default=1)

    class Meta:
        db_table = "target"


class Effect(models.Model):
    """What a decision or a protection requires of a target, until it is lifted."""

    pk = models.CompositePrimaryKey("bucket", "target", "measure", "case_id", "cause")
    bucket = models.SmallIntegerField()
    target = models.UUIDField()
    measure = models.CharField(max_length=24)
    case_id = models.UUIDField()
    cause = models.CharField(max_length=64)
    until = models.DateTimeField(null=True)
    lifted = models.BooleanField(default=False)
    lift_due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "effect"
        indexes = (
            models.Index(fields=("lift_due_at",), name="effect_lift", condition=Q(lift_due_at__isnull=False)),
        )


class HostOrder(models.Model):
    """One act for the host; `state`: new, sent, accepted, confirmed, needless, dead, overridden.

    `holds` is the key of another order of the same target and measure that is told in this one's place; `minor` and
    `currency` are the sum that it moves, `params` what else it says, once it has its number, `reached` how many the host told by it,
    `confirmed_at` since when it was in effect, by the host's word.
    """

    pk = models.CompositePrimaryKey("bucket", "key")
    bucket = models.SmallIntegerField()
    key = models.CharField(max_length=64)
    target = models.UUIDField()
    no = models.IntegerField(null=True)
    do = models.CharField(max_length=5)
    measure = models.CharField(max_length=24)
    clause = models.CharField(max_length=48, null=True)
    until = models.DateTimeField(null=True)
    host_decision = models.CharField(max_length=64, null=True)
    holds = models.CharField(max_length=64, null=True)
    minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="", db_default="")
    params = models.JSONField(null=True)
    case_id = models.UUIDField()
    cause = models.CharField(max_length=64)
    protective = models.BooleanField()
    state = models.CharField(max_length=10, default="new")
    noted = models.BooleanField(default=False)
    attempts = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    detail = models.CharField(max_length=200, default="")
    reached = models.IntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "host_order"
        indexes = (
            models.Index(
                fields=("protective", "due_at"), name="order_due", condition=Q(due_at__isnull=False)
            ),
            models.Index(fields=("bucket", "target", "made_at"), name="order_target"),
            models.Index(
                fields=("state",),
                name="order_unnoted",
                condition=Q(noted=False) & Q(state__in=("confirmed", "needless", "dead")),
            ),
            models.Index(fields=("case_id",), name="order_case"),
            models.Index(
                fields=("made_at",),
                name="order_undoes",
                condition=Q(do="lift") & Q(host_decision__isnull=False),
            ),
        )


class HostDecision(models.Model):
    """A decision the host made by itself, imported so that it can be judged and reversed; `told_at` is when it told us."""

    pk = models.CompositePrimaryKey("bucket", "id")
    bucket = models.SmallIntegerField()
    id = models.UUIDField()
    external = models.CharField(max_length=64)
    subject = models.UUIDField()
    account = models.UUIDField(null=True)
    item = models.UUIDField(null=True)
    at = models.DateTimeField()
    clause = models.CharField(max_length=200)
    automated = models.BooleanField()
    automation = models.JSONField(default=dict)
    effects = models.JSONField(default=list)
    reasons = models.TextField(default="")
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "host_decision"
        constraints = (models.UniqueConstraint(fields=("bucket", "subject"), name="host_decision_subject"),)
        indexes = (
            models.Index(fields=("clause", "id"), name="host_decision_rule"),
            models.Index(fields=("item",), name="host_decision_item"),
            models.Index(fields=("account",), name="host_decision_account"),
        )
