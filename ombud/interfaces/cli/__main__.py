"""`python -m ombud.interfaces.cli`."""

import sys

from ombud.interfaces.cli import main

sys.exit(main())
