using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

/// <summary>On a busy machine a camera's sound comes a second behind its pictures, and goes on when they stop for a moment: a fragment of sound alone then begins before the one above it.</summary>
public sealed class LateSoundTests : IDisposable
{
    private const int SoundTicks = 1024;

    private static readonly TrackFormat Sound = new()
    {
        Codec = Codec.Aac, ClockRate = 48_000, SampleRate = 48_000, Channels = 2, Config = new byte[] { 0x11, 0x90 },
    };

    private readonly FragmentBuilder builder = new([Material.Video, Sound]);
    private long soundDts;
    private uint fragments;

    public void Dispose() => builder.Dispose();

    [Fact]
    public async Task Movie_OfIt_IsMade_BeforeAndAfterTheIndexIsRebuilt()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = await RecordAsync(box);

        long bytes = LengthOf(box, start);
        UtcTime? at = box.Store.Seek(box.Camera, StreamKind.Main, start.Plus(2_300_000))?.Time;
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
        Assert.Empty(IndexRebuilder.Run(box.VolumePath).Problems);
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
        box.Open();

        Assert.Equal(start.Plus(2_000_000), at);
        Assert.True(bytes > 4000);
        Assert.Equal(bytes, LengthOf(box, start));
    }

    private async Task<UtcTime> RecordAsync(TestBox box)
    {
        UtcTime start = box.Clock.WallNow;
        ISegmentSink sink = box.Store.Begin(new NewSegment(box.Camera, StreamKind.Main, box.Clock.MonotonicUs, [Material.Video, Sound]));
        sink.Append(Fragment(second: 0, soundUntil: 0.2));
        sink.Append(Fragment(second: 1, soundUntil: 0.4));
        sink.Append(Fragment(second: null, soundUntil: 0.9));
        sink.Append(Fragment(second: 2, soundUntil: 3));
        box.Time.Advance(TimeSpan.FromSeconds(3));
        sink.Close(box.Clock.MonotonicUs);
        await box.FlushAsync();
        return start;
    }

    private Fragment Fragment(int? second, double soundUntil)
    {
        for (int frame = 0; second is { } number && frame < Material.FramesPerSecond; frame++)
        {
            builder.Append(0, (number * 90_000L) + (frame * Material.FrameTicks), 0, frame == 0, Material.Frame(number, frame, 200, frame == 0));
        }
        for (; soundDts < soundUntil * Sound.ClockRate; soundDts += SoundTicks)
        {
            builder.Append(1, soundDts, 0, true, [1, 2, 3, 4]);
        }
        return builder.Cut(++fragments, [((second ?? 0) + 1) * 90_000L, soundDts]);
    }

    private static long LengthOf(TestBox box, UtcTime start)
    {
        using IMovie movie = box.Store.OpenMovie(box.Camera, StreamKind.Main, new UtcRange(start, start.Plus(3_000_000)))!;
        return movie.Length;
    }
}
