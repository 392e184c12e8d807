"""Prefect's settings, set before Prefect is imported: nothing sent out, no state in the home folder;
and the log for the maintainer.
"""

import os
import tempfile
from pathlib import Path

from flows.logs import keep_log
from flows.notify import VARIABLE
from models.errors import ConfigError

_DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
    # Larger batches, or the server falls behind a night of a thousand documents.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "500",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "100",
}


def prepare(state: Path, notify: str = "") -> None:
    """Set what the environment does not set itself; `state` holds Prefect's own files and our log,
    `notify` the addresses that a failed night is told to (flows.notify).

    Raises: ConfigError when nothing can be written there.
    """
    home = Path(os.environ.setdefault("PREFECT_HOME", str((state / "prefect").resolve())))
    try:
        state.mkdir(parents=True, exist_ok=True)
        home.mkdir(parents=True, exist_ok=True)  # Prefect itself makes no parents
        with tempfile.TemporaryFile(dir=home):
            pass  # Prefect's server would fail without a word
    except OSError as error:
        raise ConfigError(
            f"state {state}: cannot be written ({error.strerror}); give the right to write or name another with --state",
            sentence=f"Folder keadaan {state} tidak dapat ditulis. Periksa izinnya, atau sebut yang lain dengan --state.",
        ) from error
    keep_log(state)
    if notify:
        os.environ.setdefault(VARIABLE, notify)
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    if "PREFECT_API_URL" not in os.environ:
        # Logs are for a server's page; the embedded engine has none.
        os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
        # A file that cannot be read is told in one line by the command, not by a trace.
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
