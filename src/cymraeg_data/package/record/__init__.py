"""What a build records of itself: facts, versions, history, checksums, and the Parquet files they describe."""
