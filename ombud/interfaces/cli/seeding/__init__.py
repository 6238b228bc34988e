"""What a demo begins with: a cast, complaints about Clips, and a file that says how to come in."""

from ombud.interfaces.cli.seeding.sow import sow

__all__ = ["sow"]
