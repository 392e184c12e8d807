"""Values: how a date, time, sum, quantity, RT/RW, name or body is written, read and compared."""
