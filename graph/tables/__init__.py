"""The release as tables: one Parquet file a table, for those who count, and what each column means.

``definitions`` is the one place for tables and columns; how rows are made of a document, the files of a
release, the data dictionary and the metadata follow it.
"""
