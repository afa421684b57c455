"""The release as Parquet tables: the page, the files, and what research tools read about them."""
