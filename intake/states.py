"""What becomes of a file that was received, in the words that staff, ledger and report share."""

READ, CHECK, WAITING = "dibaca", "perlu diperiksa", "menunggu"
UNPACKED = "dibongkar"
"""A container, such as a zip: its members are files of their own, whose folder is its name."""
FAILED, UNSUPPORTED, QUARANTINED = "gagal", "tidak didukung", "dikarantina"

NOT_READ = (FAILED, UNSUPPORTED, QUARANTINED)
"""States in which a file was given up, until it is dropped again or the program is a newer one."""
TAKEN = (READ, CHECK, UNPACKED)
"""States in which the same bytes, dropped again, are a copy and nothing more."""
STATES = (READ, CHECK, *NOT_READ, WAITING, UNPACKED)
