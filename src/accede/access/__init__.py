"""Who may see what. Every read of the project names its viewer."""
