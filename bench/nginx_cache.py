"""nginx as ``config/deploy/nginx.conf`` has it before the webcast worker, on a port of the loopback."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SHIPPED: Final = Path(__file__).parents[1] / "config" / "deploy" / "nginx.conf"
PATIENCE_S: Final = 10.0
CONNECTIONS: Final = 16_384


def configuration(folder: Path, port: int, worker: int, cpu: int | None = None) -> str:
    """What is shipped about webcasts, for one process of nginx before the worker's port; its cache lies in ``folder``.

    ``<folder>/origin.log`` gets a line of the address and nginx's word for it of each request the worker is asked;
    ``/static/`` is ``<folder>/static``.  ``cpu``: the only one it may run on.
    """
    shipped = SHIPPED.read_text(encoding="utf-8")
    shared = [
        *re.findall(r"^    map \$[a-z_]+ \$webcast_.*?^    \}$", shipped, re.MULTILINE | re.DOTALL),
        *re.findall(r"^    upstream webcast \{.*?^    \}$", shipped, re.MULTILINE | re.DOTALL),
        *re.findall(r"^    proxy_cache_path .*;$", shipped, re.MULTILINE),
    ]
    locations = re.findall(r"^        location ~ \^/webcast/.*?^        \}$", shipped, re.MULTILINE | re.DOTALL)
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    text = f"""
        {"user root;" if os.geteuid() == 0 else ""} daemon off; worker_processes 1;
        {f"worker_cpu_affinity {1 << cpu:b};" if cpu is not None else ""}
        pid {folder}/pid; error_log {folder}/error.log; worker_rlimit_nofile {2 * CONNECTIONS};
        events {{ worker_connections {CONNECTIONS}; }}
        http {{
            {places} sendfile on; keepalive_requests 1000000; types {{ }}
            map $upstream_addr $asked {{ default 1; '' 0; }}
            log_format asked '$request_uri $upstream_cache_status';
            access_log {folder}/origin.log asked if=$asked;
            {chr(10).join(shared)}
            server {{
                listen 127.0.0.1:{port} backlog=4096; proxy_http_version 1.1;
                {chr(10).join(locations)}
                location /static/ {{ root {folder}; access_log off; open_file_cache max=1000; }}
            }}
        }}"""
    return text.replace("/var/lib/nginx/webcast", f"{folder}/cache").replace("127.0.0.1:8082", f"127.0.0.1:{worker}")


@dataclass(frozen=True, slots=True)
class Nginx:
    pid: int
    """Of the one process that serves."""
    log: Path

    def asked(self) -> list[str]:
        """Addresses the worker was asked for so far."""
        return [line.split(" ")[0] for line in self.log.read_text(encoding="utf-8").splitlines()]


@contextmanager
def nginx(folder: Path, port: int, worker: int, cpu: int | None = None) -> Iterator[Nginx]:
    """While inside, it serves.  Raises ``TimeoutError``."""
    file = folder / "nginx.conf"
    file.write_text(configuration(folder, port, worker, cpu), encoding="utf-8")
    master = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(file)])
    try:
        yield Nginx(_serving(master.pid), folder / "origin.log")
    finally:
        master.terminate()
        master.wait()


def _serving(master: int) -> int:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        for child in Path(f"/proc/{master}/task/{master}/children").read_text().split():
            if b"worker process" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
        time.sleep(0.02)
    raise TimeoutError("nginx does not serve")
