"""Ombud 公道: complaint handling that anyone can check."""
