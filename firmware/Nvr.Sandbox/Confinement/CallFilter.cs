using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nvr.Sandbox.Confinement;

/// <summary>
/// The seccomp program: a list of what may be called, everything else answers EPERM. Classic BPF (linux/filter.h), each instruction as
/// the 8 bytes that the kernel reads: 2 code, 1 jump if true, 1 jump if false, 4 operand.
/// </summary>
internal static class CallFilter
{
    private const uint Allow = 0x7FFF0000;
    private const uint Kill = 0x80000000;
    private const uint Error = 0x00050000;
    private const uint Eperm = 1;
    private const uint Enosys = 38;

    private const int NumberOffset = 0;
    private const int ArchitectureOffset = 4;

    private const uint ThreadFlag = 0x10000;
    private const uint ExecutableMemory = 4;
    private const uint EmptyPath = 0x1000;
    private const uint SetName = 15;

    /// <summary>The type letter of V4L2's ioctls (linux/videodev2.h).</summary>
    private const uint VideoIoctls = 'V';

    public static int SeccompNumber(Architecture architecture) => architecture == Architecture.X64 ? 317 : 277;

    /// <summary>Empty on an architecture that the box is not made for.</summary>
    public static ulong[] Build(Architecture architecture, int pid)
    {
        CallNumbers? numbers = CallNumbers.Of(architecture);
        if (numbers is null)
        {
            return [];
        }
        List<ulong> code =
        [
            Load(ArchitectureOffset), Jump(0x15, numbers.Audit, 1, 0), Return(Kill),
            Load(NumberOffset),
        ];
        foreach (uint number in numbers.Plain)
        {
            Add(code, number, [Return(Allow)]);
        }
        // A new thread, never a new process; and only by the call whose flags can be seen here.
        Add(code, numbers.StartThread, [Load(Argument(0)), Jump(0x45, ThreadFlag, 0, 1), Return(Allow), Return(Error | Eperm)]);
        Add(code, numbers.Clone3, [Return(Error | Enosys)]);
        Add(code, numbers.SignalThread, [Load(Argument(0)), Jump(0x15, (uint)pid, 0, 1), Return(Allow), Return(Error | Eperm)]);
        Add(code, numbers.Prctl, [Load(Argument(0)), Jump(0x15, SetName, 0, 1), Return(Allow), Return(Error | Eperm)]);
        Add(code, numbers.StatAt, [Load(Argument(3)), Jump(0x45, EmptyPath, 0, 1), Return(Allow), Return(Error | Eperm)]);
        Add(code, numbers.Ioctl, [Load(Argument(1)), Instruction(0x74, 8), Instruction(0x54, 0xFF), Jump(0x15, VideoIoctls, 0, 1), Return(Allow), Return(Error | Eperm)]);
        // Limits may be read, not set: the pointer to the new ones must be null.
        Add(code, numbers.Limits, [Load(Argument(2)), Jump(0x15, 0, 0, 3), Load(Argument(2) + 4), Jump(0x15, 0, 0, 1), Return(Allow), Return(Error | Eperm)]);
        AddMemory(code, numbers.MapMemory);
        AddMemory(code, numbers.ProtectMemory);
        code.Add(Return(Error | Eperm));
        return [.. code];
    }

    /// <summary>A program that is compiled ahead needs no new executable memory; one that is not, does.</summary>
    private static void AddMemory(List<ulong> code, uint number)
    {
        ulong[] guarded = [Load(Argument(2)), Jump(0x45, ExecutableMemory, 1, 0), Return(Allow), Return(Error | Eperm)];
        Add(code, number, RuntimeFeature.IsDynamicCodeSupported ? [Return(Allow)] : guarded);
    }

    /// <summary>What happens for this number; each ends in a return, so the number need not be loaded again.</summary>
    private static void Add(List<ulong> code, uint number, ReadOnlySpan<ulong> then)
    {
        code.Add(Jump(0x15, number, 0, (byte)then.Length));
        code.AddRange(then);
    }

    private static int Argument(int index) => 16 + (index * 8);

    private static ulong Load(int offset) => Instruction(0x20, (uint)offset);

    private static ulong Return(uint action) => Instruction(0x06, action);

    private static ulong Instruction(ushort operation, uint operand) => operation | ((ulong)operand << 32);

    /// <summary>0x15 jumps on equality, 0x45 when a bit is set.</summary>
    private static ulong Jump(ushort operation, uint operand, byte ifTrue, byte ifFalse) =>
        Instruction(operation, operand) | ((ulong)ifTrue << 16) | ((ulong)ifFalse << 24);
}
