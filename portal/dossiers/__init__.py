"""A case as a file (一案一档): one PDF, and one ZIP with every paper of it and a list of their digests."""
