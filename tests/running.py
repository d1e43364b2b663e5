"""Real stores on loopback: started in a folder of their own, and stopped by their process."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from system_tools import program

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 60
INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
ServerThreads = 8
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxQueryMem = 1G
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 10000
"""


@dataclass
class Server:
    """A store that can be killed and started again over the same files."""

    profile: str
    words: Sequence[str]
    folder: Path
    port: int
    user: str = ""
    password: str = ""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Server:
        """Start it and wait until it answers."""
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self.words, cwd=self.folder, stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                httpx.get(self.url, timeout=5)
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                return self
        self.kill()
        raise TimeoutError((self.folder / "log").read_text(errors="replace"))

    def kill(self) -> None:
        """Stop it at once, as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def oxigraph(folder: Path) -> Server:
    """Return an Oxigraph server with an empty store."""
    port = _free_port()
    binary = Path(sys.executable).with_name("oxigraph")
    words = (str(binary), "serve", "--location", "store", "--bind", f"127.0.0.1:{port}")
    return Server("oxigraph", words, folder, port)


def virtuoso(folder: Path) -> Server:
    """Return a Virtuoso server with a new database, or leave the test where there is none."""
    binary, port, http = program("virtuoso-t"), _free_port(), _free_port()
    (folder / "v.ini").write_text(INI.format(port=port, http=http), encoding="utf-8")
    words = (binary, "-c", "v.ini", "+foreground")
    passwords = ("+pwdold", "dba", "+pwddba", "secret", "+pwddav", "secret")
    subprocess.run(
        (*words, *passwords), cwd=folder, check=True, capture_output=True, timeout=PATIENCE
    )
    return Server("virtuoso", words, folder, http, "dba", "secret")


STORES = {"oxigraph": oxigraph, "virtuoso": virtuoso}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
