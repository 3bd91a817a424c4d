"""The administrator's work: accounts, units, the working calendar, and looking into the audit trail."""
