"""Sends requests to the gateway until SIGTERM, then prints a line of figures.

Ten requests a second, over four connections that are kept: nine reads, and one registration of a customer.
Arguments: address and port of the gateway.
"""

import collections
import http.client
import json
import signal
import sys
import threading
import time

ADDRESS, PORT = sys.argv[1], int(sys.argv[2])
CONNECTIONS = 4
PERIOD = 0.1
PATHS = [
    "/orders/orders?size=1",
    "/accounts/customers?size=1",
    "/fulfillment/fulfillments?size=1",
]
CUSTOMER = {
    "name": {"title": "Ms.", "firstName": "Ada", "lastName": "Lovelace"},
    "contact": {"primaryPhone": "(08) 9321 0000", "email": "load@example.com"},
    "addresses": [
        {
            "type": "SHIPPING",
            "description": "Home",
            "address1": "27 St Georges Terrace",
            "city": "Perth",
            "state": "WA",
            "postalCode": "6000",
            "country": "AU",
        }
    ],
}

stopping = threading.Event()
lock = threading.Lock()
statuses = collections.Counter()
slowest = 0.0


def send(connection, number):
    if number % 10 == 9:
        body = json.dumps(CUSTOMER)
        headers = {"Host": "localhost:8080", "Content-Type": "application/json"}
        connection.request("POST", "/accounts/customers", body, headers)
    else:
        connection.request("GET", PATHS[number % 3], headers={"Host": "localhost:8080"})
    response = connection.getresponse()
    response.read()
    return str(response.status)


def work(first, began):
    global slowest
    connection = http.client.HTTPConnection(ADDRESS, PORT, timeout=65)
    number = first
    while not stopping.wait(max(0.0, began + number * PERIOD - time.monotonic())):
        start = time.monotonic()
        try:
            status = send(connection, number)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            status = type(error).__name__
        with lock:
            statuses[status] += 1
            slowest = max(slowest, time.monotonic() - start)
        number += CONNECTIONS


signal.signal(signal.SIGTERM, lambda *_: stopping.set())
workers = [
    threading.Thread(target=work, args=(i, time.monotonic())) for i in range(CONNECTIONS)
]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
failed = sum(count for status, count in statuses.items() if status[0] != "2")
detail = "".join(f", {count} x {status}" for status, count in sorted(statuses.items()) if status[0] != "2")
print(f"{sum(statuses.values())} requests, {failed} failed{detail}, slowest {slowest:.1f} s")
