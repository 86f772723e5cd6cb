"""Pure rules: facts in, problems out. No page, no file, no clock of their own."""
