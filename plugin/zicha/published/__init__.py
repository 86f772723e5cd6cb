"""A published guide, read once: a page and the words of its portal in, every element by its kind out."""
