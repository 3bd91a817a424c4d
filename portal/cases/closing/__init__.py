"""What follows an outcome: ratings, follow-up calls and published answers."""
