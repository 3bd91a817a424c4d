"""How a person wants the pages: language and theme, kept in cookies."""
