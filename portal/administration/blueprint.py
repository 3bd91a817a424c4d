"""The blueprint that the modules of pages share."""

from flask import Blueprint

blueprint = Blueprint("administration", __name__, url_prefix="/admin")
