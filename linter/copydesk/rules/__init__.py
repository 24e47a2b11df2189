"""The rule language: find, check, compile, configure and select rules."""
