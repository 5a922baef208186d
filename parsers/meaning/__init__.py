"""From labelled values to canonical answers: vocabulary, dates, ticks, parties, which form and which event."""
