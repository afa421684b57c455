"""/besked: asking to be told of what is new, by mail, calendar, feed or webhook, and telling who did."""
