"""Findings, facts about data with place, severity and advice; `codes` is the table of all codes."""

from cymraeg_data.findings.codes import CODES, Code, Severity, describe
from cymraeg_data.findings.finding import Finding, Location, found, worst
from cymraeg_data.public_names import show_public_names

__all__ = ["CODES", "Code", "Finding", "Location", "Severity", "describe", "found", "worst"]

show_public_names(__name__)
