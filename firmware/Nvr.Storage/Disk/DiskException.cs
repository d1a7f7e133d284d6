using System.Runtime.InteropServices;

namespace Nvr.Storage.Disk;

/// <summary>A system call on a file failed; carries the errno.</summary>
internal sealed class DiskException(string call, string path, int errno)
    : IOException($"{call} of {path}: {Marshal.GetPInvokeErrorMessage(errno)}", errno)
{
    public int Errno { get; } = errno;

    /// <summary>Whether the failure means that there is no room (the volume, a quota); .NET keeps the errno in HResult.</summary>
    public static bool IsFull(IOException failure) => failure.HResult is Libc.ENOSPC or Libc.EDQUOT;
}
