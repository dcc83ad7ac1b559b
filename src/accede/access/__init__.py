"""Who sits at the desk and what each may see: people, roles, confidentiality, the audit trail.

Every read of the project names its viewer.
"""
