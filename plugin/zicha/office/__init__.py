"""The department's desk: what a clerk does before and after an inspection, apart from the inspection itself."""
