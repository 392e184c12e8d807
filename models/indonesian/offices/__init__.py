"""Offices as a text names them, with the body they belong to when it stands right behind.

"Lurah Panggung Rawi" is the office Lurah of Kelurahan Panggung Rawi; "Kasi Ekbang Kecamatan X" is
Kasi Ekbang of Kecamatan X; "Ketua RW 03" is Ketua of RW 03.
"""

from models.indonesian.offices.mention import OfficeMention
from models.indonesian.offices.scanning import scan

__all__ = ["OfficeMention", "scan"]
