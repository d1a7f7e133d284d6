using Bench.Processes;

namespace Bench.Recorders;

/// <summary>One recorder at work on all cameras: its processes and where its files grow. Disposing ends it.</summary>
internal class RunningRecorder(string name, string directory, IReadOnlyList<ChildProcess> processes) : IAsyncDisposable
{
    public string Name { get; } = name;

    public IReadOnlyList<ChildProcess> Processes { get; } = processes;

    public string Directory { get; } = directory;

    public long CpuNs => Processes.Sum(p => ProcessUsage.CpuNs(p.Id));

    public double PssMb => Processes.Sum(p => ProcessUsage.PssKb(p.Id)) / 1024.0;

    /// <summary>Bytes in its files, which shows that it records at all.</summary>
    public long Bytes => new DirectoryInfo(Directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Exists ? f.Length : 0);

    /// <summary>An empty directory; what a run that was cut off left there is deleted.</summary>
    public static string Fresh(string directory)
    {
        if (System.IO.Directory.Exists(directory))
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
        return System.IO.Directory.CreateDirectory(directory).FullName;
    }

    /// <summary>Throws with its last words when a process has ended by itself.</summary>
    public void AssertAlive()
    {
        if (Processes.FirstOrDefault(p => p.HasExited) is { } dead)
        {
            throw new InvalidOperationException($"{Name} ended in mid-run:\n{string.Join('\n', dead.Output.TakeLast(20))}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Processes.Select(p => p.DisposeAsync().AsTask()));
        System.IO.Directory.Delete(Directory, recursive: true);
        GC.SuppressFinalize(this);
    }
}
