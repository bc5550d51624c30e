"""Who takes part: accounts, invitations, devices with their tokens, leases and revocation (S-02, S-10, R10)."""
