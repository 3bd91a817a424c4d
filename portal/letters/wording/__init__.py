"""The words with which each kind of letter begins, and what they may say of their matter."""
