"""What a build records of itself.

Facts, versions, history, checksums, and the Parquet files they describe.
"""
