"""How is it said, in one sentence, that the house cannot open?

These words are a table of their own because they are spoken before anything else could be loaded.
"""

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ombud.adapters.database import Unusable, Why


class Stuck(Exception):  # noqa: N818 - read as a word: stuck, port used
    """The supervisor cannot go on, for a reason the operator can act on."""

    def __init__(self, why: str, /, **facts: object) -> None:
        super().__init__(why, facts)
        self.why = why
        self.facts = facts


EXPLAINED: Final = (Unusable, Stuck)
UNUSABLE: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        Why.NO_BINARIES: (
            "找不到 PostgreSQL 程序(找过:{looked_in});请重新运行 ./run,或用 PG_BIN 指明所在目录。",
            "No PostgreSQL programs were found (looked in {looked_in}); run ./run again or name their folder in PG_BIN.",
        ),
        Why.OUT_OF_REACH: (
            "当前以 root 运行,而数据库所用的普通账户无法执行 {folder} 里的程序;请放宽该目录的权限,或去掉 PG_BIN。",
            (
                "We run as root, and the account the database drops to cannot run the programs in {folder}; "
                "open that folder or unset PG_BIN."
            ),
        ),
        Why.NO_ACCOUNT: (
            "PostgreSQL 不能以 root 运行,而系统里没有 {names} 账户;请新建其一,或改用普通用户运行。",
            "PostgreSQL refuses to run as root and none of the accounts {names} exists; make one or run as an ordinary user.",
        ),
        Why.OTHER_MAJOR: (
            (
                "{data} 里的数据属于 PostgreSQL {found},而现有程序是 {ours};请用 PG_BIN 指向 PostgreSQL {found} 的 bin 目录,"
                "或先用 pg_upgrade 升级数据。"
            ),
            (
                "The data in {data} belongs to PostgreSQL {found}, the programs are {ours}; point PG_BIN at the bin folder of "
                "PostgreSQL {found}, or upgrade the data with pg_upgrade first."
            ),
        ),
        Why.TOO_OLD: (
            "找到的是 {found},而 Ombud 需要 PostgreSQL {oldest} 或更新的版本。",
            "Found {found}; Ombud needs PostgreSQL {oldest} or newer.",
        ),
        Why.COPIED_HOME: (
            "{home} 是 {other} 的副本,两者不能共用一个数据库;请用备份恢复,或删除副本里的 database.json 从头开始。",
            (
                "{home} is a copy of {other}, and two homes cannot share one database; restore a backup instead, or remove "
                "database.json from the copy to start afresh."
            ),
        ),
        Why.LOST_CLUSTER: (
            "{data} 里有数据库,但缺少存放密码的 {file};请从备份中恢复这个文件。",
            "There is a database in {data}, but {file}, which holds its passwords, is gone; restore that file from a backup.",
        ),
        Why.NOT_WRITABLE: (
            "无法写入 {folder};请检查它的所有者和权限,或用 --home 换一个目录。",
            "Cannot write to {folder}; check its owner and rights, or choose another folder with --home.",
        ),
        Why.DID_NOT_START: (
            "数据库没有启动:{said}(详见 {log})。",
            "The database did not start: {said} (more in {log}).",
        ),
    }
)
STUCK: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "port_used": (
            "端口 {port} 已被占用;请停掉占用它的程序,或用 --port 换一个。",
            "Port {port} is in use; stop whatever uses it, or choose another with --port.",
        ),
        "no_such_host": ("无法在地址 {host} 上监听。", "Cannot listen on the address {host}."),
        "not_writable": (
            "无法写入 {folder};请检查它的所有者和权限,或用 --home 换一个目录。",
            "Cannot write to {folder}; check its owner and rights, or choose another folder with --home.",
        ),
        "already_up": (
            "{home} 已由另一个 ombud up 打开;请先停掉它,或用 --home 换一个目录。",
            "Another `ombud up` has {home} open; stop it first, or choose another folder with --home.",
        ),
        "not_migrated": (
            "数据库结构没有更新成功;原因见上方。",
            "The database could not be brought up to date; the reason is above.",
        ),
        "no_answer": (
            "网页服务器一直没有在 {url} 应答;原因见上方。",
            "The web server never answered at {url}; the reason is above.",
        ),
        "no_seed": (
            "演示数据没有写入成功;原因见上方。",
            "The demo could not be seeded; the reason is above.",
        ),
        "serving": ("公道已就绪:{url}", "Ombud is ready: {url}"),
        "died": (
            "{name} 意外退出({code}),{pause:.1f} 秒后重启。",
            "{name} died ({code}); restarting in {pause:.1f} s.",
        ),
        "pack_waits": (
            "{place} 有新的规则包待启用:在管理室的“规则”页由两人提出并签署。",
            "A newer policy pack for {place} waits: two people activate it in the office, under Rules.",
        ),
        "one_role": (
            "应用与所有者用的是同一个数据库角色,账本没有防改保护;请设置 OWNER_DATABASE_URL。",
            "One database role for application and owner: nothing guards the ledgers. Set OWNER_DATABASE_URL.",
        ),
        "checkpoint_raced": (
            "同时有人在写检查点；请再运行一次。",
            "Somebody else wrote a checkpoint at this moment; run it again.",
        ),
        "no_such_report": (
            "没有报告 {name};现有:{known}。",
            "There is no report {name}; there are {known}.",
        ),
        "no_such_time": (
            "{name} 的时间只能是:{every}。例如 --of 2026、--of 2026-H1、--of 2026-11,或 --since 与 --until。",
            "The time of {name} may be: {every}. Such as --of 2026, --of 2026-H1, --of 2026-11, or --since and --until.",
        ),
        "not_empty": (
            "{folder} 不是空目录;请换一个,免得和别的文件混在一起。",
            "{folder} is not empty; choose another, so that nothing gets mixed up.",
        ),
        "report_written": (
            "文件在 {folder}。公道不会替您提交,请自行提交。",
            "The files are in {folder}. Nothing was sent to anybody: handing them in is up to you.",
        ),
        "report_so_far": (
            "文件在 {folder}。这段时间还没有结束,数字还会变。",
            "The files are in {folder}. This time is not over yet, so the figures will change.",
        ),
        "no_checkpoint": (
            "没有检查点 {file};它应是名为 000001.txt 的文件,旁边有同名的 .heads.gz。",
            "There is no checkpoint {file}; it is a file such as 000001.txt with 000001.heads.gz beside it.",
        ),
        "erasure_granted": (
            "{number}:已写信告知,将于 {at} 删除。",
            "{number}: a letter says so; it will be erased on {at}.",
        ),
        "erasure_refused_open": (
            "{number}:投诉还没有办结,暂不能删除;已写信说明。",
            "{number}: it is still open and cannot be erased yet; a letter says so.",
        ),
        "erasure_refused_hold": (
            "{number}:一项法律程序要求保留,暂不能删除;已写信说明。",
            "{number}: a matter of law holds it, it cannot be erased; a letter says so.",
        ),
        "erasure_refused_least": (
            "{number}:必须保存到 {at},之后可以再次要求;已写信说明。",
            "{number}: it must be kept until {at}, then it can be asked for again; a letter says so.",
        ),
        "key_for_whom": (
            "请说明密钥给谁用、作何用途:ombud key 名称 --scope file。",
            "Say whose key it is and what for: ombud key NAME --scope file.",
        ),
        "no_such_key": (
            "没有有效的密钥 {shown};ombud key --list 列出全部密钥。",
            "No key in force is {shown}; ombud key --list shows them all.",
        ),
        "key_trusted": (
            "“{name}”的举报从现在起优先处理，限其专长之内。",
            "The notices of {name} come first from now on, in what it knows.",
        ),
        "key_trusted_so_far": (
            "可信举报者至今优先的事项：{count}",
            "Matters of trusted flaggers that had priority so far: {count}",
        ),
        "key_distrusted": (
            "“{name}”的举报从现在起与其他举报一样排队。",
            "The notices of {name} wait like any other from now on.",
        ),
        "key_ended": (
            "{name} 的密钥已作废,半分钟内处处失效。",
            "The key of {name} has ended; within half a minute no door takes it.",
        ),
        "factor_forgotten": (
            "{name} 的第二重验证已清除,登录已失效;下次登录须重新设置。",
            "{name} has no second factor any more and is logged out; the next log-in sets up a new one.",
        ),
        "nobody_here": ("这里没有 {name}。", "Nobody here is called {name}."),
        "hired": ("{name} 可以登录了({roles})。", "{name} can log in ({roles})."),
        "database_died": ("数据库意外退出,正在恢复。", "The database died; bringing it back."),
        "ending": ("正在停止……", "Ending …"),
        "portal": ("投诉入口", "portal"),
        "workbench": ("工作台", "workbench"),
        "office": ("管理室", "office"),
        "api": ("接口文档", "API"),
        "clips": ("演示平台 Clips", "demo platform Clips"),
        "firehose": ("高速接收口", "firehose"),
        "sown": (
            "演示数据早已就绪,未作任何改动;演示账号见 {file}。删掉该文件再运行一次,可换发密码。",
            "The demo is there; nothing was changed. Its log-ins are in {file}; remove that file and run again for new ones.",
        ),
        "renewed": (
            "原来的演示账号已换发密码和 API 密钥,旧的不再有效;见 {file}。",
            "The demo's old passwords and API key no longer work; the new ones are in {file}.",
        ),
        "log_ins": ("演示账号见 {file}", "demo log-ins: {file}"),
    }
)


def chinese(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the operator's terminal is Chinese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if said := environ.get(name):
            return said.lower().startswith("zh")
    return False


def say(key: str, **facts: object) -> str:
    """Say it in the operator's language."""
    zh, en = STUCK[key]
    return (zh if chinese() else en).format(**facts)


def explain(error: BaseException) -> str:
    """Explain in one sentence."""
    match error:
        case Unusable():
            zh, en = UNUSABLE[error.why]
            return (zh if chinese() else en).format(**error.facts)
        case Stuck():
            return say(error.why, **error.facts)
        case _:
            return str(error)
