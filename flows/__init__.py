"""When and in which order; the work itself lies in the rooms below."""
