"""Who handles a case: dispatch, other units, hand-backs, transfers and handing over."""
