"""A stand-in for a model server, as a process of its own: comes up late, dies, hangs, ignores the signal to end.

stand_in_server.py PORT DELAY MODE: after DELAY seconds `/health` says yes. MODE: `serve`; `die` (ends at once);
`hang` (never answers); `once` (a second after being well it ends); `mute` (a second after being well it no longer
answers); `stubborn` (ignores SIGTERM, and has a child that does so too).
"""

import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

port, delay, mode = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
asked = threading.Event()


def say(text):
    """A line for the log."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Handler(BaseHTTPRequestHandler):
    """Says yes to whatever is asked."""

    def log_message(self, *args):
        pass

    def do_GET(self):
        if mode == "mute" and asked.is_set():
            time.sleep(60)
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()
        asked.set()


say(f"pid {os.getpid()}")
if mode == "die":
    say("error: unrecognized arguments: --no-such-flag")
    sys.exit(2)
if mode == "hang":
    time.sleep(600)
if mode == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    say(f"child {child.pid}")
time.sleep(delay)
server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
server.daemon_threads = True
if mode == "once":
    threading.Thread(target=lambda: (asked.wait(), time.sleep(0.3), os._exit(7)), daemon=True).start()
server.serve_forever(poll_interval=0.05)
