"""Published questions and answers: what a lawyer once answered, without whom it was about, for everybody to find."""
