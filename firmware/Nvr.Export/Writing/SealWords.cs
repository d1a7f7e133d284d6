using Nvr.Core.Time;
using Nvr.Export.Signing;
using Nvr.Mp4.Sealing;

namespace Nvr.Export.Writing;

/// <summary>What the seal of a movie tells of its order and its camera.</summary>
internal static class SealWords
{
    public static SealDetails Of(ExportOrder order, ExportCamera camera, UtcTime exportTime, UtcTime start, int tracks) => new()
    {
        UnitName = order.Unit.Name,
        UnitUrl = order.Unit.Url,
        UnitMac = order.Unit.Mac,
        ExportTime = exportTime,
        Operator = order.Operator,
        SourceName = camera.Name,
        SourceUrl = camera.SourceUrl,
        SourceMac = camera.Mac ?? "",
        TrackCount = tracks,
        Start = start,
    };

    /// <summary>A seal's length does not depend on the movie but for its tracks, of which there are at most a handful.</summary>
    public static long LongestBytes(ExportOrder order, ExportCamera camera, SigningKey key)
    {
        const int MostTracks = 16;
        return ExportSeal.Build(Of(order, camera, default, default, MostTracks), key.CertificateDer, key.SignatureBytes).Bytes.Length;
    }
}
