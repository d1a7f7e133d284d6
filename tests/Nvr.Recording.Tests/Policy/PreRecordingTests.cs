using Nvr.Core;
using Nvr.Mp4;
using Nvr.Recording.Policy;
using Nvr.Recording.Tests.Fakes;
using Nvr.Storage;

namespace Nvr.Recording.Tests.Policy;

public sealed class PreRecordingTests : IDisposable
{
    private const int PictureBytes = 10_000;

    private readonly FakeFootageWriter written = new();
    private readonly FragmentBuilder builder = new([CameraScript.Wide]);
    private readonly RestingTime resting;

    public PreRecordingTests() => resting = new RestingTime(CameraId.New(), StreamKind.Main, written);

    public void Dispose() => builder.Dispose();

    [Fact]
    public void Budget_ThatIsUsedUp_CostsTheOldestGroup_AndIsToldOf()
    {
        var whole = new MemoryBudget(1 << 20);
        var kept = new PreRecording(new MemoryBudget(5 * PictureBytes, whole), resting);

        Assert.True(kept.Add(Second(0, isKey: true)));
        Assert.True(kept.Add(Second(1, isKey: false)));
        Assert.True(kept.Add(Second(2, isKey: true)));
        Assert.True(kept.Add(Second(3, isKey: false)));
        Assert.False(kept.Add(Second(4, isKey: true)));

        Assert.Equal(3, kept.Count);
        Assert.True(kept.TryTake(out KeptFragment oldest));
        Assert.Equal((2_000_000L, true), (oldest.StartUs, oldest.IsKey));
        oldest.Fragment.Dispose();
        kept.DropAll();
        Assert.Equal(0, whole.TakenBytes);
    }

    [Fact]
    public void Budget_OfAllCameras_IsKept()
    {
        var whole = new MemoryBudget(5 * PictureBytes);
        var one = new PreRecording(new MemoryBudget(1 << 20, whole), resting);
        var other = new PreRecording(new MemoryBudget(1 << 20, whole), resting);
        for (int second = 0; second < 20; second++)
        {
            one.Add(Second(second, isKey: true));
            other.Add(Second(second, isKey: true));
            Assert.InRange(whole.TakenBytes, 0, 5 * PictureBytes);
        }

        Assert.True(one.Count > 0 && one.Count + other.Count <= 4);
        one.DropAll();
        other.DropAll();
        Assert.Equal(0, whole.TakenBytes);
    }

    [Fact]
    public void Budget_IsAmple_WhileHalfOfItIsFree_OfAllCamerasToo()
    {
        var whole = new MemoryBudget(100);
        var one = new MemoryBudget(60, whole);
        var other = new MemoryBudget(60, whole);
        Assert.True(one.TryTake(30));
        Assert.True(one.IsAmple && other.IsAmple);
        Assert.True(other.TryTake(21));

        Assert.False(one.IsAmple || other.IsAmple);
        other.Return(1);
        Assert.True(one.IsAmple && other.IsAmple);
        Assert.True(one.TryTake(1));
        Assert.False(one.IsAmple);
    }

    [Fact]
    public void Group_ThatDoesNotFit_IsNotKeptInHalves()
    {
        var kept = new PreRecording(new MemoryBudget(3 * PictureBytes), resting);
        for (int second = 0; second < 6; second++)
        {
            kept.Add(Second(second, isKey: second is 0 or 5));
        }

        Assert.Equal(1, kept.Count);
        Assert.True(kept.TryTake(out KeptFragment only));
        Assert.Equal(5_000_000, only.StartUs);
        only.Fragment.Dispose();
        resting.Tell();
        Assert.Equal((0, 5_000_000, GapReason.NotWanted), Assert.Single(written.Gaps));
    }

    private KeptFragment Second(int second, bool isKey)
    {
        var segment = new GatedSink(null!, new NewSegment(CameraId.New(), StreamKind.Main, 0, [CameraScript.Wide]), written);
        builder.Append(0, second * 90_000L, 0, isKey, new byte[PictureBytes]);
        return new KeptFragment(segment, builder.Cut(1, [(second + 1) * 90_000L]));
    }
}
