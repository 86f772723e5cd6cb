"""One run: what was selected, the way to the portal, test applications, the report folder."""
