"""Prefect's settings, set before Prefect is imported: nothing sent out, no state in the home folder."""

import os
from pathlib import Path

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


def prepare(state: Path) -> None:
    """Set what the environment does not set itself; `state` holds Prefect's own files."""
    home = Path(os.environ.setdefault("PREFECT_HOME", str((state / "prefect").resolve())))
    home.mkdir(parents=True, exist_ok=True)  # Prefect itself makes no parents
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    if "PREFECT_API_URL" not in os.environ:
        # Logs are for a server's page; the embedded engine has none.
        os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
        # A file that cannot be read is told in one line by the command, not by a trace.
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
