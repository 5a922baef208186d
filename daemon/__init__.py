"""The service: one mailbox, one register, and people waiting for an answer. The walk of one message is in README.md."""
