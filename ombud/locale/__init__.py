"""Every word on every screen, in Chinese and English."""
