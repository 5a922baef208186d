"""Mails as they come to a partnership's mailbox, written from how the systems write and not from the rules. Everybody is invented."""
