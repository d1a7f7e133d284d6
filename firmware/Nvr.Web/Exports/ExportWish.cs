using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Web.Exports;

/// <summary>An export that somebody wants to download. Immutable.</summary>
/// <param name="Cameras">At least one; one alone where <paramref name="Form"/> is <c>mp4</c>.</param>
/// <param name="Reason">What for; may be empty.</param>
/// <param name="Form"><c>mp4</c>: the plain movie; <c>zip</c>: the signed folder.</param>
public sealed record ExportWish(IReadOnlyList<CameraId> Cameras, UtcRange Range, string Reason, string Form)
{
    public const string Mp4 = "mp4";
    public const string Zip = "zip";
}
