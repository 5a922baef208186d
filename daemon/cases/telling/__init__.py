"""Whom a decision tells what: parties as addresses, questions and examples for the manager, what is asked of the parties."""
