"""The licences a manifest may name: what each is called, and how the Hugging Face hub writes it."""

from dataclasses import dataclass

from cymraeg_data.locale import N_, _

__all__ = ["HubLicence", "address", "hub_licence", "name"]

_NAMES = {
    "ogl-uk-3.0": N_("Open Government Licence v3.0"),
    "CC0-1.0": N_("Creative Commons Zero 1.0"),
    "CC-BY-3.0": N_("Creative Commons Attribution 3.0"),
    "CC-BY-4.0": N_("Creative Commons Attribution 4.0"),
    "CC-BY-SA-3.0": N_("Creative Commons Attribution-ShareAlike 3.0"),
    "CC-BY-SA-4.0": N_("Creative Commons Attribution-ShareAlike 4.0"),
    "CC-BY-NC-4.0": N_("Creative Commons Attribution-NonCommercial 4.0"),
    "CC-BY-NC-SA-4.0": N_("Creative Commons Attribution-NonCommercial-ShareAlike 4.0"),
    "ODC-By-1.0": N_("Open Data Commons Attribution Licence 1.0"),
    "ODbL-1.0": N_("Open Database Licence 1.0"),
    "PDDL-1.0": N_("Public Domain Dedication and Licence 1.0"),
    "unknown": N_("licence not known"),
}

# The hub writes SPDX identifiers in lower case, with these exceptions, and has none for the Open Government
# Licence.
_HUB = {"ODC-By-1.0": "odc-by", "ODbL-1.0": "odbl", "PDDL-1.0": "pddl"}
_HUB |= {"GPL-3.0-only": "gpl-3.0", "GPL-3.0-or-later": "gpl-3.0", "ogl-uk-3.0": "other"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HubLicence:
    """A licence as a dataset card states it; the name and link are there for what the hub calls `other`."""

    license: str
    license_name: str | None = None
    license_link: str | None = None


def name(licence: str) -> str:
    """Return the name of a licence in the current language; the identifier where it has no other name.

    >>> from cymraeg_data import locale
    >>> with locale.use("en"):
    ...     name("ogl-uk-3.0"), name("MIT")
    ('Open Government Licence v3.0', 'MIT')
    """
    return _(_NAMES[licence]) if licence in _NAMES else licence


def hub_licence(licence: str) -> HubLicence:
    """Return how the hub's YAML states a licence.

    >>> hub_licence("CC-BY-SA-4.0").license
    'cc-by-sa-4.0'
    >>> hub_licence("ogl-uk-3.0").license_name
    'ogl-uk-3.0'
    """
    identifier = _HUB.get(licence, licence.lower())
    if identifier == "other":
        return HubLicence(license="other", license_name=licence, license_link="LICENSE.md")
    return HubLicence(license=identifier)


def address(licence: str) -> str:
    """Return where SPDX keeps a licence, which is what Croissant asks for.

    >>> address("ogl-uk-3.0")
    'https://spdx.org/licenses/OGL-UK-3.0'
    """
    identifier = "OGL-UK-3.0" if licence == "ogl-uk-3.0" else licence
    return f"https://spdx.org/licenses/{identifier}"
