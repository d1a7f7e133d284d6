namespace Nvr.Host.Tests.Kit;

/// <summary>A directory of a test's own. Deleted at the end; other users may look into it, because some programs under test are others.</summary>
internal sealed class Scratch : IDisposable
{
    public Scratch()
    {
        Root = Directory.CreateTempSubdirectory("nvr-host-").FullName;
        File.SetUnixFileMode(Root, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public string At(string name) => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
