"""Ledgers and the rows beside them, which are caches of their folds."""

from django.db import models
from django.db.models import Q


class LedgerLine(models.Model):
    """One line of a book; `book` is `complaint` or `case`; insert and select only."""

    pk = models.CompositePrimaryKey("bucket", "stream", "seq")
    bucket = models.SmallIntegerField()
    stream = models.UUIDField()
    seq = models.IntegerField()
    book = models.CharField(max_length=9)
    kind = models.CharField(max_length=32)
    body = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        db_table = "ledger"


class Complaint(models.Model):
    """What a complaint is now, and when its next step is due."""

    pk = models.CompositePrimaryKey("bucket", "id")
    bucket = models.SmallIntegerField()
    id = models.UUIDField()
    number = models.CharField(max_length=24)
    standing = models.CharField(max_length=10)
    urgent = models.BooleanField()
    sort_due_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    received_at = models.DateTimeField()
    person = models.UUIDField()
    subject = models.UUIDField(null=True)
    lang = models.CharField(max_length=3)
    jurisdiction = models.CharField(max_length=8)
    key_version = models.SmallIntegerField()
    wait_until = models.DateTimeField(null=True)
    parts = models.SmallIntegerField(default=0)
    acknowledged = models.BooleanField(default=False)
    seq = models.IntegerField()
    erase_due_at = models.DateTimeField(null=True)
    held = models.BooleanField(default=False, db_default=False)
    limited_until = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    contact = models.UUIDField(null=True)
    contact_due = models.DateTimeField(null=True)
    read_by = models.DateTimeField(null=True)
    later_case = models.UUIDField(null=True)
    later_look = models.SmallIntegerField(null=True)
    uncaused = models.TextField(default="", db_default="")
    digest = models.BinaryField()

    class Meta:
        db_table = "complaint"
        constraints = (models.UniqueConstraint(fields=("bucket", "number"), name="complaint_number"),)
        indexes = (
            models.Index(
                models.F("urgent").desc(),
                "sort_due_at",
                name="complaint_to_sort",
                condition=Q(sort_due_at__isnull=False),
            ),
            models.Index(
                models.F("bucket"),
                models.F("urgent").desc(),
                models.F("sort_due_at"),
                name="complaint_sort_bucket",
                condition=Q(sort_due_at__isnull=False),
            ),
            models.Index(
                fields=("wait_until",), name="complaint_waits", condition=Q(wait_until__isnull=False)
            ),
            models.Index(fields=("received_at",), name="complaint_to_ack", condition=Q(acknowledged=False)),
            models.Index(
                fields=("erase_due_at",), name="complaint_erase", condition=Q(erase_due_at__isnull=False)
            ),
            models.Index(fields=("id",), name="complaint_held", condition=Q(held=True)),
            models.Index(
                fields=("limited_until",), name="complaint_limited", condition=Q(limited_until__isnull=False)
            ),
            models.Index(fields=("heard_at",), name="complaint_heard", condition=Q(heard_at__isnull=False)),
            models.Index(fields=("id",), name="complaint_uncaused", condition=~Q(uncaused="")),
            models.Index(fields=("read_by",), name="complaint_later", condition=Q(read_by__isnull=False)),
            models.Index(
                fields=("contact", "contact_due"),
                name="complaint_contact",
                condition=Q(contact__isnull=False),
            ),
            models.Index(
                fields=("received_at",),
                name="complaint_several",
                condition=Q(parts__gt=1, standing__in=("open", "waiting")),
            ),
        )


class Part(models.Model):
    """One matter of a complaint; due while it must still find, or join, its case. `said` are codes with spaces between."""

    pk = models.CompositePrimaryKey("bucket", "complaint", "no")
    bucket = models.SmallIntegerField()
    complaint = models.UUIDField()
    no = models.SmallIntegerField()
    code = models.CharField(max_length=32)
    severity = models.CharField(max_length=2)
    subject = models.UUIDField(null=True)
    said = models.CharField(max_length=200, default="", db_default="")
    case_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=16, null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "part"
        indexes = (
            models.Index(fields=("severity", "due_at"), name="part_due", condition=Q(due_at__isnull=False)),
        )


