"""Staff, what they may do, what they have seen, and the keys of machines."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models


class StaffManager(BaseUserManager["Staff"]):
    """Makes members of staff."""

    def create_user(self, username: str, password: str, **fields: object) -> "Staff":
        """Make a member of staff with a password."""
        member = self.model(username=self.model.normalize_username(username), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member


class Staff(AbstractBaseUser, PermissionsMixin):
    """A member of staff."""

    id = models.UUIDField(primary_key=True, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True, default="", db_default="")
    roles = ArrayField(models.CharField(max_length=16), default=list)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    clearances = ArrayField(models.CharField(max_length=16), default=list)
    lang = models.CharField(max_length=3, default="zh")
    zone = models.CharField(max_length=40, default="Asia/Shanghai")
    duty = models.CharField(max_length=8, default="", blank=True)
    present = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects = StaffManager()
    USERNAME_FIELD = "username"

    class Meta:
        db_table = "staff"

    def __str__(self) -> str:
        """Return the name that colleagues see."""
        return self.name


class Certificate(models.Model):
    """A lane somebody is trained for, until a date."""

    pk = models.CompositePrimaryKey("agent", "lane")
    agent = models.UUIDField()
    lane = models.CharField(max_length=40)
    until = models.DateTimeField()

    class Meta:
        db_table = "certificate"


class Tie(models.Model):
    """A declared relation of an agent to an account: no case about it ever reaches them, until a lead ends it.

    Nobody is named as `declared_by` where the operator did it.
    """

    pk = models.CompositePrimaryKey("agent", "subject")
    agent = models.UUIDField()
    subject = models.UUIDField()
    bond = models.CharField(max_length=12, default="self", db_default="self")
    declared_at = models.DateTimeField(null=True)
    declared_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_why = models.CharField(max_length=200, default="", db_default="")

    class Meta:
        db_table = "tie"


class TeamMove(models.Model):
    """From when somebody is in a team, and by whose word; insert and select only, and a chain for each person.

    An empty name is no team. Nobody is named who did it where the operator did.
    """

    pk = models.CompositePrimaryKey("agent", "seq")
    agent = models.UUIDField()
    seq = models.IntegerField()
    digest = models.BinaryField()
    since = models.DateTimeField()
    team = models.CharField(max_length=40)
    by = models.UUIDField(null=True)

    class Meta:
        db_table = "team_move"


class Dose(models.Model):
    """Harm an agent was exposed to, in minutes in front of it."""

    pk = models.CompositePrimaryKey("agent", "at")
    agent = models.UUIDField()
    at = models.DateTimeField()
    exposure = models.CharField(max_length=2)
    minutes = models.FloatField()
    s0 = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "dose"


class Grant(models.Model):
    """A manager's leave for one agent to open sealed material of one case, until a time."""

    pk = models.CompositePrimaryKey("bucket", "case_id", "id")
    bucket = models.SmallIntegerField()
    case_id = models.UUIDField()
    id = models.UUIDField()
    agent = models.UUIDField()
    manager = models.UUIDField()
    until = models.DateTimeField()

    class Meta:
        db_table = "access_grant"


class ReadLine(models.Model):
    """Who opened what sealed thing, when and why; insert and select only, and a chain for each case."""

    pk = models.CompositePrimaryKey("bucket", "id")
    bucket = models.SmallIntegerField()
    id = models.UUIDField()
    owner = models.UUIDField()
    seq = models.IntegerField()
    digest = models.BinaryField()
    agent = models.UUIDField()
    what = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    grant = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "read_log"
        constraints = (models.UniqueConstraint(fields=("bucket", "owner", "seq"), name="read_seq"),)


class ApiKey(models.Model):
    """A machine's key, known only by its keyed hash."""

    hash = models.BinaryField(primary_key=True)
    sender = models.UUIDField()
    name = models.CharField(max_length=80)
    scopes = ArrayField(models.CharField(max_length=16), default=list)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    trusted_for = ArrayField(models.CharField(max_length=32), default=list, db_default=[])
    trusted_by = models.CharField(max_length=200, default="", db_default="")
    trusted_since = models.DateTimeField(null=True)
    trusted_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_key"
