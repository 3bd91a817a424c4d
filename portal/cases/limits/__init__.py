"""What is promised until when, why, and what happens as time passes."""
