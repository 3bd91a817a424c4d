"""Pairings proposed by the portal, one enterprise or many at a time, and what people make of them."""
