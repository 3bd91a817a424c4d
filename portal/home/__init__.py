"""Where everybody arrives: the public home, the enterprise's home, what waits for each role, help, and navigation."""
