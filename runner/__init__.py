"""What ``run`` does: install, prepare an instance, start, test, check and measure. Standard library only.

It runs before anything is installed and imports nothing of the portal: it speaks to it through ``flask`` commands.
"""
