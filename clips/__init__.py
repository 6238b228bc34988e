"""Clips: a small short-video platform that shows what Ombud does to a host."""
