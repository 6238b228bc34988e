"""What the owner of an account on Clips can say of it: it is true there, and Clips itself says so when it is asked."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from clips.clock import written
from clips.storage import writing

OWN: Final = frozenset({"friends", "live_face", "account_papers", "profile"})
"""What a person sees, and no host is asked about."""


def says(house: Any, case_id: UUID, signal: str) -> str:
    """What they say of one thing that only the host knows."""
    from ombud.store import statements, subjects
    from ombud.store.ledger import read_case

    behind = statements.account_of(read_case(case_id))
    named = subjects.find(behind) if behind else None
    account = named.external if named else ""
    long_ago = written(house.clock() - timedelta(days=400))
    device, payment = f"旧手机 {account}", f"p-{account}"
    with writing(house.clips.home) as book:
        match signal:
            case "old_device" | "live_session":
                book.execute(
                    "INSERT OR IGNORE INTO session(id, account, device, place, since) VALUES (?,?,?,?,?)",
                    (f"{account}:own:{signal}", account, device, f"{account} 家", long_ago),
                )
                return f"一直用的是{device}"
            case "payment":
                book.execute(
                    "INSERT OR IGNORE INTO payment(id, account, amount, currency, what, at) VALUES (?,?,?,?,?,?)",
                    (payment, account, 4800, "CNY", "会员", long_ago),
                )
                return f"会员 48 元，末四位 {payment[-4:]}"
            case "creation":
                row = book.execute("SELECT created_at FROM person WHERE id = ?", (account,)).fetchone()
                return f"大约 {row['created_at'][:7]} 注册" if row else "很久以前"
            case _:
                return "从以前的号码回复了"
