namespace Nvr.Sandbox.Confinement;

/// <summary>What keeps the sandboxed process in. The numbers are on the wire.</summary>
[Flags]
public enum Walls
{
    None = 0,

    /// <summary>A network namespace of its own, without any interface.</summary>
    OwnNetwork = 1,

    /// <summary>Landlock: no file but libraries and video devices from the start.</summary>
    Landlock = 2,

    /// <summary>seccomp: no opening of files, no sockets, no programs; from before the first byte of a picture.</summary>
    SystemCalls = 4,

    /// <summary>A user of its own.</summary>
    OwnUser = 8,

    /// <summary>Bounded memory, no core files, no file growth.</summary>
    Limits = 16,
}
