"""How the pages of the embedded portal look: a grammar of independent choices, and what renders a publication by them.

A skin changes looks alone. What a person reads on its pages is the same on every skin.
"""
