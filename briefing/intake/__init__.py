"""What is brought into the library over and over: feeds and folders that are followed, and what became of it.

Here collecting and the library meet: neither knows of the other.
"""
