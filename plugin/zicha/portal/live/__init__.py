"""The live portal: facts made by a real browser, doing what a person would do, at a person's pace."""
