"""The quality rules as a page of the documentation."""

from cymraeg_data.locale import _
from cymraeg_data.package.steps.quality.quality_rules import rules

__all__ = ["markdown"]


def markdown() -> str:
    """Return every rule with its default threshold and its source, as Markdown in the current language."""
    words = {"below": _("below"), "above": _("above")}
    parts = [
        "# " + _("Quality rules"),
        _(
            "A manifest names the rules of its build under `[steps.quality]`, each with a threshold, or with"
            " `true` for the default one. A row is left out for the first rule that it breaks, and counted."
            " What cannot be measured breaks no rule."
        ),
    ]
    titles = (_("Rule"), _("Leaves out"), _("Default"), _("Source"))
    head = f"| {' | '.join(titles)} |\n| --- | --- | --- | --- |"
    for config in ("documents", "pairs"):
        rows = [
            f"| `{rule.name}` | {rule.description} | {words[rule.direction]} {rule.threshold:g} |"
            f" {rule.origin} |"
            for rule in rules()
            if rule.config == config
        ]
        parts += [f"## `{config}`", "\n".join([head, *rows])]
    return "\n\n".join(parts) + "\n"
