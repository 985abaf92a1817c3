"""Clients that move money over HTTP, through servers and services that die meanwhile.

Each request is sent again, the same, until there is an answer; half of them bear an id of their
own, the others a key. What was answered is answered again in the same words.
"""

import http.client
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from threading import Event
from typing import Any
from uuid import UUID, uuid4

from proof.new_id import new_id

UNCERTAIN = {"idempotency-key-in-use", "outcome-unknown", "request-late"}
"""Codes of answers below 500 that decide nothing, and of the one that says so itself."""

PATIENCE_SECONDS = 90
TIMEOUT_SECONDS = 20
PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Place:
    """Where the service is, who asks there, and the accounts that it moves money between."""

    port: int
    key: str
    book_id: UUID
    accounts: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """What is asked, and what tells it from all others."""

    identity: str
    path: str
    body: str
    key: str | None
    """None: the body has the id."""


@dataclass(frozen=True, slots=True)
class Told:
    """A lasting answer: without what names the request it came to."""

    status: int
    document: dict[str, Any]


@dataclass(slots=True)
class Client:
    """One client: what it follows from, and what it was told."""

    place: Place
    dice: random.Random
    stop: Event
    told: dict[str, tuple[Payment, Told]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Pay, and now and then ask again what was answered."""
        while not self.stop.is_set():
            payment = next_payment(self.place, self.dice)
            told = self.ask(payment)
            if told is None:
                return
            self.told[payment.identity] = (payment, told)
            if self.dice.random() < 0.2:
                self.repeat()
        self.close()

    def repeat(self) -> None:
        """Ask again what was answered: the answer must be the same."""
        payment, told = self.told[self.dice.choice(list(self.told))]
        again = self.ask(payment)
        self.counts["repeated"] += 1
        if again is not None and again != told:
            self.faults.append(f"{payment}: {told}, and when asked again {again}")

    def ask(self, payment: Payment) -> Told | None:
        """Return the answer, however often it takes; None when there is none."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            answer = self.send(payment)
            if answer is not None:
                return answer
            time.sleep(PAUSE_SECONDS)
        self.faults.append(f"no answer in {PATIENCE_SECONDS} s: {payment}")
        self.stop.set()
        return None

    def send(self, payment: Payment) -> Told | None:
        """Send a request once; None when it has to be sent again."""
        fields = {"Authorization": self.place.key, "Content-Type": "application/json"}
        if payment.key is not None:
            fields["Idempotency-Key"] = f'"{payment.key}"'
        try:
            connection = self.connected()
            connection.request("POST", payment.path, payment.body, fields)
            response = connection.getresponse()
            status, document = response.status, json.loads(response.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            self.counts[type(error).__name__] += 1
            return None
        code = str(document.get("code", status))
        self.counts[code] += 1
        if status == http.HTTPStatus.INTERNAL_SERVER_ERROR:
            self.faults.append(f"{payment}: {document}")
        if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR or code in UNCERTAIN:
            return None
        drop = ("request", "replayed")
        return Told(status, {name: value for name, value in document.items() if name not in drop})

    def connected(self) -> http.client.HTTPConnection:
        """Return the connection; a new one when the last is lost."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.place.port, timeout=TIMEOUT_SECONDS
            )
        return self.connection

    def close(self) -> None:
        """Let go of the connection."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None


def next_payment(place: Place, dice: random.Random) -> Payment:
    """Return a payment that was never made: most are granted, some refused in either way."""
    debit, credit = dice.sample(place.accounts, 2)
    kind = dice.random()
    amount = 10**12 if kind < 0.1 else dice.randint(1, 50)  # returned: not enough funds
    if 0.1 <= kind < 0.2:
        credit = debit  # raised: both accounts are the same
    fields = {
        "debit_account_id": str(debit),
        "credit_account_id": str(credit),
        "amount": str(amount),
    }
    path = f"/v1/books/{place.book_id}"
    if dice.random() < 0.5:
        transfer_id = new_id()
        body = {**fields, "transfer_id": str(transfer_id), "currency": "EUR"}
        return Payment(str(transfer_id), f"{path}/transfers", json.dumps(body), None)
    key = str(uuid4())
    return Payment(key, f"{path}/payments", json.dumps({**fields, "memo": key}), key)


def start_clients(
    place: Place, count: int, seed: int
) -> tuple[list[Client], list[threading.Thread]]:
    """Start so many clients; they share one event that stops them."""
    stop = Event()
    clients = [Client(place, random.Random(seed + number), stop) for number in range(count)]
    threads = [threading.Thread(target=client.run, daemon=True) for client in clients]
    for thread in threads:
        thread.start()
    return clients, threads
