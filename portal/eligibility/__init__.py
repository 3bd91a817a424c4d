"""政策找企: to which enterprises a measure applies, as data, and telling them of it."""
