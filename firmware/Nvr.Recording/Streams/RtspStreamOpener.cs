using System.Collections.Concurrent;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Rtsp.Session;

namespace Nvr.Recording.Streams;

/// <summary>Connects by RTSP, and remembers for each camera what sessions with it have taught. Thread-safe.</summary>
public sealed class RtspStreamOpener(BoxClock clock, NameGuard names) : IStreamOpener
{
    private readonly ConcurrentDictionary<string, RtspMemory> memories = new(StringComparer.OrdinalIgnoreCase);

    public async Task<IStreamSession> OpenAsync(StreamAddress address, CancellationToken cancellation)
    {
        var target = new RtspTarget(AddressSecret.PutIn(address.Url, address.Password), address.UserName, address.Password);
        var options = new RtspOptions
        {
            Transport = TransportOf(address.Transport),
            WantAudio = address.WantAudio,
            PinnedCertificateSha256 = address.PinnedCertificate,
            Resolve = names.ResolveAsync,
            Memory = memories.GetOrAdd(address.Url.Authority, _ => new RtspMemory()),
        };
        return new Session(await RtspSession.OpenAsync(target, options, clock, cancellation));
    }

    private static RtspTransportKind TransportOf(CameraTransport transport) => transport switch
    {
        CameraTransport.Tcp => RtspTransportKind.Tcp,
        CameraTransport.Udp => RtspTransportKind.Udp,
        CameraTransport.Multicast => RtspTransportKind.Multicast,
        _ => RtspTransportKind.Auto,
    };

    private sealed class Session(RtspSession session) : IStreamSession
    {
        public string? CertificateSha256 => session.CertificateSha256;

        public bool ByDatagrams => session.Transport != RtspTransportKind.Tcp;

        public StreamReception Reception => new(session.Stats.PacketsReceived, session.Tracks[0].Stats.JitterUs);

        public int Drain(IAccessUnitSink sink) => session.Drain(sink);

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}
