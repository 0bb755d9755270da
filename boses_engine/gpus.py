"""The NVIDIA GPUs of this machine, as their driver's tool lists them."""

import contextlib
import shutil
import subprocess

_SECONDS_MOST = 10.0  # for the tool, which hangs where a driver does


def nvidia_gpus(columns: str) -> list[str]:
    """A line for each GPU with columns of `nvidia-smi --query-gpu`; none without a card, a driver or the tool."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return []
    command = [tool, f"--query-gpu={columns}", "--format=csv,noheader"]
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        result = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS_MOST, check=False)
        if result.returncode == 0:  # the tool may be there without a card or a driver
            return [line.strip() for line in result.stdout.splitlines() if line.strip()]
    return []
