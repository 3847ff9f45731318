"""A terminal reader for people who brief others from several accounts of one event."""

__version__ = "0.1.0"
