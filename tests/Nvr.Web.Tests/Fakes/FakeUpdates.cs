using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Web.Cargo;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Updates that are noted.</summary>
public sealed class FakeUpdates : IUpdateRoom
{
    public ConcurrentQueue<string> Wishes { get; } = new();

    public UpdateFetchView? Fetch { get; private set; }

    public void BeginFetch(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            throw new NvrException(ErrorKind.InvalidInput, "An update is fetched from an address that begins with https.");
        }
        Wishes.Enqueue($"fetch {address}");
        Fetch = new UpdateFetchView(UpdateFetchView.Running, "updates.example", 5, 10, "The update is being fetched.", null, null);
    }

    public void CancelFetch() => Wishes.Enqueue("cancel");

    public async Task<SentUpdate> TakeAsync(Stream content, long length, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        await content.CopyToAsync(kept, cancellation);
        Wishes.Enqueue($"take {length} {kept.Length}");
        return new SentUpdate("2.0", kept.Length);
    }

    public Task InstallAsync(string? confirm, CancellationToken cancellation)
    {
        Wishes.Enqueue(confirm is null ? throw new NvrException(ErrorKind.InvalidInput, "To confirm, type its version.") : $"install {confirm}");
        return Task.CompletedTask;
    }

    public void Drop() => Wishes.Enqueue("drop");
}
