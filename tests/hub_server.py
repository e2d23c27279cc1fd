"""A Hugging Face hub in a thread of the tests.

The calls that its client makes, over loopback, with faults on demand.

It keeps repositories in memory. `faults` says what goes wrong at which call; every call is in `calls`.
"""

import base64
import hashlib
import json
import re
import socket
import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

GITATTRIBUTES = b"*.parquet filter=lfs diff=lfs merge=lfs -text\n"
PAGE = 4  # entries on a page of a tree: small, so that every listing has several


def git_hash(data):
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def is_large(path):
    return path.endswith(".parquet")


@dataclass
class Repository:
    """The commits of main, the newest last, each with all of its files; tags by name."""

    commits: list = field(default_factory=list)
    tags: dict = field(default_factory=dict)

    def commit(self, files, message):
        parts = [
            f"{len(self.commits)} {message}",
            *(f"{git_hash(files[name])} {name}" for name in sorted(files)),
        ]
        oid = hashlib.sha1("\n".join(parts).encode(), usedforsecurity=False).hexdigest()
        self.commits.append({"oid": oid, "files": files, "message": message})
        return oid

    def find(self, revision):
        oid = self.tags.get(revision, revision)
        if revision == "main":
            return self.commits[-1]
        return next((commit for commit in self.commits if commit["oid"] == oid), None)

    @property
    def files(self):
        return self.commits[-1]["files"]


@dataclass
class Hub:
    """What the server holds; `faults` maps the number of a call (0 is the first), or None for all, to a fault.

    A fault is a status, `drop` (the connection ends before anything is done), `cut` (it ends in the middle of
    what is sent or asked for), `lose` (it is done, the answer lost), `gated` (403, as for who has not asked
    for access) or `wait` (no answer until `released`). `ranges` has the parts of files that were asked for.
    """

    repositories: dict = field(default_factory=dict)
    large: dict = field(default_factory=dict)
    uploads: list = field(default_factory=list)
    calls: list = field(default_factory=list)
    tokens: list = field(default_factory=list)
    ranges: list = field(default_factory=list)
    faults: dict = field(default_factory=dict)
    before_commit: object = None
    yaml_errors: list = field(default_factory=list)
    released: object = field(default_factory=threading.Event)
    lock: object = field(default_factory=threading.RLock)
    url: str = ""

    def fault(self):
        return self.faults.get(len(self.calls) - 1, self.faults.get(None))


class Answer(Exception):  # noqa: N818 - not an error: the way out of a route
    def __init__(self, status, body=None, headers=None):
        self.status, self.body, self.headers = status, body, headers or {}


def missing(code):
    return Answer(404, {"error": code}, {"X-Error-Code": code, "X-Error-Message": code})


def create_repository(hub, __, body):
    name = "/".join(part for part in (body.get("organization") or "cymraeg", body["name"]) if part)
    if name in hub.repositories:
        raise Answer(409, {"error": "exists", "url": f"{hub.url}/datasets/{name}"})
    hub.repositories[name] = Repository()
    hub.repositories[name].commit({".gitattributes": GITATTRIBUTES}, "initial commit")
    return {"url": f"{hub.url}/datasets/{name}", "name": name}


def repository(hub, match):
    found = hub.repositories.get(match["id"])
    if found is None:
        raise missing("RepoNotFound")
    return found


def commit_of(hub, match):
    found = repository(hub, match).find(unquote(match["rev"] or "main"))
    if found is None:
        raise missing("RevisionNotFound")
    return found


def validate_yaml(hub, __, ___):
    if hub.yaml_errors:
        raise Answer(400, {"errors": hub.yaml_errors, "warnings": []})
    return {"errors": [], "warnings": []}


def preupload(hub, match, body):
    there = repository(hub, match).files
    return {
        "files": [
            {
                "path": file["path"],
                "uploadMode": "lfs" if is_large(file["path"]) else "regular",
                "shouldIgnore": False,
                "oid": git_hash(there[file["path"]]) if file["path"] in there else None,
            }
            for file in body["files"]
        ]
    }


def batch(hub, __, body):
    objects = []
    for item in body["objects"]:
        row = {"oid": item["oid"], "size": item["size"]}
        if item["oid"] not in hub.large:
            row["actions"] = {
                "upload": {"href": f"{hub.url}/upload/{item['oid']}"},
                "verify": {"href": f"{hub.url}/verify"},
            }
        objects.append(row)
    return {"transfer": "basic", "objects": objects}


