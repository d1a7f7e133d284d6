using System.Diagnostics;

namespace Nvr.Storage.Tests.Support;

/// <summary>A small real ext4 file system in a file, mounted for one test: a disk that can truly be full.</summary>
internal sealed class LoopDisk : IDisposable
{
    private readonly TestFolder folder = new();

    public LoopDisk(int megabytes)
    {
        using (FileStream image = new(folder.Of("image"), FileMode.CreateNew))
        {
            image.SetLength((long)megabytes << 20);
        }
        Directory.CreateDirectory(Path);
        Run("mkfs.ext4", "-q", "-m", "0", folder.Of("image"));
        Run("mount", "-o", "loop", folder.Of("image"), Path);
    }

    public string Path => folder.Of("disk");

    /// <summary>A foreign file takes every byte that is left.</summary>
    public void Fill(string name)
    {
        using FileStream file = new(System.IO.Path.Combine(Path, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        byte[] block = new byte[1 << 20];
        for (int size = block.Length; size > 0;)
        {
            try
            {
                file.Write(block, 0, size);
            }
            catch (IOException)
            {
                size /= 4;
            }
        }
        file.Flush(flushToDisk: true);
    }

    /// <summary>A frozen directory takes no new names and gives up none; the files in it can be written.</summary>
    public static void Freeze(string directory, bool frozen) => Run("chattr", frozen ? "+i" : "-i", directory);

    public void Dispose()
    {
        Run("umount", Path);
        folder.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {error}");
    }
}
