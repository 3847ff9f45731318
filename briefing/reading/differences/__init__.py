"""Differences: what two accounts of one event tell differently.

A module for each kind. Every one of them reads both texts, offers what it finds with the evidence, and claims
nothing where it is not clear that both speak of the same thing.
"""

from briefing.reading.differences.compare import compare

__all__ = ["compare"]
