"""The WSGI entry and the worker's: ``gunicorn wsgi:app``, ``huey_consumer wsgi.huey``, ``flask --app wsgi …``."""

import sys

from portal import logs
from portal.app import create_app
from portal.jobs.running import create_queue
from portal.settings import SettingsError, load_settings

try:
    settings = load_settings()
except SettingsError as error:
    sys.exit(str(error))

logs.configure()
app = create_app(settings)
huey = create_queue(app, settings)
