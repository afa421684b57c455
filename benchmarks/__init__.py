"""What is measured: the reader on damaged minutes, publishing at scale, and serving beside other servers."""
