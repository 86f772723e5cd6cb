"""What is observed: typed facts about what the pages of a portal showed, one module for each part of the way.

A fact says what a page showed, never what is wrong with it. Texts are quoted from the page, cleaned of markup only.
"""
