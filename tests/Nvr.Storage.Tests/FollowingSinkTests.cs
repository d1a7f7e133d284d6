using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Storage.Index;
using Nvr.Storage.Tests.Support;
using Nvr.Storage.Volumes;
using Nvr.Storage.Writing;

namespace Nvr.Storage.Tests;

/// <summary>A volume that is taken out of use at the very moment at which footage is handed over.</summary>
public sealed class FollowingSinkTests
{
    private static readonly NewSegment s_segment = new(CameraId.New(), StreamKind.Main, 0, [Material.Video]);

    private readonly List<GapRow> lost = [];

    [Fact]
    public void Fragment_ForAVolumeThatWasJustClosed_GoesToTheNextOne()
    {
        (WriteQueue first, WriteQueue second) = (new(1 << 20), new(1 << 20));
        FollowingSink sink = Following(first, second);
        sink.Append(Material.Second(0));

        first.Stop();
        sink.Append(Material.Second(1));
        sink.Append(Material.Second(2));
        sink.Close(3_000_000);

        Assert.Equal([WriteKind.Append], KindsIn(first));
        Assert.Equal([WriteKind.Append, WriteKind.Append, WriteKind.Close], KindsIn(second));
        Assert.Empty(lost);
    }

    [Fact]
    public void Fragment_WithoutAKeyFrame_CannotGoElsewhere_AndIsAGap()
    {
        (WriteQueue first, WriteQueue second) = (new(1 << 20), new(1 << 20));
        FollowingSink sink = Following(first, second);
        sink.Append(Material.Second(0));

        first.Stop();
        sink.Append(Material.Second(1, key: false));
        sink.Append(Material.Second(2));
        sink.Close(3_000_000);

        GapRow gap = Assert.Single(lost);
        Assert.Equal((1_000_000, 2_000_000, GapReason.Disk), (gap.Start.MonotonicUs, gap.End.MonotonicUs, gap.Reason));
        Assert.Equal([WriteKind.Append, WriteKind.Close], KindsIn(second));
    }

    private FollowingSink Following(params WriteQueue[] queues)
    {
        var volumes = new VolumeSet(new FootageStoreOptions { Volumes = [] }, new HealthBoard(), null);
        int next = 0;
        return new FollowingSink(s_segment, volumes, (segment, _) => (new SegmentSink(segment, Guid.Empty, queues[next++], lost.Add, (_, _) => { }), null));
    }

    private static List<WriteKind> KindsIn(WriteQueue queue)
    {
        List<WriteCommand> commands = [];
        queue.TakeAll(commands, 0);
        commands.ForEach(c => c.Fragment?.Dispose());
        return [.. commands.Select(c => c.Kind)];
    }
}
