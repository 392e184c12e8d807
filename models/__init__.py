"""What things are: shapes, values, errors and the Indonesian language; no files, no network."""
