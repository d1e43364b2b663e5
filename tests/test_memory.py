"""Responses that are kept: made once, forgotten in order, never changed by who passes them on."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from starlette.responses import Response

from ixakg.web.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable


def making(made: list[str], text: str, status: int = 200) -> Callable[[], Response]:
    def make() -> Response:
        made.append(text)
        return Response(text, status)

    return make


def test_many_who_ask_at_once_wait_for_one_that_is_made() -> None:
    made: list[str] = []
    go = threading.Event()

    def slow() -> Response:
        go.wait(10)
        return making(made, "page")()

    async def asked() -> list[bytes]:
        memory = Memory()
        waiting = [asyncio.create_task(memory.response("a", slow)) for _ in range(5)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        go.set()
        found = [(await task).body for task in waiting[1:]]
        return [bytes(body) for body in found]

    assert asyncio.run(asked()) == [b"page"] * 4
    assert made == ["page"]


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    made: list[str] = []

    async def crowded() -> None:
        memory = Memory(most=50)  # of which each page takes five, and each key one
        for number in range(9):
            await memory.response(number, making(made, f"page{number}"))
            await memory.response(0, making(made, "page0"))
        await memory.response(1, making(made, "page1"))

    asyncio.run(crowded())
    assert made == [f"page{number}" for number in (*range(9), 1)]


@pytest.mark.parametrize(
    ("key", "text", "status"), [("a", "no", 404), ("a", "x" * 100, 200), ("a" * 100, "x", 200)]
)
def test_a_refusal_and_what_takes_much_room_are_not_kept(key: str, text: str, status: int) -> None:
    made: list[str] = []

    async def asked() -> None:
        memory = Memory(most=80)
        for _ in range(2):
            assert (await memory.response(key, making(made, text, status))).status_code == status

    asyncio.run(asked())
    assert len(made) == 2


def test_who_changes_a_response_changes_nothing_that_is_kept() -> None:
    async def asked() -> Response:
        memory = Memory()
        first = await memory.response("a", lambda: Response("x", headers={"ETag": "1"}))
        del first.headers["ETag"]
        return await memory.response("a", lambda: Response("y"))

    assert asyncio.run(asked()).headers["ETag"] == "1"


def test_a_failure_reaches_everybody_who_waits_and_is_tried_again() -> None:
    made: list[str] = []

    def fails() -> Response:
        made.append("fails")
        raise ValueError("no")

    async def asked() -> None:
        memory = Memory()
        for _ in range(2):
            with pytest.raises(ValueError, match="no"):
                await memory.response("a", fails)

    asyncio.run(asked())
    assert made == ["fails", "fails"]
