using Nvr.Core.Media;
using Nvr.Recording.Streams;

namespace Nvr.Recording.Live;

/// <summary>
/// The live pictures of something that is no camera of the recorder yet: one connection for one viewer, and nothing of it is kept. Made by
/// <see cref="ILiveHub.PreviewAsync"/>; ends with the connection, or when it is disposed. Thread-safe.
/// </summary>
public sealed class LivePreview : IAsyncDisposable
{
    private readonly StreamServices services;
    private readonly IStreamSession session;
    private readonly LiveStream live;
    private readonly PumpedStream pumped;
    private readonly Task ending;

    private LivePreview(StreamServices services, IStreamSession session)
    {
        this.services = services;
        this.session = session;
        live = new LiveStream(services.Clock);
        Pictures = live.Subscribe();
        pumped = services.Pump.Attach(session, new Target(live));
        services.Pump.Wake();
        ending = EndAsync();
    }

    /// <summary>As those of a camera; completes when the other side has gone.</summary>
    public LiveSubscription Pictures { get; }

    internal static async Task<LivePreview> OpenAsync(StreamAddress address, StreamServices services, CancellationToken cancellation) =>
        new(services, await services.Opener.OpenAsync(address, cancellation));

    public async ValueTask DisposeAsync()
    {
        services.Pump.Detach(pumped);
        await ending;
        await session.DisposeAsync();
    }

    private async Task EndAsync()
    {
        await pumped.Completion;
        live.Dispose();
    }

    private sealed class Target(LiveStream live) : IPumpTarget
    {
        public bool IsWatched => live.IsWatched;

        public void OnAccessUnit(in AccessUnit unit)
        {
            if (unit.Format.IsVideo)
            {
                live.OnVideo(unit);
            }
        }

        public void AfterDrain(long nowMonotonicUs)
        {
        }
    }
}
