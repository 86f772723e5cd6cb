"""zicha (自查): departments inspect their own matters on the provincial service portal."""

__version__ = "0.1.0"
