"""Options that commands share."""

from __future__ import annotations

import click

as_json_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print JSON for programs, in the form that docs/json.md describes.",
)
