using System.Runtime.InteropServices;

namespace Nvr.Sandbox.Confinement;

/// <summary>
/// Numbers of system calls (asm/unistd_64.h, asm-generic/unistd.h) and the architecture's name in seccomp. Plain are those that act only on
/// what the process already has, of its own memory, threads, time and descriptors:
/// brk, clock_getres, clock_gettime, clock_nanosleep, close, epoll_ctl, epoll_pwait, epoll_wait, exit, exit_group, fcntl, fstat,
/// futex, get_robust_list, getcpu, getegid, geteuid, getgid, getpid, getppid, getrandom, getrusage, getsockname, getsockopt, gettid,
/// gettimeofday, getuid, lseek, madvise, membarrier, mincore, mremap, munmap, nanosleep, poll, ppoll, pselect6, read, readv,
/// recvfrom, recvmsg, restart_syscall, rseq, rt_sigaction, rt_sigprocmask, rt_sigreturn, rt_sigtimedwait, sched_getaffinity,
/// sched_getparam, sched_getscheduler, sched_yield, sendmsg, sendto, set_robust_list, shutdown, sigaltstack, sysinfo, uname, write,
/// writev.
/// </summary>
internal sealed record CallNumbers(uint Audit, uint[] Plain)
{
    private static readonly CallNumbers X64 = new(
        0xC000003E,
        [
            0, 1, 3, 5, 7, 8, 11, 12, 13, 14, 15, 19, 20, 24, 25, 27, 28, 35, 39, 44, 45, 46, 47, 48, 51, 55, 60, 63, 72,
            96, 98, 99, 102, 104, 107, 108, 110, 128, 131, 143, 145, 186, 202, 204, 219, 228, 229, 230, 231, 232, 233,
            270, 271, 273, 274, 281, 309, 318, 324, 334,
        ])
    {
        StartThread = 56,
        SignalThread = 234,
        Prctl = 157,
        StatAt = 262,
        Ioctl = 16,
        Limits = 302,
        MapMemory = 9,
        ProtectMemory = 10,
    };

    private static readonly CallNumbers Arm64 = new(
        0xC00000B7,
        [
            21, 22, 25, 57, 62, 63, 64, 65, 66, 72, 73, 80, 93, 94, 98, 99, 100, 101, 113, 114, 115, 120, 121, 123, 124,
            128, 132, 134, 135, 137, 139, 160, 165, 168, 169, 172, 173, 174, 175, 176, 177, 178, 179, 204, 206, 207, 209,
            210, 211, 212, 214, 215, 216, 232, 233, 278, 283, 293,
        ])
    {
        StartThread = 220,
        SignalThread = 131,
        Prctl = 167,
        StatAt = 79,
        Ioctl = 29,
        Limits = 261,
        MapMemory = 222,
        ProtectMemory = 226,
    };

    public uint Clone3 { get; } = 435;

    public required uint StartThread { get; init; }

    public required uint SignalThread { get; init; }

    public required uint Prctl { get; init; }

    public required uint StatAt { get; init; }

    public required uint Ioctl { get; init; }

    public required uint Limits { get; init; }

    public required uint MapMemory { get; init; }

    public required uint ProtectMemory { get; init; }

    /// <summary>Null on an architecture that the box is not made for.</summary>
    public static CallNumbers? Of(Architecture architecture) => architecture switch
    {
        Architecture.X64 => X64,
        Architecture.Arm64 => Arm64,
        _ => null,
    };
}
