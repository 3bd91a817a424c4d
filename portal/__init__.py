"""The reopening portal: enterprises report what keeps them from reopening, and officials answer in time.

The factory is :func:`portal.app.create_app`; the shape of the tree is told in README.md.
"""
