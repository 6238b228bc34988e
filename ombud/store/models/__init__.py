"""The tables; seen by nobody outside `store`."""

from ombud.store.models.books import Case, Complaint, LedgerLine, Member, Part
from ombud.store.models.decisions import (
    ClauseUse,
    ConductRow,
    DoubtRow,
    HandRow,
    ReviewRow,
    RulingRow,
    SignatureRow,
    UnfoundedRow,
)
from ombud.store.models.host import Effect, HostDecision, HostOrder, Target
from ombud.store.models.kin import AffectedRow, IssueLook, IssueRow, KinRow, LineRow, RedressRow
from ombud.store.models.learning import Lapse, Look, Rating, Task, TaskClaim
from ombud.store.models.letters import Letter
from ombud.store.models.parties import Evidence, IntakeKey, PersonKey, SealedText, Subject
from ombud.store.models.policies import PackProposal, PackTurn, PackVerdict
from ombud.store.models.running import Alarm, ClockRow, CompiledPack, Heartbeat, Wake
from ombud.store.models.staff import ApiKey, Certificate, Dose, Grant, ReadLine, Staff, TeamMove, Tie

__all__ = [
    "AffectedRow",
    "Alarm",
    "ApiKey",
    "Case",
    "Certificate",
    "ClauseUse",
    "ClockRow",
    "CompiledPack",
    "Complaint",
    "ConductRow",
    "Dose",
    "DoubtRow",
    "Effect",
    "Evidence",
    "Grant",
    "HandRow",
    "Heartbeat",
    "HostDecision",
    "HostOrder",
    "IntakeKey",
    "IssueLook",
    "IssueRow",
    "KinRow",
    "Lapse",
    "LedgerLine",
    "Letter",
    "LineRow",
    "Look",
    "Member",
    "PackProposal",
    "PackTurn",
    "PackVerdict",
    "Part",
    "PersonKey",
    "Rating",
    "ReadLine",
    "RedressRow",
    "ReviewRow",
    "RulingRow",
    "SealedText",
    "SignatureRow",
    "Staff",
    "Subject",
    "Target",
    "Task",
    "TaskClaim",
    "TeamMove",
    "Tie",
    "UnfoundedRow",
    "Wake",
]
