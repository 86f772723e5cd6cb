"""The embedded portal: a real web application on loopback, with defects planted as data."""
