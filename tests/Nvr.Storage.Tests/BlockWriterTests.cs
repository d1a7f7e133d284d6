using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Nvr.Mp4;
using Nvr.Storage.Disk;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

/// <summary>Footage on its way past the page cache, on real file systems: one that can, one that cannot, and a place that is refused.</summary>
public sealed class BlockWriterTests
{
    private static readonly byte[] Header = Content(700, 1);

    // Less than a block, more, exactly one together with what is before it, and more than the buffer holds.
    private static readonly int[][] Fragments = [[100, 1], [4096, 32_768, 32_768, 5], [3_996, 100], [700, 2_500_000, 0, 12]];

    [Fact]
    public void Ext4_IsWrittenPastTheCache_AndHoldsEveryByte()
    {
        using LoopDisk disk = new(16);
        WriteAndCompare(Path.Combine(disk.Path, "footage"), isDirect: true);
    }

    [Fact]
    public void FileSystemThatCannot_IsWrittenThroughTheCache()
    {
        using TestFolder folder = new();
        string path = folder.Of("ram");
        Directory.CreateDirectory(path);
        Run("mount", "-t", "ramfs", "ramfs", path);
        try
        {
            WriteAndCompare(Path.Combine(path, "footage"), isDirect: false);
        }
        finally
        {
            Run("umount", path);
        }
    }

    [Fact]
    public void WriteThatIsRefusedAllTheSame_GoesThroughTheCache()
    {
        using LoopDisk disk = new(16);
        using SafeFileHandle file = File.OpenHandle(Path.Combine(disk.Path, "footage"), FileMode.CreateNew, FileAccess.ReadWrite);
        using BlockWriter writer = new();
        BlockWriter.Prepare(file);
        Assert.True(IsDirect(file));

        // No disk takes whole blocks at such a place.
        byte[] content = Content(SegmentPadding.BlockBytes, 3);
        writer.Write(file, 100, content, []);

        Assert.False(IsDirect(file));
        byte[] read = new byte[content.Length];
        Assert.Equal(read.Length, RandomAccess.Read(file, read, 100));
        Assert.Equal(content, read);
    }

    [Fact]
    public void FullDisk_IsToldAsFull_AndTheSamePlaceIsWrittenAgain()
    {
        using LoopDisk disk = new(16);
        string ballast = Path.Combine(disk.Path, "ballast");
        File.WriteAllBytes(ballast, new byte[new DriveInfo(disk.Path).AvailableFreeSpace - (2 << 20)]);
        string path = Path.Combine(disk.Path, "footage");
        using SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite);
        using BlockWriter writer = new();
        BlockWriter.Prepare(file);
        byte[] content = Content(5 << 20, 4);

        IOException full = Assert.ThrowsAny<IOException>(() => writer.Write(file, 0, [], [content]));
        Assert.True(Durable.IsForWantOfRoom(full), full.Message);
        File.Delete(ballast);
        Assert.Equal(content.Length, writer.Write(file, 0, [], [content]));

        Assert.Equal(content, File.ReadAllBytes(path));
    }

    private static void WriteAndCompare(string path, bool isDirect)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite);
        using BlockWriter writer = new();
        BlockWriter.Prepare(file);
        List<byte> expected = [.. Header];
        long at = 0;
        foreach (int[] sizes in Fragments)
        {
            ReadOnlyMemory<byte>[] parts = [.. sizes.Select((s, i) => (ReadOnlyMemory<byte>)Content(s, i + s))];
            at = writer.Write(file, at, at == 0 ? Header : [], parts);
            expected.AddRange(parts.SelectMany(p => p.ToArray()));
            byte[] padding = new byte[SegmentPadding.After(expected.Count)];
            SegmentPadding.Write(padding);
            expected.AddRange(padding);
            Assert.Equal(expected.Count, at);
        }
        Assert.Equal(isDirect, IsDirect(file));
        Assert.Equal(expected.ToArray(), File.ReadAllBytes(path));
    }

    // The kernel tells a file's flags in octal digits.
    private static bool IsDirect(SafeFileHandle file)
    {
        string flags = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{file.DangerousGetHandle()}")).First(l => l.StartsWith("flags:", StringComparison.Ordinal));
        return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & Libc.Direct) != 0;
    }

    private static byte[] Content(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
