"""Whose hand is in what: the database itself refuses a reviewer who took part."""

from django.db import models
from django.db.models import Q


class HandRow(models.Model):
    """A hand in a decision; insert-only; one role for each person and decision."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "decision", "agent")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    decision = models.SmallIntegerField()
    agent = models.UUIDField()
    role = models.CharField(max_length=9)

    class Meta:
        db_table = "hand"
        constraints = (
            models.UniqueConstraint(
                fields=("bucket", "case_id", "decision", "agent", "role"), name="hand_role"
            ),
        )


class RulingRow(models.Model):
    """Who proposed a decision: a hand that took part (composite key in the migration)."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "decision", "seq")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    decision = models.SmallIntegerField()
    seq = models.IntegerField()
    agent = models.UUIDField()
    role = models.CharField(max_length=9)

    class Meta:
        db_table = "ruling"
        indexes = (models.Index(fields=("agent",), name="ruling_agent"),)


class SignatureRow(models.Model):
    """A further signature: a hand that took part, never twice the same."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "decision", "seq")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    decision = models.SmallIntegerField()
    seq = models.IntegerField()
    agent = models.UUIDField()
    role = models.CharField(max_length=9)

    class Meta:
        db_table = "signature"


class ReviewRow(models.Model):
    """Who judged an appeal of an earlier decision: a hand that reviews it and nothing else."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "decision", "ruling", "agent")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    decision = models.SmallIntegerField()
    ruling = models.SmallIntegerField()
    agent = models.UUIDField()
    role = models.CharField(max_length=9)

    class Meta:
        db_table = "review"


class ClauseUse(models.Model):
    """A decision under a clause of ours; `again` is the case in whose book it began that all of them are looked at."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "no")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    no = models.SmallIntegerField()
    clause = models.CharField(max_length=64)
    at = models.DateTimeField()
    stands = models.BooleanField()
    contested_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True)
    fell_at = models.DateTimeField(null=True)
    again = models.UUIDField(null=True)

    class Meta:
        db_table = "clause_use"
        indexes = (
            models.Index(fields=("clause", "case_id"), name="clause_stands", condition=Q(stands=True)),
            models.Index(
                fields=("contested_at",), name="clause_contested", condition=Q(contested_at__isnull=False)
            ),
            models.Index(fields=("judged_at",), name="clause_judged", condition=Q(judged_at__isnull=False)),
            models.Index(fields=("fell_at",), name="clause_fell", condition=Q(fell_at__isnull=False)),
            models.Index(fields=("again",), name="clause_again", condition=Q(again__isnull=False)),
        )


class DoubtRow(models.Model):
    """A clause under which nobody decides alone, `at` a moment on, until another or until it `ended`."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "seq")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    seq = models.IntegerField()
    clause = models.CharField(max_length=64)
    at = models.DateTimeField()
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        db_table = "doubt"
        indexes = (models.Index(fields=("clause", "until"), name="doubt_clause"),)


class UnfoundedRow(models.Model):
    """A finding that a notice was manifestly unfounded, under a keyed hash of a way by which who sent it is known; insert-only.

    `answer` is what follows for them; `fallen` ends what earlier decisions of the case found. `bucket` is of the key's hash.
    """

    pk = models.CompositePrimaryKey("bucket", "key", "case_id", "decision")
    bucket = models.SmallIntegerField()
    key = models.BinaryField()
    case_id = models.UUIDField()
    decision = models.SmallIntegerField()
    complaint = models.UUIDField()
    at = models.DateTimeField()
    answer = models.CharField(max_length=9)
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "unfounded"
        indexes = (
            models.Index(fields=("case_id",), name="unfounded_case"),
            models.Index(fields=("until",), name="unfounded_until", condition=Q(until__isnull=False)),
        )


class ConductRow(models.Model):
    """What was marked as abuse of staff, under a keyed hash of a way by which whoever wrote it is known for sure; insert-only.

    `answer` is what followed, `no` which entry of the complaint's book; `fallen` ends what came before. `bucket` is of the key's hash.
    """

    pk = models.CompositePrimaryKey("bucket", "key", "complaint", "no")
    bucket = models.SmallIntegerField()
    key = models.BinaryField()
    complaint = models.UUIDField()
    no = models.SmallIntegerField()
    at = models.DateTimeField()
    answer = models.CharField(max_length=9)
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "conduct"
        indexes = (models.Index(fields=("complaint",), name="conduct_complaint"),)
