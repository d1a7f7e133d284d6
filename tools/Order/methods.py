#!/usr/bin/python3
"""The methods that a running nvrd calls: methods.py PID SYMBOLS SECONDS

Puts a breakpoint on the first byte of every method of the program (by the symbols in SYMBOLS, its .dbg file), takes each away when it is
reached for the first time, and prints the names in the order in which they were reached. Needs the right to trace the process, which goes on
unharmed afterwards. x64 only: the names are those of the other targets too.
"""
import ctypes
import os
import signal
import subprocess
import sys
import time

SEIZE, INTERRUPT, CONT, DETACH, GETREGS, SETREGS = 0x4206, 0x4207, 7, 17, 12, 13
TRACE_CLONE, EVENT_STOP = 8, 128
WALL, WNOHANG = 0x40000000, 1
RIP, REGS = 16, 27
BREAKPOINT = 0xCC

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


def ptrace(request, tid, data=0):
    if libc.ptrace(request, tid, None, data) != 0:
        raise OSError(ctypes.get_errno(), f"ptrace {request} of {tid}")


def methods(symbols):
    """Address in the file → names, of the section that holds what was C#."""
    section = next(line.split("]")[1].split() for line in run("readelf", "-S", "-W", symbols) if "__managedcode" in line)
    first, size = int(section[2], 16), int(section[4], 16)
    named = {}
    for line in run("readelf", "-s", "-W", symbols):
        words = line.split()
        if len(words) == 8 and words[3] == "FUNC" and first <= int(words[1], 16) < first + size:
            named.setdefault(int(words[1], 16), []).append(words[7])
    return first, size, named


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def program_base(pid):
    program = os.readlink(f"/proc/{pid}/exe")
    return min(int(line.split("-")[0], 16) for line in open(f"/proc/{pid}/maps") if line.rstrip().endswith(program))


def threads(pid):
    return [int(tid) for tid in os.listdir(f"/proc/{pid}/task")]


class Tracer:
    def __init__(self, pid, symbols):
        self.pid = pid
        self.first, self.size, self.named = methods(symbols)
        self.base = program_base(pid)
        self.memory = os.open(f"/proc/{pid}/mem", os.O_RDWR)
        self.reached, self.traced = [], set()

    def stop_all(self):
        while new := [tid for tid in threads(self.pid) if tid not in self.traced]:
            for tid in new:
                ptrace(SEIZE, tid, TRACE_CLONE)
                self.traced.add(tid)
        for tid in self.traced:
            ptrace(INTERRUPT, tid)

    def trace(self, seconds):
        start = self.base + self.first
        self.code = os.pread(self.memory, self.size, start)
        patched = bytearray(self.code)
        for address in self.named:
            patched[address - self.first] = BREAKPOINT
        self.stop_all()
        waiting = set(self.traced)
        while waiting:  # none runs while the code changes
            tid, _ = os.waitpid(-1, WALL)
            waiting.discard(tid)
        os.pwrite(self.memory, bytes(patched), start)
        for tid in self.traced:
            ptrace(CONT, tid)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            tid, status = os.waitpid(-1, WALL | WNOHANG)
            if tid == 0:
                time.sleep(0.0002)
            else:
                self.stopped(tid, status)
        self.leave(start)

    def stopped(self, tid, status):
        if not os.WIFSTOPPED(status):
            self.traced.discard(tid)
            return
        self.traced.add(tid)
        number, event = os.WSTOPSIG(status), status >> 16
        passed_on = 0
        if number == signal.SIGTRAP and event == 0:
            self.breakpoint(tid)
        elif event == 0:
            passed_on = number
        ptrace(CONT, tid, passed_on)

    def breakpoint(self, tid):
        registers = (ctypes.c_ulonglong * REGS)()
        ptrace(GETREGS, tid, ctypes.addressof(registers))
        registers[RIP] -= 1
        address = registers[RIP] - self.base
        if address in self.named:
            self.reached.append(address)
            os.pwrite(self.memory, self.code[address - self.first:][:1], registers[RIP])
        ptrace(SETREGS, tid, ctypes.addressof(registers))

    def leave(self, start):
        """All stop; what is on its way to a breakpoint that goes is put back before it."""
        for tid in list(self.traced):
            try:
                ptrace(INTERRUPT, tid)
            except OSError:
                self.traced.discard(tid)
        waiting, signals = set(self.traced), {}
        while waiting:
            tid, status = os.waitpid(-1, WALL)
            if not os.WIFSTOPPED(status):
                self.traced.discard(tid)
            elif os.WSTOPSIG(status) == signal.SIGTRAP and status >> 16 == 0:
                self.breakpoint(tid)
                ptrace(INTERRUPT, tid)
                ptrace(CONT, tid)
                continue
            elif status >> 16 != EVENT_STOP:
                signals[tid] = os.WSTOPSIG(status) if status >> 16 == 0 else 0
            waiting.discard(tid)
        os.pwrite(self.memory, self.code, start)
        for tid in self.traced:
            ptrace(DETACH, tid, signals.get(tid, 0))

    def names(self):
        seen = set()
        for address in self.reached:
            for name in self.named[address]:
                if name not in seen:
                    seen.add(name)
                    yield name


def main():
    pid, symbols, seconds = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    tracer = Tracer(pid, symbols)
    tracer.trace(seconds)
    print(*tracer.names(), sep="\n")


if __name__ == "__main__":
    main()
