namespace Nvr.Onvif.Soap;

/// <summary>An HTTP answer, read whole. <paramref name="Challenges"/> are the values of WWW-Authenticate.</summary>
internal sealed record HttpAnswer(int Status, IReadOnlyList<string> Challenges, string? Location, ReadOnlyMemory<byte> Body)
{
    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;
}
