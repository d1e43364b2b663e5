"""Connections that do not wait for ever: neither for a request's head, nor for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from ixakg.web.problems import Refusal, problem

if TYPE_CHECKING:
    import asyncio

    from ixakg.web.site import Limits

SLOW = "the head of the request comes too slowly"
MANY = "too many connections are open"
BROKEN = "this is no HTTP request, or its head is too long; send a long query by POST"


def patient(limits: Limits) -> type[H11Protocol]:
    """Return the protocol of connections that may take some seconds for what they send or read."""

    class Patient(H11Protocol):
        """Closes a connection whose other end does too little."""

        def __init__(self, *words: Any, **named: Any) -> None:
            super().__init__(*words, **named)
            self._head: asyncio.TimerHandle | None = None
            self._reader: asyncio.TimerHandle | None = None
            self._left = 0

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's
            super().connection_made(transport)
            if len(self.connections) > limits.connections:
                self._refuse(Refusal(503, MANY, {"Retry-After": "1"}))
                return
            self._head = self.loop.call_later(limits.patience, self._slow)

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            waiting = self.conn.their_state is h11.IDLE
            if self._head and not waiting:
                self._head.cancel()
                self._head = None
            elif not self._head and waiting and self.conn.trailing_data[0]:
                self._head = self.loop.call_later(limits.patience, self._slow)

        def connection_lost(self, exc: Exception | None) -> None:
            for timer in filter(None, (self._head, self._reader)):
                timer.cancel()
            super().connection_lost(exc)

        def pause_writing(self) -> None:
            super().pause_writing()
            self._left = self.transport.get_write_buffer_size()
            self._reader = self.loop.call_later(limits.patience, self._stalled)

        def resume_writing(self) -> None:
            if self._reader:
                self._reader.cancel()
            super().resume_writing()

        def send_400_response(self, msg: str) -> None:
            self._refuse(Refusal(400, BROKEN))

        def _slow(self) -> None:
            self._head = None
            if not self.transport.is_closing():
                self._refuse(Refusal(408, SLOW))

        def _stalled(self) -> None:
            left = self.transport.get_write_buffer_size()
            if left >= self._left:
                self.transport.abort()
            else:
                self._left = left
                self._reader = self.loop.call_later(limits.patience, self._stalled)

        def _refuse(self, refusal: Refusal) -> None:
            response = problem(refusal)
            headers = [*response.raw_headers, (b"connection", b"close")]
            lines = [b"HTTP/1.1 %d " % response.status_code]
            lines += [b"%s: %s" % header for header in headers]
            self.transport.write(b"\r\n".join([*lines, b"", bytes(response.body)]))
            self.transport.close()

    return Patient
