using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Nvr.Core;

namespace Nvr.Storage.Disk;

/// <summary>An advisory flock that one process holds until it disposes it or dies; the file carries the holder's process id.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly SafeFileHandle file;

    private FileLock(SafeFileHandle file) => this.file = file;

    /// <summary>Takes the lock or throws Conflict, naming what is locked and the process that has it.</summary>
    public static FileLock Take(string path, string what)
    {
        SafeFileHandle file = OpenUnlocked(path);
        if (Libc.FLock(file, Libc.LockExclusiveNonBlocking) != 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            string holder = ReadHolder(file);
            file.Dispose();
            throw new NvrException(
                ErrorKind.Conflict,
                $"{what} is in use by another nvrd ({holder}). Stop that one first, or choose another directory.",
                new DiskException("flock", path, errno));
        }
        NoteHolder(file);
        return new FileLock(file);
    }

    /// <summary>A program that is being started has a copy of the file for a moment, which would keep the lock: it is given back, not only closed.</summary>
    public void Dispose()
    {
        if (!file.IsClosed)
        {
            _ = Libc.FLock(file, Libc.Unlock);
            file.Dispose();
        }
    }

    // File.OpenHandle would itself take a shared flock, and fail with another error while the lock is held.
    private static SafeFileHandle OpenUnlocked(string path)
    {
        const int OwnerOnly = 0x180;
        int file = Libc.Open(path, Libc.OpenOrCreate, OwnerOnly);
        return file >= 0 ? new SafeFileHandle(file, ownsHandle: true) : throw new DiskException("open", path, Marshal.GetLastPInvokeError());
    }

    // The lock is the kernel's; the number is for people, and a full disk may not take it.
    private static void NoteHolder(SafeFileHandle file)
    {
        try
        {
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), 0);
        }
        catch (IOException failure) when (DiskException.IsFull(failure))
        {
        }
    }

    private static string ReadHolder(SafeFileHandle file)
    {
        Span<byte> text = stackalloc byte[16];
        int length = RandomAccess.Read(file, text, 0);
        return length == 0 ? "process unknown" : $"process {Encoding.ASCII.GetString(text[..length])}";
    }
}
