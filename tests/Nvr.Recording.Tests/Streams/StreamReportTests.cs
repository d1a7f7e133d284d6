using Microsoft.Extensions.Time.Testing;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Policy;
using Nvr.Recording.Streams;
using Nvr.Recording.Tests.Fakes;

namespace Nvr.Recording.Tests.Streams;

public sealed class StreamReportTests : IDisposable
{
    private readonly HealthBoard health = new();
    private readonly StreamRecorder recorder;
    private readonly StreamReport report;

    public StreamReportTests()
    {
        var clock = new BoxClock(new FakeTimeProvider(), Guid.NewGuid());
        recorder = new StreamRecorder(CameraId.New(), StreamKind.Main, new FakeFootageWriter(), clock);
        report = new StreamReport("door", StreamKind.Main, clock, health, recorder);
    }

    public void Dispose() => recorder.Live.Dispose();

    [Fact]
    public void SameWordsAgain_ChangeNothing()
    {
        report.Set(RecordingActivity.Recording, isShortOfMemory: false);
        IReadOnlyList<HealthItem> before = health.Read();

        report.Set(RecordingActivity.Recording, isShortOfMemory: false);

        Assert.Same(before, health.Read());
        Assert.Equal(CameraState.Recording, report.State);
    }

    // A camera of the same name that was deleted a moment ago takes the words of that name along when its stream has ended.
    [Fact]
    public void WordsThatAnotherTookAway_AreBackAtTheNextLook()
    {
        report.Set(RecordingActivity.Recording, isShortOfMemory: false);
        health.Forget("camera/door/main");

        report.Set(RecordingActivity.Recording, isShortOfMemory: false);

        Assert.Equal("door: Recording.", Assert.Single(health.Read()).Sentence);
    }

    [Fact]
    public void FirstWords_AreTold_AlsoWhereTheyAreThoseItBeganWith()
    {
        report.Set(CameraState.Connecting, "Connecting to the camera.");

        Assert.Equal("door: Connecting to the camera.", Assert.Single(health.Read()).Sentence);
    }

    [Fact]
    public void Rename_TakesTheWordsAlong()
    {
        report.Set(RecordingActivity.Recording, isShortOfMemory: false);
        report.Rename("gate");
        report.Set(RecordingActivity.Recording, isShortOfMemory: false);

        HealthItem only = Assert.Single(health.Read());
        Assert.Equal(("camera/gate/main", "gate: Recording."), (only.Part, only.Sentence));
    }
}
