#!/usr/bin/env bash
# Record the figures that are reached now: bash tests/accuracy/record.sh. Then bring docs/accuracy.md up to date.
set -euo pipefail
cd "$(dirname "$0")/../.."
evaluate() { .venv/bin/python manage.py evaluate "$1" --pages "$2" --json > "tests/accuracy/$3.json"; }
evaluate tests/pages tests/pages conventions
evaluate tests/pages/measured tests/pages/measured measured
evaluate tests/samples samples samples
evaluate tests/heldout tests/heldout heldout
# What the page about the archive shows.
printf '{"held out": %s}\n' "$(cat tests/accuracy/heldout.json)" > articles/data/accuracy.json
