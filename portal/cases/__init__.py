"""Cases: what an enterprise brings, from its submission to the outcome that the enterprise itself confirms."""
