"""Make .venv from a lock file, if that has not been done: `python3 bootstrap.py requirements.txt`.

Runs on whatever Python somebody has, hence the plain old syntax: its first duty is to explain an old one.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
ENOUGH = (3, 11)
DEV = "requirements-dev.txt"
LAUNCHER = """#!/bin/sh
exec "{python}" -m ombud.interfaces.cli "$@"
"""


def main(lock):
    """Make or renew the environment; return an exit code."""
    if sys.version_info < ENOUGH:
        return _say(
            "Ombud 需要 Python 3.11 或更新的版本,这里是 {0}.{1}。".format(*sys.version_info),
            "Ombud needs Python 3.11 or newer; this is {0}.{1}.".format(*sys.version_info),
        )
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        return _say(
            "这个 Python 缺少 venv 模块;在 Debian 或 Ubuntu 上请先运行:apt install python3-venv",
            "This Python lacks the venv module; on Debian or Ubuntu run: apt install python3-venv",
        )
    if not _works() or not _installed(lock):
        if not _install(lock):
            return _say(
                "依赖没有装好;原因见上方。", "The dependencies could not be installed; the reason is above."
            )
    _link()
    return 0


def _works():
    if not os.path.exists(PYTHON):
        return False
    return subprocess.call([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]) == 0


def _installed(lock):
    """Tell whether this very lock is in, or the developers', which holds it too."""
    return any(_stamp(name) == _digest(name) for name in {lock, DEV})


def _install(lock):
    import fcntl

    os.makedirs(VENV, exist_ok=True)
    with open(os.path.join(VENV, ".lock"), "a") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if _works() and _installed(lock):
            return True
        if not _works() and subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
            return False
        pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-q"]
        if subprocess.call([*pip, "--require-hashes", "-r", os.path.join(HERE, lock)]) != 0:
            return False
        _write(_stamp_file(lock), _digest(lock))
    return True


def _link():
    """Let the environment find this folder, wherever it has moved, and the command `ombud` exist."""
    packages = subprocess.check_output(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], universal_newlines=True
    ).strip()
    _write(os.path.join(packages, "ombud.pth"), HERE + "\n")
    launcher = os.path.join(VENV, "bin", "ombud")
    _write(launcher, LAUNCHER.format(python=PYTHON))
    os.chmod(launcher, 0o755)


def _write(path, text):
    try:
        with open(path) as file:
            if file.read() == text:
                return
    except OSError:
        pass
    with open(path, "w") as file:
        file.write(text)


def _stamp_file(lock):
    return os.path.join(VENV, lock + ".sha256")


def _stamp(lock):
    try:
        with open(_stamp_file(lock)) as file:
            return file.read()
    except OSError:
        return None


def _digest(lock):
    with open(os.path.join(HERE, lock), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def _say(chinese, english):
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    sys.stderr.write((chinese if spoken.startswith("zh") else english) + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
