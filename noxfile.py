"""The tasks of the project; `nox` alone runs tests, lint, types and docs, as CI does."""

from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["tests", "lint", "types", "docs"]
nox.needs_version = ">=2025.5.1"

PROJECT = nox.project.load_toml("pyproject.toml")


def group(name: str) -> tuple[str, ...]:
    return nox.project.dependency_groups(PROJECT, name)


def install_wheel(session: nox.Session, *extra: str) -> None:
    """Build the wheel and install it, with the dependency groups that the session needs.

    Users get the wheel.
    """
    folder = Path(session.create_tmp()) / "wheel"
    for old in folder.glob("*.whl"):
        old.unlink()
    session.install("build")
    session.run("python", "-m", "build", "--wheel", "--outdir", str(folder), silent=True)
    (wheel,) = folder.glob("*.whl")
    session.install("--force-reinstall", "--no-deps", str(wheel))
    requirements = [line for line in extra if not line.startswith("cymraeg-data")]
    session.install(f"cymraeg-data[fast,formats] @ {wheel.resolve().as_uri()}", *requirements)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the whole test suite against the built wheel, on as many cores as there are, four at most."""
    install_wheel(session, *group("test"))
    session.run("pytest", "-n", "auto", "--maxprocesses=4", "--dist=loadfile", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting and the direction of imports."""
    session.install("-e", ".", "--no-deps")
    session.install(*group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Check types strictly."""
    session.install("-e", ".", *group("types"), "nox", "babel", "hatchling")
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """Check that the generated pages are up to date, and build the documentation, strictly."""
    session.install("-e", ".", *group("docs"))
    session.run("python", "docs/generate.py", "--check")
    session.run("zensical", "build", "--strict", "--clean")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure start-up, accuracy and speed; numbers in the documentation come from here."""
    install_wheel(session, *group("peers"))
    session.run("python", "benchmarks/startup.py")
    for script in ("accuracy.py", "speed.py"):
        session.run("python", f"benchmarks/{script}", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build the wheel and source distribution, and try the command from the wheel without any extra."""
    session.install("build")
    session.run("python", "-m", "build")
    wheel = max(Path("dist").glob("*.whl"), key=lambda path: path.stat().st_mtime)
    session.install("--force-reinstall", str(wheel))
    session.run("cymraeg-data", "demo", "--out", str(Path(session.create_tmp()) / "demo"))
