using Nvr.Storage.Tests.Support;

namespace Nvr.Export.Tests.Support;

/// <summary>A real file system of a few megabytes, mounted for one test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TestFolder folder = new();

    public SmallDisk(string size)
    {
        Directory.CreateDirectory(Path);
        Tool.Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", Path);
    }

    public string Path => folder.Of("stick");

    public void MakeReadOnly() => Tool.Run("mount", "-o", "remount,ro", Path);

    public void Dispose()
    {
        Tool.Run("umount", Path);
        folder.Dispose();
    }
}
