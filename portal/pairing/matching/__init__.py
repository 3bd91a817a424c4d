"""Who should stand by whom: what each choice costs, and the best of all choices together."""
