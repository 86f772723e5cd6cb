"""From findings to the official ledger: rows, one ledger per department, and one writer for each file format."""
