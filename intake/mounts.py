"""Whether a path lies on a network share, where SQLite's locks do not hold (sqlite.org/faq.html, question 5)."""

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
_OF_THE_NETWORK = frozenset(
    {
        *(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "ncpfs",
            "afs",
            "ceph",
            "glusterfs",
            "lustre",
            "9p",
        ),
        *("fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.davfs", "davfs", "fuse.smbnetfs"),
        *("fuse.s3fs", "fuse.gvfsd-fuse", "gfs2", "ocfs2", "beegfs"),
    }
)
"""Types of file systems of Linux, as proc(5) names them, whose files another machine may write too."""
_OCTAL = re.compile(r"\\([0-7]{3})")


def network_share(path: Path, mounts: Path | None = None) -> str | None:
    """Return the type of the network share that a path, or the folder in which it would be made, lies
    on; None on a disk of this machine, and where the system does not tell.
    """
    try:
        lines = (mounts or MOUNTS).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return None
    place, best, kind = path.resolve(), -1, ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # A blank in a name is written as \\040, as fstab(5) says; other letters as they are.
        point = Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[1]))
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind if kind in _OF_THE_NETWORK else None
