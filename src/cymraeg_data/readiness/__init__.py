"""Is this data ready to be published and to inform AI? Checks over everything below, one report."""

from cymraeg_data.readiness.config import Config
from cymraeg_data.readiness.engine import check
from cymraeg_data.readiness.report import NotAssessed, Report, SourceSummary

__all__ = ["Config", "NotAssessed", "Report", "SourceSummary", "check"]
