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
