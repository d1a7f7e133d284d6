using Nvr.Core.Media;

namespace Nvr.Mp4.Tests;

/// <summary>Runs alone: the pool of chunks is shared, and a neighbour may empty it.</summary>
[CollectionDefinition(nameof(FragmentBuilderAllocationTests), DisableParallelization = true)]
[Collection(nameof(FragmentBuilderAllocationTests))]
public sealed class FragmentBuilderAllocationTests
{
    [Fact]
    public void AppendAndCut_AfterTheFirstFragments_AllocateNothing()
    {
        var video = new TrackFormat { Codec = Codec.H264, ClockRate = 90000, Width = 640, Height = 480 };
        var audio = new TrackFormat { Codec = Codec.Opus, ClockRate = 48000, SampleRate = 48000, Channels = 1 };
        using var builder = new FragmentBuilder([video, audio]);
        byte[] picture = new byte[20_000];
        byte[] sound = new byte[300];
        long dts = 0;
        long allocated = 0;
        for (int second = 0; second < 20; second++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 25; i++)
            {
                builder.Append(0, dts + (i * 3600), 0, i == 0, picture);
                builder.Append(1, dts + (i * 3600), 0, true, sound);
            }
            dts += 90000;
            builder.Cut(1, [dts, dts]).Dispose();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }
}
