"""What a demo begins with: a cast, complaints about Clips, and a file that says how to come in."""
