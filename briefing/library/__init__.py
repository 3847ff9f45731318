"""Where articles are kept and found: an archive that is the truth, and an index that can be rebuilt from it."""
