"""A word to the maintainer when a night fails: by e-mail, webhook or whatever Apprise can reach.

The addresses hold passwords, so they come by the environment and never as a parameter of the flow,
which Prefect would keep and show.
"""

import logging
import os

from models.privacy import masked

VARIABLE = "RISALAH_NOTIFY"
"""Apprise addresses, separated by blanks, such as `mailtos://user:password@host?to=…` or `json://host/path`."""

_log = logging.getLogger(__name__)


def notify(title: str, lines: list[str]) -> bool:
    """Send a message to the addresses of RISALAH_NOTIFY; tells whether all were reached. Without an
    address nothing is sent. A message that does not arrive is logged and ends no run.

    It leaves the machine, so that it is masked as a log is: names of files may hold a NIK.
    """
    addresses = os.environ.get(VARIABLE, "").split()
    if not addresses:
        return True
    from apprise import Apprise  # slow to import, and most runs have nothing to say

    sender = Apprise()
    known = [sender.add(address) for address in addresses]
    body = "\n".join(masked(line) for line in lines)
    sent = all(known) and bool(sender.notify(title=masked(title), body=body))
    if not sent:
        _log.error("not every address of %s could be reached", VARIABLE)
    return sent
