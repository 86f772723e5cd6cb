"""办事指南: a guide as it is drawn, read into what it shows."""
