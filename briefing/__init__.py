"""A terminal reader for people who brief others from several accounts of one event."""

import os

__version__ = "0.1.0"

# The threads of numpy's linear algebra wait for work by spinning, which costs more processor time than all our small
# matrices; numpy reads this when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
