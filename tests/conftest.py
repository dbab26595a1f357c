"""How hypothesis searches.

The tests give the same answer every time they run on the same code, so what a change breaks was
broken by that change. A wider search, new examples each time, is asked for by name:
`HYPOTHESIS_PROFILE=search python -m pytest`; `few` is enough to see which lines are reached. No
deadline: the first example may load packaged data.
"""

import os

from hypothesis import settings

settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.register_profile("few", deadline=None, derandomize=True, max_examples=20)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
