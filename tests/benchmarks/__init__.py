"""Figures for the README: commands to run by hand, never part of a test run."""
