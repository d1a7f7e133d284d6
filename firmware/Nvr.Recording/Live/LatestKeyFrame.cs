using Nvr.Core.Media;
using Nvr.Core.Time;

namespace Nvr.Recording.Live;

/// <summary>
/// A copy of the latest key frame, so that who joins between two key frames sees a picture at once. The buffer is reused: keeping
/// it costs a copy every few seconds and no allocation. Guarded by its owner.
/// </summary>
internal sealed class LatestKeyFrame
{
    private byte[] data = [];
    private int length;
    private long dts;
    private long captureUs;
    private int compositionOffset;
    private TrackFormat? format;

    public void Keep(in AccessUnit unit)
    {
        if (data.Length < unit.Data.Length)
        {
            data = GC.AllocateUninitializedArray<byte>(unit.Data.Length + (unit.Data.Length / 4));
        }
        unit.Data.CopyTo(data);
        (length, dts, captureUs, compositionOffset, format) =
            (unit.Data.Length, unit.Dts, unit.CaptureUs, unit.CompositionOffset, unit.Format);
    }

    public void Forget() => format = null;

    /// <summary>The key frame as a message in the timeline that begins at <paramref name="baseDts"/>; null when there is none.</summary>
    public LiveMessage? ToMessage(long baseDts, long wallOffsetUs)
    {
        if (format is null)
        {
            return null;
        }
        using var encoder = new LiveEncoder(format, baseDts);
        var unit = new AccessUnit
        {
            Track = 0,
            Format = format,
            Dts = dts,
            CompositionOffset = compositionOffset,
            CaptureUs = captureUs,
            IsRandomAccess = true,
            Data = data.AsSpan(0, length),
        };
        return encoder.Encode(unit, new UtcTime(captureUs + wallOffsetUs));
    }
}
