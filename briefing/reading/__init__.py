"""What a careful reader would notice in articles: pure functions that read text and touch nothing else."""