def upload(hub, match, body):
    if hashlib.sha256(body).hexdigest() != match["oid"]:
        raise Answer(400, {"error": "checksum"})
    hub.large[match["oid"]] = body
    hub.uploads.append(match["oid"])
    return {}


def verify(hub, __, body):
    if body["oid"] not in hub.large:
        raise Answer(404, {"error": "not uploaded"})
    return {}


def commit(hub, match, body):
    found = repository(hub, match)
    if hub.before_commit:
        hub.before_commit()
    lines = [json.loads(line) for line in body.splitlines()]
    header = next(line["value"] for line in lines if line["key"] == "header")
    if header.get("parentCommit") not in {None, found.commits[-1]["oid"]}:
        raise Answer(
            412, {"error": "a commit has happened since"}, {"X-Error-Message": "commit has happened"}
        )
    files = dict(found.files)
    for line in lines:
        value = line["value"]
        if line["key"] == "file":
            files[value["path"]] = base64.b64decode(value["content"])
        elif line["key"] == "lfsFile":
            files[value["path"]] = hub.large[value["oid"]]
        elif line["key"] == "deletedFile":
            del files[value["path"]]
    oid = found.commit(files, header["summary"])
    return {"commitOid": oid, "commitUrl": f"{hub.url}/datasets/{match['id']}/commit/{oid}", "success": True}


