using System.Globalization;
using System.Runtime.InteropServices;
using Nvr.Core;
using Nvr.Storage.Disk;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

public sealed partial class FileLockTests
{
    [Fact]
    public void Lock_IsHeldAgainstOthers_UntilItIsDisposed()
    {
        using TestFolder folder = new();
        string path = folder.Of("nvrd.lock");
        using (FileLock.Take(path, "The data directory"))
        {
            NvrException refused = Assert.Throws<NvrException>(() => FileLock.Take(path, "The data directory"));
            Assert.Equal(ErrorKind.Conflict, refused.Kind);
            Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        }
        FileLock.Take(path, "The data directory").Dispose();
    }

    /// <summary>A program that is being started has a copy of every open file for a moment.</summary>
    [Fact]
    public void Lock_ThatWasDisposed_IsFree_AlsoWhileACopyOfItsFileIsOpen()
    {
        using TestFolder folder = new();
        string path = folder.Of("nvrd.lock");
        FileLock taken = FileLock.Take(path, "The data directory");
        int copy = Duplicate(NumberOf(path));
        Assert.True(copy >= 0);
        try
        {
            taken.Dispose();

            FileLock.Take(path, "The data directory").Dispose();
        }
        finally
        {
            Assert.Equal(0, Close(copy));
        }
    }

    private static int NumberOf(string path) => int.Parse(
        Path.GetFileName(Directory.GetFiles("/proc/self/fd").Single(f => new FileInfo(f).LinkTarget == path)), CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
