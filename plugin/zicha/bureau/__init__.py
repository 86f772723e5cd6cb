"""The bureau's desk: what is done with the ledgers that many departments hand in."""
