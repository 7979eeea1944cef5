"""What the commands in this folder share: participants, the machine, clear refusals."""

import json
import os
import platform
import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "benchmarks" / "peers"


def refuse(message):
    sys.exit(f"{Path(sys.argv[0]).name}: {message}")


def environment(**changes):
    """This process's, without what would choose a BLAS kernel or thread count by accident."""
    ours = {k: v for k, v in os.environ.items() if not re.match("OPENBLAS_|OMP_|ATEN_", k)}
    return {**ours, **changes}


class Participant:
    """A process that trains one turn at a time and waits on stdin between them."""

    def __init__(self, command, env):
        self.process = subprocess.Popen(
            [str(part) for part in command],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.identity = self.answer()

    def turn(self):
        return self.obey("turn")

    def heap(self):
        """Bytes of ours."""
        return self.obey("heap")["heap"]

    def obey(self, order):
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        return self.answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            refuse(f"a participant ended: {' '.join(self.process.args)}")
        return json.loads(line)


def torch_peer(network, dataset, threads, torch_environment, batches=10):
    command = [sys.executable, PEERS / "turns.py", "--network", network, "--dataset", dataset]
    command += ["--threads", threads, "--batches", batches]
    both = dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"], str(threads))
    return Participant(command, environment(**torch_environment, **both))


def spark_qsnn(settings, options=(), java_flags=()):
    """Options of TrainingTurns, among them a configuration file."""
    command = [ROOT / "benchmarks" / "run", *java_flags, "org.sparkqsnn.benchmarks.TrainingTurns"]
    command += [*options, *(f"--set={setting}" for setting in settings)]
    return Participant(command, environment())


def dataset(folder, name):
    path = Path(folder) / name
    if not (path / "manifest.json").is_file():
        refuse(f"{path} is missing; ./scripts/qsnn prepare --dataset {name} --out {path}")
    return path


def measure_torch(**changes):
    """What peers/measure.py finds in a process of its own, and the core that OpenBLAS picked."""
    env = environment(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", OPENBLAS_VERBOSE="2", **changes)
    command = [sys.executable, str(PEERS / "measure.py")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        refuse(f"{sys.executable} cannot run PyTorch ({done.stderr.splitlines()[-1]}); "
               "install python3-torch and use /usr/bin/python3")
    return {**json.loads(done.stdout), "core": core(done.stderr), "environment": changes}


def core(openblas_log):
    found = re.findall("^Core: (.*)", openblas_log, re.MULTILINE)
    return found[-1] if found else "unknown"


def fastest_torch():
    """PyTorch at its best: OpenBLAS of Debian 12 takes CPUs newer than itself for old ones, which
    costs a factor of 6, and ATen is built to use AVX2 unless it is told to use AVX-512."""
    cores = [{}, {"OPENBLAS_CORETYPE": "SkylakeX"}, {"OPENBLAS_CORETYPE": "Haswell"}]
    tried = [measure_torch(**changes) for changes in cores]
    best = max(tried, key=lambda found: found["gflops"])
    for file in best["blas"]:
        if "/libblas.so" in file and not re.search("openblas|mkl|blis|atlas", file):
            refuse(f"torch's BLAS is {file}, the reference one ({best['gflops']:.0f} GFLOP/s); "
                   "install libopenblas0-pthread")
    wide = measure_torch(**best["environment"], ATEN_CPU_CAPABILITY="avx512")
    if wide["sinesPerMicrosecond"] > 1.1 * best["sinesPerMicrosecond"]:
        best = {**best, "environment": wide["environment"]}
    return best, tried


def check_peers(torch_environment):
    env = environment(**torch_environment)
    if subprocess.run([sys.executable, PEERS / "check.py"], env=env, check=False).returncode:
        refuse("the peers do not compute what they should; see the line above")


def our_core():
    """The core that OpenBLAS picks in our JVM, and the JDK."""
    command = [ROOT / "benchmarks" / "run", "org.sparkqsnn.benchmarks.TrainingTurns"]
    command += ["--set=encoder.kind=direct", "--set=model.hidden=8", "--set=averaging.workers=1"]
    env = environment(OPENBLAS_VERBOSE="2")
    done = subprocess.run(command, env=env, input="turn\n", capture_output=True, text=True, check=False)
    if done.returncode:
        refuse(f"{command[0]} failed: {done.stderr.strip()}")
    return core(done.stderr), json.loads(done.stdout.splitlines()[0])["jdk"]


def describe_ours():
    """Markdown lines: where and how the numbers below were measured."""
    java_core, jdk = our_core()
    cpu = re.search("model name\\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    model = re.search("^model\\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.M)
    name = f"{cpu[1]}, model {model[1]}" if cpu and model else platform.processor()
    cpus = count(len(os.sched_getaffinity(0)), "core")
    return [
        f"- {datetime.now(timezone.utc):%Y-%m-%d}, commit {commit()}",
        f"- {name}, {cpus}, {platform.freedesktop_os_release()['PRETTY_NAME']}",
        f"- spark-qsnn: JDK {jdk}; OpenBLAS core {java_core}",
        f"- `{' '.join([os.path.relpath(sys.argv[0], ROOT), *sys.argv[1:]])}`",
    ]


def describe_machine(best, tried):
    """The same with PyTorch."""
    cores = ", ".join(
        f"{t['environment'].get('OPENBLAS_CORETYPE', 'unset')}: {t['core']}, {t['gflops']:.0f} GFLOP/s"
        for t in tried
    )
    settings = " ".join(f"{k}={v}" for k, v in best["environment"].items()) or "nothing set"
    libraries = [file for file in best["blas"] if "openblas" in file or "mkl" in file]
    return [
        *describe_ours(),
        f"- PyTorch {best['torch']}, Python {platform.python_version()}, {Path(libraries[-1]).name};"
        f" run with {settings}",
        f"- OPENBLAS_CORETYPE tried for PyTorch: {cores}",
    ]


def count(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"


def commit():
    command = ["git", "-C", str(ROOT), "describe", "--always", "--exclude=*", "--dirty=+changes"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
