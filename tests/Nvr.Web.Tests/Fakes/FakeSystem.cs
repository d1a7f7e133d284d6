using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Web.Cargo;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A box that went back from an update, and notes what is wanted of it.</summary>
public sealed class FakeSystem : ISystemRoom
{
    private bool isSeen;

    public ConcurrentQueue<string> Wishes { get; } = new();

    public bool Refuses { get; set; }

    public SystemView Read() => new(
        "2026.11.1", "A", SystemView.Proven,
        new LastUpdateView(LastUpdateView.WentBack, "2026.11.1", "2026.11.30", "The update to 2026.11.30 did not record; the recorder went back to 2026.11.1 by itself.", null, !isSeen));

    public void Acknowledge()
    {
        Wishes.Enqueue("seen");
        isSeen = true;
    }

    public Task RestartAsync(CancellationToken cancellation)
    {
        Wishes.Enqueue(Refuses ? throw new NvrException(ErrorKind.Conflict, "An update is being installed.") : "restart");
        return Task.CompletedTask;
    }
}
