namespace Nvr.Rtsp.Session;

/// <summary>
/// What to connect to: an <c>rtsp://</c> or <c>rtsps://</c> address and, apart from it, the credentials. Credentials inside the
/// address are used only when none are given apart, and are never sent in a request line or shown in a message.
/// </summary>
public sealed record RtspTarget(Uri Url, string? UserName, string? Password)
{
    public override string ToString() => $"{Url.Host}:{Url.Port}";
}