def sibling(name, data):
    row = {"rfilename": name, "size": len(data), "blobId": git_hash(data)}
    if is_large(name):
        row["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
    return row


def info(hub, match, __):
    found = commit_of(hub, match)
    siblings = [sibling(name, data) for name, data in sorted(found["files"].items())]
    return {
        "_id": "1",
        "id": match["id"],
        "sha": found["oid"],
        "private": False,
        "tags": [],
        "siblings": siblings,
    }


def entry(name, data):
    row = {"type": "file", "path": name, "oid": git_hash(data), "size": len(data)}
    if is_large(name):
        row["lfs"] = {"oid": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
    return row


def tree(hub, match, query):
    files = commit_of(hub, match)["files"]
    folder = unquote(match["path"] or "").strip("/")
    inside = {name: data for name, data in files.items() if not folder or name.startswith(f"{folder}/")}
    if folder and not inside:
        raise missing("EntryNotFound")
    folders = {name[: at.start()] for name in inside for at in re.finditer("/", name)}
    folders = {name for name in folders if len(name) > len(folder)}
    rows = [{"type": "directory", "path": name, "oid": "0" * 40, "size": 0} for name in sorted(folders)]
    rows += [entry(name, data) for name, data in sorted(inside.items())]
    if query.get("recursive", ["false"])[0].lower() != "true":
        depth = folder.count("/") + 1 if folder else 0
        rows = [row for row in rows if row["path"].count("/") == depth]
    start = int(query.get("cursor", ["0"])[0])
    headers = {}
    if start + PAGE < len(rows):
        path = f"/api/datasets/{match['id']}/tree/{match['rev']}{match['path'] or ''}"
        recursive = query.get("recursive", ["false"])[0]
        link = f"{hub.url}{path}?recursive={recursive}&cursor={start + PAGE}"
        headers["Link"] = f'<{link}>; rel="next"'
    raise Answer(200, rows[start : start + PAGE], headers)


def paths_info(hub, match, body):
    files = commit_of(hub, match)["files"]
    paths = body["paths"] if isinstance(body["paths"], list) else [body["paths"]]
    return [entry(name, files[name]) for name in paths if name in files]


def refs(hub, match, __):
    found = repository(hub, match)
    tags = [
        {"name": name, "ref": f"refs/tags/{name}", "targetCommit": oid} for name, oid in found.tags.items()
    ]
    main = {"name": "main", "ref": "refs/heads/main", "targetCommit": found.commits[-1]["oid"]}
    return {"branches": [main], "converts": [], "tags": tags, "pullRequests": []}


def tag(hub, match, body):
    found = repository(hub, match)
    if body["tag"] in found.tags:
        raise Answer(409, {"error": "exists"}, {"X-Error-Message": "exists"})
    found.tags[body["tag"]] = commit_of(hub, match)["oid"]
    return {}


ID = r"(?P<id>[^/]+/[^/]+)"
REV = r"(?P<rev>[^/?]+)"
ROUTES = [
    ("POST", r"/api/repos/create", create_repository),
    ("POST", r"/api/validate-yaml", validate_yaml),
    ("POST", rf"/api/datasets/{ID}/preupload/{REV}", preupload),
    ("POST", rf"/datasets/{ID}\.git/info/lfs/objects/batch", batch),
    ("PUT", r"/upload/(?P<oid>\w+)", upload),
    ("POST", r"/verify", verify),
    ("POST", rf"/api/datasets/{ID}/commit/{REV}", commit),
    ("POST", rf"/api/datasets/{ID}/paths-info/{REV}", paths_info),
    ("POST", rf"/api/datasets/{ID}/tag/{REV}", tag),
    ("GET", rf"/api/datasets/{ID}/tree/{REV}(?P<path>/.*)?", tree),
    ("GET", rf"/api/datasets/{ID}/refs", refs),
    ("GET", rf"/api/datasets/{ID}(/revision/{REV})?", info),
]
RESOLVE = re.compile(rf"/datasets/{ID}/resolve/{REV}/(?P<path>.+)")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or every answer waits 40 ms for its own second half

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.respond()

    do_HEAD = do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the names http.server asks for

    def respond(self):
        hub = self.server.hub
        with hub.lock:
            hub.calls.append(f"{self.command} {urlsplit(self.path).path}")
            hub.tokens.append(self.headers.get("Authorization"))
            fault = hub.fault()
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length // 2 if fault == "cut" else length)
        if fault in {"drop", "wait"} or (fault == "cut" and length):
            if fault == "wait":
                hub.released.wait(30)
            return self.drop()
        with hub.lock:
            if isinstance(fault, int):
                headers = {"Retry-After": "0"} if fault == 429 else {}
                answer = Answer(fault, {"error": f"injected {fault}"}, headers)
            elif fault == "gated":
                answer = Answer(403, {"error": "gated"}, {"X-Error-Code": "GatedRepo"})
            else:
                answer = self.route(hub, body)
            if fault == "lose":
                return self.drop()
        return self.send(answer, half=fault == "cut")

    def drop(self):
        """End the connection with a reset, as a cut line does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def route(self, hub, body):
        url = urlsplit(self.path)
        try:
            found = RESOLVE.fullmatch(url.path)
            if found and self.command in {"GET", "HEAD"}:
                return self.resolve(hub, found)
            for method, pattern, work in ROUTES:
                match = re.fullmatch(pattern, url.path)
                if match and method == self.command:
                    return Answer(200, work(hub, match, self.argument(method, url, body)))
        except Answer as answer:
            return answer
        return Answer(404, {"error": "no such call"})

    def argument(self, method, url, body):
        if method == "GET":
            return parse_qs(url.query)
        kind = self.headers.get("Content-Type", "")
        return json.loads(body) if kind.endswith(("/json", "+json")) else body

    def resolve(self, hub, match):
        found = commit_of(hub, match)
        name = unquote(match["path"])
        if name not in found["files"]:
            raise missing("EntryNotFound")
        data = found["files"][name]
        etag = hashlib.sha256(data).hexdigest() if is_large(name) else git_hash(data)
        headers = {"ETag": f'"{etag}"', "X-Repo-Commit": found["oid"], "Accept-Ranges": "bytes"}
        if is_large(name):
            headers |= {"X-Linked-Size": str(len(data)), "X-Linked-Etag": f'"{etag}"'}
        span = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if span is None:
            return Answer(200, data, headers)
        hub.ranges.append(span[0])
        start, end = int(span[1]), min(int(span[2] or len(data) - 1), len(data) - 1)
        headers["Content-Range"] = f"bytes {start}-{end}/{len(data)}"
        return Answer(206, data[start : end + 1], headers)

    def send(self, answer, *, half=False):
        body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        kind = "application/octet-stream" if isinstance(answer.body, bytes) else "application/json"
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if half else body)
        if half:
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Say nothing of connections that the tests cut."""


def start():
    """Return a hub that answers at its `url`, and the function that stops it."""
    server = Server(("127.0.0.1", 0), Handler)
    server.hub = Hub(url=f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()

    def stop():
        server.shutdown()
        server.server_close()
        thread.join()

    return server.hub, stop
