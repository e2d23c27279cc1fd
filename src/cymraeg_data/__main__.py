"""`python -m cymraeg_data`: the same as the command `cymraeg-data`."""

from cymraeg_data.cli.main import run

run()
