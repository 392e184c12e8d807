"""Beginnings of papers into which the tests of people put a line, and how they look at a record."""

NEWS = "CILEGON – Warga berkumpul di aula, Jumat (5/1/2024), ujar panitia kepada wartawan. "
ARTICLE = (
    "Warga Gelar Kerja Bakti di Sukabungah\n\n"
    "BANDUNG - Warga Kelurahan Sukabungah, Kecamatan Sukajadi, Kota Bandung bergotong royong "
    "membersihkan selokan di lingkungan mereka, Selasa (5/3/2024), ujar panitia kepada wartawan.\n\n"
)
MINUTES = (
    "NOTULEN RAPAT LPM KELURAHAN WANASARI",
    "KELURAHAN WANASARI KECAMATAN BANTAR KOTA TEGAL",
    "Hari/Tanggal : Sabtu, 11 Februari 2023",
)
VILLAGE = "NOTULEN RAPAT DESA SUKAMULYA\nKECAMATAN PARIGI\n\nHari/Tanggal : Senin, 4 Maret 2024\n"
MEETING = (
    "NOTULEN RAPAT KOORDINASI",
    "Tempat : Aula Kantor Kelurahan Sukamaju, Kecamatan Jombang, Kota Cilegon",
)


def people(record):
    return [(p.name, p.role, p.agency) for p in record.people]
