"""Evidence: what was observed, masked before it is written, hashed in a chain, and read again for a replay."""
