"""The IMAP side: listing, fetching, filing, IDLE, sign-in. The one door to imapclient; knows nothing of the store."""

from daemon.mailbox.backoff import Backoff
from daemon.mailbox.connection import Fetched, Folder, Mailbox, connect

__all__ = ["Backoff", "Fetched", "Folder", "Mailbox", "connect"]
