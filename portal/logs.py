"""Logs for machines: one JSON object a line on standard error, with the request's facts and never its content."""

import logging.config
import time

from flask import Flask, Response, g, request

from portal.permissions.checks import actor_or_none
from portal.presentation.returning import loggable_path

log = logging.getLogger("portal.requests")
FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def configure() -> None:
    """Write every log record of the process as JSON."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": "pythonjsonlogger.json.JsonFormatter",
                    "format": FORMAT,
                    "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
                    "json_ensure_ascii": False,
                },
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"level": "INFO", "handlers": ["stderr"]},
            "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
        },
    )


def init_app(app: Flask) -> None:
    """Log each request when it has been answered; health checks are left out."""

    @app.before_request
    def begin() -> None:
        g.began = time.monotonic()

    @app.after_request
    def end(response: Response) -> Response:
        if request.endpoint not in {"health.alive", "health.ready", "static"}:
            actor = actor_or_none()
            log.info(
                "request",
                extra={
                    "method": request.method,
                    "path": loggable_path(),
                    "status": response.status_code,
                    "milliseconds": round((time.monotonic() - g.get("began", time.monotonic())) * 1000),
                    "account": actor.account_id if actor else None,
                },
            )
        return response
