"""Is a file that somebody sent us harmless?"""
