"""Facts that a measurement needs to be compared: processor, compiler, commit."""
import os
import pathlib
import platform
import re
import subprocess

FLAGS = {"avx2", "avx512f", "avx512bw", "avx512vl", "avx512dq", "avx512_vnni", "avx_vnni",
         "amx_int8", "asimddp", "i8mm"}


def output(command, cwd=None):
    """What a command prints, or nothing where it fails or is not there."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True)
        return done.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def processor():
    """Name, and the flags that matter for int8 products."""
    try:
        info = pathlib.Path("/proc/cpuinfo").read_text()
    except OSError:
        info = ""
    name = re.search(r"^model name\s*: (.+)$", info, re.M)
    flags = re.search(r"^(?:flags|Features)\s*: (.+)$", info, re.M)
    return (name[1].strip() if name else platform.machine() or "unknown",
            sorted(FLAGS & set(flags[1].split())) if flags else [])


def build(bin_folder):
    """Compiler and build type, as the build folder's CMakeCache.txt has them."""
    try:
        cache = (bin_folder.parent / "CMakeCache.txt").read_text()
    except OSError:
        return {"compiler": None, "build_type": None}
    found = dict(re.findall(r"^(CMAKE_CXX_COMPILER|CMAKE_BUILD_TYPE):\w+=(.*)$", cache, re.M))
    version = output([found.get("CMAKE_CXX_COMPILER", "c++"), "--version"])
    # CMakeLists.txt makes an empty build type Release.
    return {"compiler": version.split("\n")[0] or None,
            "build_type": found.get("CMAKE_BUILD_TYPE") or "Release"}


def commit(root):
    git = ["git", "-c", "safe.directory=*"]
    name = output([*git, "rev-parse", "--short=12", "HEAD"], root)
    changed = output([*git, "status", "--porcelain", "--untracked-files=no"], root)
    return (name + ("+changes" if changed else "")) or None


def facts(root, bin_folder):
    cpu, flags = processor()
    return {"cpu": cpu, "cores": os.cpu_count(), "flags": flags, "kernel": platform.release(),
            "load_before": [round(x, 2) for x in os.getloadavg()], **build(bin_folder),
            "commit": commit(root)}
