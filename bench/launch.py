#!/usr/bin/env python3
"""Runs one command and prints what it used, as one line of JSON.

    python3 -I -S launch.py CORE OUT COMMAND [ARGUMENT...]

CORE is the core to run on, or "-" for any. The command's output goes to the file OUT; with OUT "-"
it is read and dropped, and first_ms says when its first byte came.

A program of its own, and one that imports next to nothing, because Linux counts the memory of the
process that starts a command (what it held before exec) into the peak of the command: started from
here, a peak is right from about 10 MiB on, however much the measuring script holds.
"""
import json
import os
import sys
import time


def main():
    core, out, *command = sys.argv[1:]
    if core != "-":
        os.sched_setaffinity(0, {int(core)})
    if out == "-":
        reading, writing = os.pipe()
    else:
        reading, writing = None, os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    begun = time.monotonic()
    try:
        pid = os.posix_spawnp(command[0], command, os.environ,
                              file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1)])
    except OSError as error:
        sys.exit(f"cannot start {command[0]}: {error.strerror}")
    os.close(writing)
    first = None
    while reading is not None:
        chunk = os.read(reading, 1 << 16)
        if not chunk:
            break
        first = first or time.monotonic() - begun
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - begun
    print(json.dumps({
        "status": os.waitstatus_to_exitcode(status), "wall_s": wall,
        "first_ms": None if first is None else 1e3 * first,
        "cpu_s": usage.ru_utime + usage.ru_stime, "peak_mib": usage.ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
