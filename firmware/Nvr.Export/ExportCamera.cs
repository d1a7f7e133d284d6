using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Export;

/// <summary>One camera of an order. Immutable.</summary>
/// <param name="Id">The camera.</param>
/// <param name="Name">As its owner typed it: anything at all.</param>
/// <param name="SourceUrl">Where its stream comes from. Whatever stands before the host goes: an export is given away, and a password never is.</param>
/// <param name="Mac">Null where it is not known.</param>
/// <param name="Ranges">Stretches of UTC, oldest first; each becomes a file, or several where the file system limits their size.</param>
public sealed record ExportCamera(CameraId Id, string Name, string SourceUrl, string? Mac, IReadOnlyList<UtcRange> Ranges)
{
    public string SourceUrl { get; } = WithoutCredentials(SourceUrl);

    private static string WithoutCredentials(string url)
    {
        int host = url.IndexOf("//", StringComparison.Ordinal) + 2;
        int end = host < 2 ? -1 : url.AsSpan(host).IndexOfAny("/?#");
        int at = host < 2 ? -1 : url.AsSpan(host, end < 0 ? url.Length - host : end).LastIndexOf('@');
        return at < 0 ? url : url[..host] + url[(host + at + 1)..];
    }
}
