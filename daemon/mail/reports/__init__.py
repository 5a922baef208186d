"""Delivery reports: what mail systems write back about a letter, standard (RFC 3464) or in words of their own."""

from daemon.mail.reports.reading import report_of

__all__ = ["report_of"]
