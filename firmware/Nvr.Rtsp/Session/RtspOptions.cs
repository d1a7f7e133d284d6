using System.Net;
using Nvr.Core.Time;

namespace Nvr.Rtsp.Session;

/// <summary>How one session is to be opened and kept. Immutable.</summary>
public sealed record RtspOptions
{
    public RtspTransportKind Transport { get; init; } = RtspTransportKind.Auto;

    /// <summary>What of the camera's offer the session is for.</summary>
    public RtspWanted Wanted { get; init; }

    public bool WantAudio { get; init; } = true;

    /// <summary>SHA-256 of the camera's certificate, hexadecimal; null accepts any certificate (first use).</summary>
    public string? PinnedCertificateSha256 { get; init; }

    /// <summary>How long to wait for the connection and for each reply.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public string UserAgent { get; init; } = "NvrAppliance";

    /// <summary>What is wanted of the camera's own recording, by the camera's clock; null for its live stream.</summary>
    internal UtcRange? Replay { get; init; }

    /// <summary>
    /// Turns a host's name into addresses, each time that a connection is made; may throw <see cref="Nvr.Core.NvrException"/> for addresses that are not to be
    /// connected to. Addresses in place of names are taken as they are.
    /// </summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>What earlier sessions learnt about this camera; keep one for each camera address, or null to start afresh.</summary>
    public RtspMemory? Memory { get; init; }
}
