using Nvr.Recording.Captured;

namespace Nvr.Recording.Streams;

/// <summary>Sends each address to who can open it: video devices of the box to one, everything else to RTSP. Thread-safe.</summary>
public sealed class SourceOpener(IStreamOpener network, IStreamOpener captured) : IStreamOpener
{
    public Task<IStreamSession> OpenAsync(StreamAddress address, CancellationToken cancellation) =>
        (AnalogSource.Is(address.Url) ? captured : network).OpenAsync(address, cancellation);
}
