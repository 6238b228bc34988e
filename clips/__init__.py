"""Clips 短视: a small video platform, the demo host of Ombud."""
