"""Who proposed that a pack be in force, and who signed?"""

from django.db import models


class PackProposal(models.Model):
    """Somebody wants a stored pack to be in force; never changed."""

    id = models.UUIDField(primary_key=True)
    jurisdiction = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    before = models.CharField(max_length=64)
    applies_to = models.CharField(max_length=4)
    why_zh = models.TextField()
    why_en = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "pack_proposal"
        constraints = (models.UniqueConstraint(fields=("id", "by"), name="pack_proposed_by"),)
        indexes = (models.Index(fields=("jurisdiction", "-at"), name="pack_proposal_latest"),)


class PackVerdict(models.Model):
    """What became of a proposal: one verdict each, and the database refuses a signature of whoever proposed it."""

    proposal = models.UUIDField(primary_key=True)
    proposed_by = models.UUIDField()
    by = models.UUIDField()
    verdict = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        db_table = "pack_verdict"
        constraints = (
            models.CheckConstraint(
                name="pack_verdict_two",
                condition=~models.Q(verdict="signed") | ~models.Q(by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="pack_verdict_kinds", condition=models.Q(verdict__in=("signed", "declined"))
            ),
        )


class PackTurn(models.Model):
    """On its day a pack turned into the one that was signed with it; never changed."""

    id = models.UUIDField(primary_key=True)
    jurisdiction = models.CharField(max_length=8)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "pack_turn"
        indexes = (models.Index(fields=("jurisdiction", "-at"), name="pack_turn_latest"),)
