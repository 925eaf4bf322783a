"""The SKP of an employee: its days, what it may take over, how it is composed."""
