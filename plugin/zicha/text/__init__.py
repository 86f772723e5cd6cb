"""Chinese, as guides, forms and messages write it, read once: words in, values out. It knows no page and no record."""
