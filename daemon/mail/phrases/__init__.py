"""What systems without proper headers write in subjects and first words, in the languages in which mail reaches a partnership.

Every pattern is anchored or has no open-ended repetition, so that it costs a bounded time for each character.
"""
