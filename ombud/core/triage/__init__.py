"""What is this complaint about, and how bad is it?"""
