"""Readiness of data for publication and AI: all checks of the library in one report."""

from cymraeg_data.public_names import show_public_names
from cymraeg_data.readiness.gate import Config
from cymraeg_data.readiness.report import Report
from cymraeg_data.readiness.results import NotAssessed, SourceSummary
from cymraeg_data.readiness.scan import assess

__all__ = ["Config", "NotAssessed", "Report", "SourceSummary", "assess"]

show_public_names(__name__)
