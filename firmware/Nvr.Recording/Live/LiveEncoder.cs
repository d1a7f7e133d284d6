using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4;

namespace Nvr.Recording.Live;

/// <summary>
/// Wraps single units of one format for Media Source Extensions: an init segment, then a fragment a picture or a piece of sound. Motion JPEG, which
/// no browser plays inside MP4, passes as plain images. Not thread-safe.
/// </summary>
internal sealed class LiveEncoder : IDisposable
{
    /// <summary>Until two units have told their distance, one lasts this part of a second.</summary>
    private const int UsualPart = 25;

    private readonly FragmentBuilder? builder;
    private readonly long[] endDts = new long[1];
    private long lastDts = -1;
    private long duration;
    private uint sequence;

    public LiveEncoder(TrackFormat format, long baseDts)
    {
        Format = format;
        BaseDts = baseDts;
        duration = format.ClockRate / UsualPart;
        bool isPlainImages = format.Codec == Codec.Mjpeg;
        builder = isPlainImages ? null : new FragmentBuilder([format]);
        byte[] header = isPlainImages ? [] : SegmentHeader.Build(null, [format]);
        Init = new LiveMessage(header, CodecString.Of(format), false, default);
    }

    public TrackFormat Format { get; }

    /// <summary>Ticks of the format, in the session's time, of movie time 0.</summary>
    public long BaseDts { get; }

    public LiveMessage Init { get; }

    public LiveMessage Encode(in AccessUnit unit, UtcTime capturedAt)
    {
        byte[] bytes = builder is null ? unit.Data.ToArray() : Wrap(builder, unit);
        return new LiveMessage(bytes, null, unit.IsRandomAccess, capturedAt);
    }

    public void Dispose() => builder?.Dispose();

    private byte[] Wrap(FragmentBuilder fragments, in AccessUnit unit)
    {
        long dts = Math.Max(unit.Dts - BaseDts, lastDts + 1);
        if (lastDts >= 0 && dts - lastDts < Format.ClockRate)
        {
            duration = dts - lastDts;
        }
        lastDts = dts;
        fragments.Append(0, dts, unit.CompositionOffset, unit.IsRandomAccess, unit.Data);
        endDts[0] = dts + duration;
        using Fragment fragment = fragments.Cut(++sequence, endDts);
        return fragment.ToArray();
    }
}
