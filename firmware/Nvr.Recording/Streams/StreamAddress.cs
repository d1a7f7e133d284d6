using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Recording.Streams;

/// <summary>How to reach one stream of a camera. The address carries no credentials; the password is never put into text.</summary>
public sealed record StreamAddress(Uri Url, string? UserName, string? Password, CameraTransport Transport, bool WantAudio, string? PinnedCertificate)
{
    /// <summary>The address alone: what logs and messages may show.</summary>
    public override string ToString() => Url.ToString();

    /// <summary>Whether a session with the one serves as a session with the other; a certificate that was learnt meanwhile changes nothing.</summary>
    public bool IsServedBy(StreamAddress running) => this with { PinnedCertificate = null } == running with { PinnedCertificate = null };

    /// <summary>The address of a camera's stream; null when the camera has no such stream.</summary>
    public static StreamAddress? Of(CameraSettings settings, StreamKind stream, string? pinnedCertificate)
    {
        Uri? url = stream == StreamKind.Main ? settings.MainUrl : settings.SubUrl;
        bool audio = settings.RecordAudio && stream == StreamKind.Main;
        return url is null
            ? null
            : new StreamAddress(url, settings.UserName, settings.Password, settings.Transport, audio, pinnedCertificate);
    }
}
