"""The smallest request that still shows a fault: fields, pairs of the query and of the body go."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from fuzz.request import Request

MOST_TRIES = 60


def smallest(request: Request, shows: Callable[[Request], bool]) -> Request:
    """Return the smallest request that shows the fault; this one when nothing can go."""
    tries = 0
    while True:
        for smaller in smaller_than(request):
            tries += 1
            if tries > MOST_TRIES:
                return request
            if shows(smaller):
                request = smaller
                break
        else:
            return request


def smaller_than(request: Request) -> Iterator[Request]:
    """Return the requests that lack one thing of this one."""
    for place, (name, _) in enumerate(request.fields):
        if name not in ("Host", "Authorization", "Content-Type"):
            rest = (*request.fields[:place], *request.fields[place + 1 :])
            yield replace(request, fields=rest)
    where, mark, query = request.target.partition("?")
    pairs = query.split("&") if mark else []
    for place in range(len(pairs)):
        rest_of_pairs = "&".join([*pairs[:place], *pairs[place + 1 :]])
        yield replace(request, target=f"{where}?{rest_of_pairs}" if rest_of_pairs else where)
    try:
        body = json.loads(request.body or b"")
    except (ValueError, RecursionError):
        return
    for name in body if isinstance(body, dict) and not request.frames_itself() else ():
        rest_of_body = {each: value for each, value in body.items() if each != name}
        yield replace(request, body=json.dumps(rest_of_body).encode())
