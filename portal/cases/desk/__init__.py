"""How people work through their cases: lists, filters, templates and batches."""
