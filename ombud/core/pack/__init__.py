"""The policy pack: law and policy as frozen data."""
