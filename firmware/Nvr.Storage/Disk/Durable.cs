using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nvr.Storage.Disk;

/// <summary>
/// Making bytes and names survive a power cut. All calls block on the disk and may come from any thread; failures are <see cref="IOException"/> with the
/// errno as HResult (<see cref="DiskException"/>), or <see cref="UnauthorizedAccessException"/>.
/// </summary>
public static class Durable
{
    public static void SyncData(SafeFileHandle file, string path) => Check(Libc.FDataSync(file), "fdatasync", path);

    public static void SyncAll(SafeFileHandle file, string path) => Check(Libc.FSync(file), "fsync", path);

    public static void SyncDirectory(string path)
    {
        int directory = Libc.Open(path, Libc.OpenReadOnly);
        Check(directory, "open", path);
        try
        {
            Check(Libc.FSync(directory), "fsync", path);
        }
        finally
        {
            _ = Libc.Close(directory);
        }
    }

    /// <summary>Makes a directory and its name durable; does nothing when it is there.</summary>
    public static void CreateDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }
        Directory.CreateDirectory(path);
        try
        {
            SyncDirectory(path);
            SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (DiskException)
        {
            // Left standing, it would pass for durable the next time.
            Directory.Delete(path);
            throw;
        }
    }

    /// <summary>Replaces or makes a file so that after a crash there is the old content or the new, never a mixture. Mode 0600.</summary>
    public static void WriteFile(string path, ReadOnlySpan<byte> content)
    {
        string temporary = path + ".new";
        File.Delete(temporary);
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (FileStream stream = new(temporary, options))
        {
            stream.Write(content);
            SyncAll(stream.SafeFileHandle, temporary);
        }
        File.Move(temporary, path, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Whether a write failed for want of room: the volume is full, or a quota.</summary>
    public static bool IsForWantOfRoom(IOException failure) => DiskException.IsFull(failure);

    /// <summary>Unlinks a file; one that is not there counts as done.</summary>
    public static void Unlink(string path)
    {
        if (Libc.Unlink(path) != 0 && Marshal.GetLastPInvokeError() != Libc.ENOENT)
        {
            throw new DiskException("unlink", path, Marshal.GetLastPInvokeError());
        }
    }

    private static void Check(int result, string call, string path)
    {
        if (result < 0)
        {
            throw new DiskException(call, path, Marshal.GetLastPInvokeError());
        }
    }
}
