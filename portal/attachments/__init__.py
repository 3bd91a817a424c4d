"""Files that people attach: judged by their content, kept in a store, never served as a page."""
