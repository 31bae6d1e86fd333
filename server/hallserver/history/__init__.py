"""The past: sealed days as Parquet, late facts beside them, and one definition of each measure over both and today.

It reads the database, writes only below `DATA/history`, and decides nothing.
"""
