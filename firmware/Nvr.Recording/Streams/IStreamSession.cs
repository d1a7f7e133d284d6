using Nvr.Core.Media;

namespace Nvr.Recording.Streams;

/// <summary>
/// One connection to a camera that is playing. Drained by the pump thread only; disposed by the supervisor after the pump has let go of it.
/// </summary>
public interface IStreamSession : IAsyncDisposable
{
    /// <summary>Hash of the camera's TLS certificate, to be pinned on first use; null without TLS.</summary>
    string? CertificateSha256 { get; }

    /// <summary>True when media comes as datagrams, which the kernel keeps only for so long: drain at short intervals.</summary>
    bool ByDatagrams { get; }

    /// <summary>May be read from any thread, and after the session is over.</summary>
    StreamReception Reception => default;

    /// <summary>
    /// Hands over everything that has arrived; never blocks. Returns the bytes read.
    /// Throws <see cref="Nvr.Core.NvrException"/> when the session is over.
    /// </summary>
    int Drain(IAccessUnitSink sink);
}
