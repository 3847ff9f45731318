"""Articles in: files and folders, read within limits, each yielding articles or the reason why not."""
