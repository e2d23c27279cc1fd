"""The hub's client: where it is, what it holds of a dataset, and what its errors mean to a person."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cymraeg_data.errors import HubError, InputError
from cymraeg_data.locale import N_, _
from cymraeg_data.package.fetch.repository import hub_api

__all__ = ["KIND", "NOTHING", "THEIRS", "UNKNOWN", "UNTAGGED", "download", "explained"]

KIND = "dataset"
TIMEOUT = 120.0
"""Seconds without a sign of life after which a call is given up. Our choice: the hub may take a minute to
make a large commit.
"""
THEIRS = frozenset({".gitattributes"})
"""Files that the hub makes with a repository; they are not ours to remove."""


def download(
    repo_id: str, revision: str | None, patterns: list[str] | None = None, *, ignore: Sequence[str] = ()
) -> Path:
    """Return the folder in the hub's cache that holds a revision, or the part of it that `patterns` name.

    Files that `ignore` names are left out.
    """
    with explained(repo_id):
        folder = hub_api().snapshot_download(
            repo_id,
            repo_type=KIND,
            revision=revision,
            allow_patterns=patterns,
            ignore_patterns=sorted({*THEIRS, *ignore}),
        )
    return Path(str(folder))


_STATUSES = {
    401: N_("The hub does not know you. Run `hf auth login` with a token that may write."),
    403: N_(
        "Your token may not do this. Ask the owner of the repository for the right to write, or use another"
        " token."
    ),
    404: N_("There is no such dataset or revision, or it is private and your token may not see it."),
    409: N_("The hub is busy with another change of this repository. Try again in a minute."),
    412: N_(
        "Another version was published here since the plan was made. Check the plan again before you publish."
    ),
    429: N_("The hub asks for fewer calls. Wait a few minutes and run it again."),
}
_FAILED = N_("The hub failed (status {status}). Run it again in a few minutes.")
_UNREADABLE = N_("The hub gave an answer that is not its own. Run it again in a few minutes.")
_UNREACHED = N_(
    "The hub could not be reached, or did not answer in time. Check the connection and run it again."
)
NOTHING = N_("Nothing was published.")
UNKNOWN = N_("Whether the commit arrived is not known. Run it again: nothing is published twice.")
UNTAGGED = N_("The commit arrived; its tag did not. Run it again to set the tag.")


@contextmanager
def explained(repo_id: str, state: str = "") -> Iterator[None]:
    """Turn what the hub's client raises into a HubError that says what happened and what the hub holds."""
    from huggingface_hub.errors import HFValidationError

    try:
        with _limited_waiting():
            yield
    except HFValidationError as error:
        raise InputError(
            _("“{name}” is not the name of a dataset on the hub, as in “owner/name”.", name=repo_id)
        ) from error
    except (HubError, InputError):
        raise
    except _errors() as error:
        status = _status(error)
        if status is None:
            reason = _(_UNREACHED)
        else:
            reason = _(_STATUSES[status]) if status in _STATUSES else _(_FAILED, status=status)
        raise HubError(_sentences(repo_id, reason, state)) from error
    except json.JSONDecodeError as error:
        raise HubError(_sentences(repo_id, _(_UNREADABLE), state)) from error
    except ValueError as error:
        reason = _("The hub does not accept the card: {reason}", reason=error)
        raise HubError(_sentences(repo_id, reason, state)) from error


@contextmanager
def _limited_waiting() -> Iterator[None]:
    """Make the hub's client, which would wait without limit, give up after `TIMEOUT`.

    A limit that was set stays.
    """
    from huggingface_hub import get_session

    session = get_session()
    before = session.timeout
    if before.read is None:
        session.timeout = TIMEOUT
    try:
        yield
    finally:
        session.timeout = before


def _sentences(repo_id: str, reason: str, state: str) -> str:
    return f"{repo_id}: {reason} {_(state)}".strip()


def _errors() -> tuple[type[Exception], ...]:
    """Return what the system and the hub's HTTP library raise, whichever that is in the installed version."""
    from huggingface_hub.errors import HfHubHTTPError

    bases = (base for base in HfHubHTTPError.__mro__ if base.__name__ == "HTTPError")
    # The client wraps what goes wrong in an upload as a RuntimeError.
    return (OSError, RuntimeError, *(base for base in bases if issubclass(base, Exception)))


def _status(error: BaseException | None) -> int | None:
    """Return the HTTP status at the root of an error; None, where no answer came."""
    while error is not None:
        status = getattr(getattr(error, "response", None), "status_code", None)
        if isinstance(status, int):
            return status
        error = error.__cause__ or error.__context__
    return None
