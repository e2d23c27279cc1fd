"""A web server in a thread of the tests: files with etags and ranges over loopback, and faults on demand."""

import contextlib
import itertools
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from cymraeg_data.package.fetch.web import Web


@dataclass
class Page:
    """What is at an address; `say` are headers that replace the usual ones, None leaving one out."""

    body: bytes = b""
    status: int = 200
    etag: str | None = None
    modified: str | None = None
    ranges: bool = True
    say: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Cut:
    """The connection ends after so many bytes of the body."""

    after: int


@dataclass
class Site:
    """What the server holds; `faults` are used up one request at a time: a status, a page, a cut, or `drop`.

    `drop` is no answer at all. `asked` lists (method, path, headers).
    """

    pages: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    connections: int = 0
    url: str = ""

    def requests(self, path):
        return [headers for __, asked, headers in self.asked if asked == path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or every answer waits 40 ms for its own second half

    def setup(self):
        super().setup()
        self.server.site.connections += 1

    def log_message(self, *_arguments):
        pass

    def do_HEAD(self):
        self.answer(send=False)

    def do_GET(self):
        self.answer(send=True)

    def do_CONNECT(self):
        """Refuse to open a tunnel, as a proxy may: a site that is asked through serves http only."""
        site = self.server.site
        site.asked.append(("CONNECT", self.path, {name.lower(): text for name, text in self.headers.items()}))
        self.send_response(site.faults.pop(0) if site.faults else 403)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.close_connection = True

    def answer(self, *, send):
        site = self.server.site
        path = urlsplit(self.path).path
        site.asked.append(
            (self.command, self.path, {name.lower(): text for name, text in self.headers.items()})
        )
        fault = site.faults.pop(0) if site.faults and path != "/robots.txt" else None
        if fault == "drop":
            self.close_connection = True
            return
        page = site.pages.get(self.path, site.pages.get(path))
        if callable(page):
            page = page(self.path)
        if isinstance(fault, int):
            fault = Page(status=fault)
        if isinstance(fault, Page):
            page = fault
        cut = fault.after if isinstance(fault, Cut) else None
        self.send(page or Page(status=404), cut=cut, send=send)

    def send(self, page, *, cut, send):
        status, body, headers = self.chosen(page)
        self.send_response(status)
        headers |= {"Content-Length": str(len(body))}
        for name, text in (headers | page.say).items():
            if text is not None:
                self.send_header(name, text)
        self.end_headers()
        if send and status != 304:
            self.wfile.write(body if cut is None else body[:cut])
        if cut is not None or page.say.get("Content-Length", "") is None:
            self.close_connection = True

    def chosen(self, page):
        """Return status, body and headers for the whole page, a part of it, or the news that it is the same."""
        headers = {"ETag": page.etag, "Last-Modified": page.modified}
        if page.status != 200:
            return page.status, page.body, headers
        if page.etag and self.headers.get("If-None-Match") == page.etag:
            return 304, b"", headers
        if page.modified and self.headers.get("If-Modified-Since") == page.modified:
            return 304, b"", headers
        wanted = self.headers.get("Range")
        same = self.headers.get("If-Range") in {None, page.etag, page.modified}
        if not (wanted and page.ranges and same):
            return 200, page.body, headers
        start = int(wanted.removeprefix("bytes=").rstrip("-"))
        total = len(page.body)
        if start >= total:
            return 416, b"", headers | {"Content-Range": f"bytes */{total}"}
        return 206, page.body[start:], headers | {"Content-Range": f"bytes {start}-{total - 1}/{total}"}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_arguments):
        """Say nothing: that a client hangs up is what the tests are about."""


@contextmanager
def serving():
    """Give a site that answers while the block lasts."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.site = Site(url=f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def dripping(answer, clock, pause=55.0):
    """Give the address of a server that sends what `answer(number of the connection)` gives first, then byte by byte.

    By `clock` there is a pause before each byte.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def send(connection, number):
        with connection, contextlib.suppress(OSError):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.recv(65536)
            first, rest = answer(number)
            connection.sendall(first)
            for byte in rest:
                if stop.wait(0.0005):
                    return
                clock.now += pause
                connection.sendall(bytes([byte]))

    def accept():
        with contextlib.suppress(OSError):
            for number in itertools.count():
                send(listening.accept()[0], number)

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        stop.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


class Clock:
    """A clock that only sleeping moves; `slept` are the naps."""

    def __init__(self, now=1_795_000_000.0):
        self.now = now
        self.slept = []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


def visiting(clock=None, **options):
    """Return a web that may connect to this machine, and that waits by a clock of its own."""
    clock = clock or Clock()
    options = {
        "allowed": ("127.0.0.1",),
        "clock": clock,
        "sleep": clock.sleep,
        "rate": 1000.0,
        "read": 5.0,
    } | options
    return Web(**options)