class Case(models.Model):
    """What a case is now, its place in the queue, and what is due for it."""

    pk = models.CompositePrimaryKey("bucket", "id")
    bucket = models.SmallIntegerField()
    id = models.UUIDField()
    number = models.CharField(max_length=24)
    status = models.CharField(max_length=10)
    code = models.CharField(max_length=32)
    severity = models.CharField(max_length=2)
    danger = models.BooleanField(default=False)
    lane = models.CharField(max_length=40)
    subject = models.UUIDField(null=True)
    matter = models.CharField(max_length=32)
    far = models.BooleanField(default=False, db_default=False)
    ask_at = models.DateTimeField(null=True)
    sealed = models.BooleanField()
    asks = models.CharField(max_length=60, default="", db_default="")
    on_appeal = models.BooleanField(default=False)
    appealed = models.BooleanField(default=False, db_default=False)
    agent = models.UUIDField(null=True)
    signer = models.UUIDField(null=True)
    taker = models.UUIDField(null=True)
    kept_out = models.TextField(default="", db_default="")
    uncaused = models.TextField(default="", db_default="")
    lease_until = models.DateTimeField(null=True)
    wait_until = models.DateTimeField(null=True)
    start_by = models.DateTimeField(null=True)
    due_by = models.DateTimeField(null=True)
    page_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    appeal_until = models.DateTimeField(null=True)
    fan_due_at = models.DateTimeField(null=True)
    close_due_at = models.DateTimeField(null=True)
    untold_at = models.DateTimeField(null=True)
    review_at = models.DateTimeField(null=True)
    return_at = models.DateTimeField(null=True)
    effect_at = models.DateTimeField(null=True)
    outside_at = models.DateTimeField(null=True)
    act_at = models.DateTimeField(null=True)
    follow_at = models.DateTimeField(null=True)
    match_at = models.DateTimeField(null=True)
    members = models.IntegerField(default=0)
    pack = models.CharField(max_length=64)
    laws = models.CharField(max_length=400, default="", db_default="")
    seq = models.IntegerField()
    erase_due_at = models.DateTimeField(null=True)
    held = models.BooleanField(default=False, db_default=False)
    digest = models.BinaryField()

    class Meta:
        db_table = "case_row"
        constraints = (
            models.UniqueConstraint(fields=("bucket", "number"), name="case_number"),
            models.UniqueConstraint(
                fields=("bucket", "subject", "matter"),
                name="case_one_open",
                condition=Q(subject__isnull=False, appealed=False) & ~Q(status="closed"),
            ),
        )
        indexes = (
            models.Index(
                fields=("lane", "-danger", "start_by"), name="case_queue", condition=Q(status="queued")
            ),
            models.Index(
                fields=("lane", "-danger", "start_by"), name="case_signing", condition=Q(status="cosigning")
            ),
            models.Index(fields=("agent",), name="case_agent", condition=Q(agent__isnull=False)),
            models.Index(fields=("taker", "subject"), name="case_informal", condition=Q(taker__isnull=False)),
            models.Index(fields=("lease_until",), name="case_lease", condition=Q(lease_until__isnull=False)),
            models.Index(fields=("wait_until",), name="case_waits", condition=Q(wait_until__isnull=False)),
            models.Index(fields=("page_at",), name="case_page", condition=Q(page_at__isnull=False)),
            models.Index(fields=("fan_due_at",), name="case_fan", condition=Q(fan_due_at__isnull=False)),
            models.Index(fields=("untold_at",), name="case_untold", condition=Q(untold_at__isnull=False)),
            models.Index(
                fields=("close_due_at",), name="case_close", condition=Q(close_due_at__isnull=False)
            ),
            models.Index(fields=("review_at",), name="case_review", condition=Q(review_at__isnull=False)),
            models.Index(fields=("return_at",), name="case_return", condition=Q(return_at__isnull=False)),
            models.Index(fields=("effect_at",), name="case_effect", condition=Q(effect_at__isnull=False)),
            models.Index(fields=("outside_at",), name="case_outside", condition=Q(outside_at__isnull=False)),
            models.Index(fields=("follow_at",), name="case_follow", condition=Q(follow_at__isnull=False)),
            models.Index(fields=("match_at",), name="case_match", condition=Q(match_at__isnull=False)),
            models.Index(
                fields=("lane", "act_at"),
                name="case_follow_up",
                condition=Q(status="decided", agent__isnull=True, act_at__isnull=False),
            ),
            models.Index(fields=("subject",), name="case_far", condition=Q(far=True)),
            models.Index(
                fields=("subject",), name="case_judged", condition=Q(status__in=("decided", "closed"))
            ),
            models.Index(fields=("id",), name="case_uncaused", condition=~Q(uncaused="")),
            models.Index(fields=("ask_at",), name="case_asks", condition=Q(ask_at__isnull=False)),
            models.Index(fields=("due_by",), name="case_due", condition=~Q(status="closed")),
            models.Index(fields=("opened_at", "id"), name="case_opened"),
            models.Index(fields=("code", "-opened_at"), name="case_kind_opened"),
            models.Index(
                fields=("pack", "id"),
                name="case_undecided_pack",
                condition=Q(status__in=("queued", "in_hand", "waiting")),
            ),
            models.Index(fields=("id",), name="case_several_laws", condition=~Q(laws="")),
            models.Index(
                fields=("erase_due_at",), name="case_erase", condition=Q(erase_due_at__isnull=False)
            ),
            models.Index(fields=("id",), name="case_held", condition=Q(held=True)),
            models.Index(fields=("id",), name="case_asking", condition=~Q(asks="")),
        )


class Member(models.Model):
    """A part of a complaint that joined a case; `told` is the last decision its letter was made for."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "complaint", "part")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    complaint = models.UUIDField()
    part = models.SmallIntegerField()
    joined_seq = models.IntegerField()
    told = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "member"
        indexes = (models.Index(fields=("bucket", "case_id", "told"), name="member_told"),)
