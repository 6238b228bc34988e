"""Has anybody thinned out the log of who looked at what?"""

from itertools import groupby

from django.apps.registry import Apps
from django.db import migrations, models

from ombud.core.audit import START, Read, link, reads_of
from ombud.core.codec import canonical


def _chain(apps: Apps, _editor: object) -> None:
    """Chain the lines that are there, as they are now."""
    rows = apps.get_model("store", "ReadLine").objects.order_by("bucket", "owner", "at", "id")
    for owner, lines in groupby(rows.iterator(), key=lambda row: row.owner):
        digest = START
        for seq, row in enumerate(lines, 1):
            read = Read(**{name: getattr(row, name) for name in Read.__dataclass_fields__})
            digest = link(digest, reads_of(owner), canonical(read))
            row.seq, row.digest = seq, digest
            row.save(update_fields=("seq", "digest"))


class Migration(migrations.Migration):
    """Makes the lines about each case a chain."""

    dependencies = (("store", "0020_asks"),)
    operations = (
        migrations.AddField("ReadLine", "seq", models.IntegerField(default=0)),
        migrations.AddField("ReadLine", "digest", models.BinaryField(default=b"")),
        migrations.RunPython(_chain, migrations.RunPython.noop),
        migrations.AlterField("ReadLine", "seq", models.IntegerField()),
        migrations.AlterField("ReadLine", "digest", models.BinaryField()),
        migrations.RemoveIndex("ReadLine", "read_owner"),
        migrations.AddConstraint(
            "ReadLine", models.UniqueConstraint(fields=("bucket", "owner", "seq"), name="read_seq")
        ),
    )
