"""People and their keys, sealed texts, evidence, subjects, and the keys that make filing idempotent."""

from django.db import models
from django.db.models import Q


class PersonKey(models.Model):
    """The wrapped key of a person; deleting it erases everything sealed with it.

    Each complaint brings its own person; `same_as` names one proven to be the same.
    """

    pk = models.CompositePrimaryKey("bucket", "person")
    bucket = models.SmallIntegerField()
    person = models.UUIDField()
    version = models.SmallIntegerField()
    wrapped = models.BinaryField()
    same_as = models.UUIDField(null=True)

    class Meta:
        db_table = "person_key"


class SealedText(models.Model):
    """A sealed text; `owner` is the complaint, case or letter whose bucket it lies in."""

    pk = models.CompositePrimaryKey("bucket", "owner", "id")
    bucket = models.SmallIntegerField()
    owner = models.UUIDField()
    id = models.UUIDField()
    person = models.UUIDField()
    body = models.BinaryField()

    class Meta:
        db_table = "sealed_text"


class Evidence(models.Model):
    """A file or snapshot; its bytes lie sealed in a file of that random name.

    `scan_due_at` says when the scanner is asked again about a pending one, `scans` how often it was in vain.
    """

    pk = models.CompositePrimaryKey("bucket", "owner", "id")
    bucket = models.SmallIntegerField()
    owner = models.UUIDField()
    id = models.UUIDField()
    person = models.UUIDField()
    media = models.CharField(max_length=40)
    size = models.BigIntegerField()
    scan = models.CharField(max_length=12)
    quarantined = models.BooleanField(default=False)
    source = models.CharField(max_length=12)
    at = models.DateTimeField()
    scan_due_at = models.DateTimeField(null=True)
    scans = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "evidence"
        indexes = (
            models.Index(
                fields=("scan_due_at",), name="evidence_scan", condition=Q(scan_due_at__isnull=False)
            ),
        )


class Subject(models.Model):
    """What a complaint is about; its id is a keyed hash of platform, kind and external id.

    `look_due_at` says when the host is asked next which account stands behind it, `looks` how often it was.
    """

    pk = models.CompositePrimaryKey("bucket", "id")
    bucket = models.SmallIntegerField()
    id = models.UUIDField()
    platform = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    external = models.CharField(max_length=256)
    account = models.UUIDField(null=True)
    look_due_at = models.DateTimeField(null=True)
    looks = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "subject"
        indexes = (
            models.Index(
                fields=("look_due_at",), name="subject_look", condition=models.Q(look_due_at__isnull=False)
            ),
            models.Index(
                fields=("account",), name="subject_account", condition=models.Q(account__isnull=False)
            ),
        )


class IntakeKey(models.Model):
    """Sender, idempotency key and line → the complaint they made; `bucket` is of the key's own hash."""

    pk = models.CompositePrimaryKey("bucket", "key")
    bucket = models.SmallIntegerField()
    key = models.BinaryField()
    body = models.BinaryField()
    complaint = models.UUIDField()
    key_version = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "intake_key"
