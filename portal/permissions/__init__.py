"""Who may do what: one table that screens, views, operations and lists all ask."""
