"""What is measured: the reader on damaged minutes, and publishing at scale."""
