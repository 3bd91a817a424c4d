"""Pairing: the leader, responsible unit, liaison cadre and lawyer who stand by an enterprise."""
