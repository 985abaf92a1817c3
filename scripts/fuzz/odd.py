"""What is put in the place of what would be right: values, bodies, targets, fields."""

from collections.abc import Sequence

from fuzz.request import Field

WRONG: Sequence[object] = (
    None, True, 7, -1, 1.5, 2**53, 10**30, 1e300, "", " ", "x", "\x00", "\ud800", "x" * 200,
    "é" * 9000, "NaN", "Infinity", "1e3", "01", "-0", "9" * 19, "9" * 400, "-" + "9" * 19, [], {},
    [None], {"a": {}}, "2026-02-30", "24:00", "infinity", "00000000-0000-0000-0000-00000000000",
    "{}", "null", "\u202e\ufffe",
)  # fmt: skip
"""Values that few fields take: what the schema refuses, and what it leaves to the database."""

TEXTS = (
    b"", b"{", b"}", b"[]", b"null", b"7", b'"x"', b"{'a': 1}", b'{"a": NaN}', b"\xff\xfe{}",
    b"\xef\xbb\xbf{}", b'{"a": 1,}', b'{"__proto__": {"a": 1}}', b'{"constructor": 1}',
    b'{"a": "\xc0\x80"}', b'{"a": "\x00"}', b'{"a": "\\ud800"}', b'{"a": 1e400}',
    b'{"a": ' + b"9" * 400 + b"}", b'{"a": 0.' + b"1" * 99 + b"}", b"[" * 5000, b'{"a":' * 5000,
    b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", b"{}{}", b"{} x",
    b"{" + b",".join(b'"a%d":1' % n for n in range(6000)) + b"}", b'{"a": tru', b'{"a": "\\u00"}',
    b"\x00",
)  # fmt: skip
"""Bodies that are no JSON, or not the JSON that is taken."""

QUERIES = (
    "more=1", "=", "&&&", "a[b]=1", "limit=1&limit=1", "limit=0", "limit=501", "limit=1e1",
    "limit=%00", "limit=", "cursor=x", "cursor=", "%ff=1", "%=1", "x=%zz",
    "limit=99999999999999999999", "__proto__=1", "book_id=1", "from_date=x", "currency=%E2%82%AC",
    "known_at=-infinity", "state=OPEN", "days=-1", "a=" + "b" * 7000,
)  # fmt: skip
"""What stands in no query."""

TARGETS = (
    "/", "//", "/v1", "/v1/book", "/v1/books/", "/v1//books", "/v1/books/x/y/z", "/%ff", "/%00",
    "/%", "/v1/../v1/books", "/v1/books/%2e%2e", "*", "http://x/v1/books", "x", "/v1/books#a",
    "/v1/books;a=1", "/V1/BOOKS", "/docs/../../etc/passwd", "/problems/%00", "/problems/x",
    "/metrics/x", "/openapi.json/", "/v1/" + "a/" * 3000, "/v1/" + "a" * 9000, "/\u00e9", "/ x",
)  # fmt: skip
"""Paths that are not there."""

METHODS = (
    "PUT", "PATCH", "DELETE", "TRACE", "HEAD", "OPTIONS", "get", "post", "FOO", "G\u00cbT", "",
    "PROPFIND", "LOCK", "SEARCH", "QUERY", "PURGE", "GET\tx",
)  # fmt: skip
"""Methods that few routes take."""

KEYS = (
    "", "Bearer", "Bearer x", "Basic eDp5", "bearer pw_x", "Bearer a b", "Bearer e30.e30.e30",
    "Bearer \x7f\xff",
)  # fmt: skip
"""Keys that are none."""

EXTRA: Sequence[tuple[Field, ...]] = (
    (("If-Match", '"1"'),), (("If-Match", "x"),), (("If-None-Match", "*"),),
    (("If-None-Match", '"' * 99),), (("If-Modified-Since", "x"),),
    (("If-Range", '"x"'), ("Range", "bytes=0-1")), (("Range", "bytes=9-1"),),
    (("Prefer", "wait=0.001"),), (("Prefer", "wait=-1, x;;=" + "," * 99),),
    (("Prefer", "wait=" + "9" * 99),), (("Accept", "text/html"),), (("Accept", "\xff"),),
    (("Accept-Encoding", "gzip, br;q=x"),), (("Cookie", "a=" * 500),), (("Idempotency-Key", "x"),),
    (("Idempotency-Key", '"é"'),), (("Idempotency-Key", '""'),),
    (("Idempotency-Key", '"' + "a" * 600 + '"'),),
    (("Idempotency-Key", '"a"'), ("Idempotency-Key", '"b"')),
    (("traceparent", "00-" + "0" * 32 + "-" + "0" * 16 + "-01"),),
    (("traceparent", "ff-" + "1" * 32 + "-" + "1" * 16 + "-01"),),
    (("traceparent", "x" * 999), ("tracestate", "," * 999)),
    (("X-Forwarded-For", "1.1.1.1, x, ::"),), (("Forwarded", "for=x;;"),),
    (("X-HTTP-Method-Override", "DELETE"),), (("Content-Language", "x"),), (("Date", "x"),),
    (("Via", "x"),), (("TE", "trailers"),),
    (("Upgrade", "h2c"), ("Connection", "Upgrade, HTTP2-Settings"), ("HTTP2-Settings", "x")),
    (("Upgrade", "websocket"), ("Connection", "Upgrade")), (("Connection", "close"),),
    (("Origin", "http://x"),), (("Access-Control-Request-Method", "PUT"), ("Origin", "null")),
    (("Max-Forwards", "0"),), (("Content-MD5", "x"),),
)  # fmt: skip
"""Fields that are nobody's, or don't fit: none may bring the service down."""

PROTOCOL: Sequence[tuple[Field, ...]] = (
    (("Host", "x"),), (("Content-Length", "5"), ("Content-Length", "6")),
    (("Content-Length", "-1"),), (("Content-Length", "x"),),
    (("Content-Length", "5"), ("Transfer-Encoding", "chunked")), (("Transfer-Encoding", "x"),),
    (("Transfer-Encoding ", "chunked"),), (("Transfer-Encoding", "chunked"),), (("X", "a\r\n b"),),
    (("X\x00", "a"),), (("X", "\x00"),), (("X", "a\nY: b"),), (("", "a"),), (("X y", "a"),),
    (("Expect", "x"),), (("X", "a" * 20_000),), tuple((f"X-{n}", "a") for n in range(300)),
    tuple(("X", "a" * 90) for _ in range(400)),
)  # fmt: skip
"""What the parser of HTTP judges; some of it ends the connection."""

MEDIA = (
    "text/plain", "application/xml", "", "application/json; charset=utf-16",
    "application/json, text/plain", "\xff", "multipart/form-data; boundary=x",
)  # fmt: skip
"""Media types that are not taken."""
