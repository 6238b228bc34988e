"""Since when is an account told nothing by the law of where it is, and an authority's request stood by by two?"""

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing changes its shape: `verify` asks by when it was applied who could not know better."""

    dependencies = (("store", "0110_judged"),)
    operations = ()
