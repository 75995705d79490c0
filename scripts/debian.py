"""Debian's packages, where they may be installed without asking anyone."""

import os
import shutil
import subprocess

TIMEOUT_S = 1200


def may_install() -> bool:
    """
    Tell whether `apt-get` is there and may be run without a password.

    Returns
    -------
    bool
        True for root, and where `sudo` asks for no password.
    """
    if not shutil.which("apt-get"):
        return False
    return not prefix() or _succeeds([*prefix(), "true"])


def install(*packages: str) -> bool:
    """
    Install packages of Debian or Ubuntu, without what they only recommend.

    Parameters
    ----------
    packages
        Names of packages.

    Returns
    -------
    bool
        Whether all of them are installed now.
    """
    apt = [*prefix(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # An old list of packages is better than none: only the second command decides.
    _succeeds([*apt, "update"])
    return _succeeds([*apt, "install", "-y", "--no-install-recommends", *packages])


def prefix() -> list[str]:
    """Give what a command needs before it to run as root."""
    return [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]


def _succeeds(command: list[str]) -> bool:
    """Run a command with its output kept away, and tell whether it exits with 0."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
