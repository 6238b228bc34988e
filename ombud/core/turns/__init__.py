"""How does each kind of line turn a case into what it is after it?"""
