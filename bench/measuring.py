"""Running a command and telling what it took."""
import json
import os
import pathlib
import statistics
import subprocess
import sys

LAUNCHER = pathlib.Path(__file__).resolve().parent / "launch.py"


class Failed(Exception):
    """A command that did not do what it should, in words for the terminal."""


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def launch(command, out="-", core=None, env=None):
    """What launch.py reports of a command; Failed unless it exits with 0."""
    launcher = [sys.executable, "-I", "-S", LAUNCHER, "-" if core is None else core, out]
    done = subprocess.run([str(x) for x in [*launcher, *command]], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, env={**os.environ, **(env or {})})
    name = " ".join(str(x) for x in command[:2])
    if done.returncode != 0:
        raise Failed(f"{name} could not be run")
    used = json.loads(done.stdout)
    if used["status"] != 0:
        raise Failed(f"{name} exited with {used['status']}")
    return used


def attempt(what, measure):
    """measure(), or None and a line on the terminal: one part that fails leaves the others."""
    try:
        return measure()
    except (Failed, OSError, ValueError, KeyError) as error:
        say(f"{what} left out: {error}")
        return None


def spread(values, digits=1):
    return {"median": round(statistics.median(values), digits), "min": round(min(values), digits),
            "max": round(max(values), digits), "runs": len(values)}


def show(row, indent=0):
    for key, value in row.items():
        if isinstance(value, dict) and "median" in value:
            value = f"{value['median']}  ({value['min']} to {value['max']}, {value['runs']} runs)"
        if isinstance(value, dict):
            print(f"{'':{indent}}{key}")
            show(value, indent + 2)
        else:
            text = ", ".join(map(str, value)) if isinstance(value, list) else value
            print(f"{'':{indent}}{key:{32 - indent}} {'not measured' if text is None else text}")
