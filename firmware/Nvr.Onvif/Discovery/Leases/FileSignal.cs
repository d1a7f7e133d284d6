using System.Threading.Channels;

namespace Nvr.Onvif.Discovery.Leases;

/// <summary>
/// Tells that a file may have changed, by the kernel's word (inotify), so that nobody wakes up in vain. Where the folder does not exist yet, or the
/// kernel has no watch left, it tells nothing and tries anew with the next wait. One waiter at a time, who reads the file now and then in any case.
/// </summary>
internal sealed class FileSignal(string path) : IDisposable
{
    private readonly Channel<bool> changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private FileSystemWatcher? watcher;

    /// <summary>Returns when it may have changed since <see cref="Forget"/>; throws when cancelled.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        Watch();
        await changed.Reader.ReadAsync(cancellation);
    }

    /// <summary>For who is about to read the file: what changed before is seen by that.</summary>
    public void Forget() => changed.Reader.TryRead(out _);

    public void Dispose() => watcher?.Dispose();

    private void Watch()
    {
        string whole = Path.GetFullPath(path);
        if (watcher is not null && Directory.Exists(Path.GetDirectoryName(whole)))
        {
            return;
        }
        // A folder that went takes its watch along.
        watcher?.Dispose();
        watcher = null;
        try
        {
            watcher = Watching(Path.GetDirectoryName(whole)!, Path.GetFileName(whole));
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
        }
    }

    private FileSystemWatcher Watching(string folder, string name)
    {
        var made = new FileSystemWatcher(folder, name) { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName };
        try
        {
            made.Changed += (_, _) => Tell();
            made.Created += (_, _) => Tell();
            made.Renamed += (_, _) => Tell();
            // Something was lost in between.
            made.Error += (_, _) => Tell();
            made.EnableRaisingEvents = true;
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    private void Tell() => changed.Writer.TryWrite(true);
}
