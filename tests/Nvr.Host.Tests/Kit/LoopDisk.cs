using System.Globalization;
using Torture.Box;

namespace Nvr.Host.Tests.Kit;

/// <summary>A small ext4 of its own in a file, mounted through a loop device. Needs root, or sudo without a password.</summary>
internal sealed class LoopDisk : IAsyncDisposable
{
    private readonly string image;

    private LoopDisk(string image, string path)
    {
        this.image = image;
        Path = path;
    }

    /// <summary>Where it is mounted; whoever runs the test may write there.</summary>
    public string Path { get; }

    public string Data => System.IO.Path.Combine(Path, "data");

    public static async Task<LoopDisk> MountAsync(Scratch scratch, int megabytes)
    {
        var disk = new LoopDisk(scratch.At("disk.img"), scratch.At("disk"));
        Directory.CreateDirectory(disk.Path);
        string size = megabytes.ToString(CultureInfo.InvariantCulture);
        await ForeignProgram.OutputAsync("truncate", "-s", size + "M", disk.image);
        await ForeignProgram.OutputAsync("/usr/sbin/mkfs.ext4", "-q", "-m", "0", "-E", $"root_owner={UserId}:{UserId}", disk.image);
        await AsRootAsync("mount", "-o", "loop", disk.image, disk.Path);
        return disk;
    }

    public Task RemountReadOnlyAsync() => AsRootAsync("mount", "-o", "remount,ro", Path);

    /// <summary>A foreign file takes every byte that is left.</summary>
    public void Fill(string name)
    {
        using FileStream file = File.Create(System.IO.Path.Combine(Path, name), 1);
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
    }

    public async ValueTask DisposeAsync()
    {
        await AsRootAsync("umount", Path);
        File.Delete(image);
    }

    private static string UserId => Environment.IsPrivilegedProcess ? "0" : ForeignProgram.OutputAsync("id", "-u").GetAwaiter().GetResult().Trim();

    private static async Task AsRootAsync(string program, params string[] arguments)
    {
        ProgramResult result = await ForeignProgram.RunAsRootAsync(program, arguments);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {result}");
        }
    }
}
