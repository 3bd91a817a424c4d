"""The audit trail: who did what to which thing, and when. Rows are added and never changed."""
