"""Who answers the lines when (值班), and the hours that lawyers and cadres offer to enterprises (预约)."""
