"""What do laws have a platform hand in or publish about complaints and decisions? Counted from the books, made of codes."""
