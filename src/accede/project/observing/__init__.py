"""What an operator can see of the running program: its log, its health, its figures. Never what people wrote."""
