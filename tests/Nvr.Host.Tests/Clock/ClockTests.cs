using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using Xunit;

namespace Nvr.Host.Tests.Clock;

/// <summary>The wall clock steps while the recorder records: everything recorded is re-dated, nothing is lost or overwritten.</summary>
public sealed class ClockTests(ClockScenarios scenarios) : IClassFixture<ClockScenarios>
{
    public static TheoryData<string> Names => [.. ClockCase.All.Select(c => c.Name)];

    public static TheoryData<string> WithoutRestart => [.. ClockCase.All.Where(c => !c.Restart).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Files_AcrossAClockStep_AreAllStillThere(string name)
    {
        ClockOutcome outcome = await scenarios.OutcomeAsync(name);

        Assert.Equal(outcome.FilesAtSteps.Order(), outcome.FilesAtSteps);
        Assert.Empty(outcome.Counters.Doubled);
        Assert.True(outcome.Check.ExitCode == 0, outcome.Check.ToString());
    }

    [Theory]
    [MemberData(nameof(WithoutRestart))]
    public async Task Recording_AcrossAClockStep_LosesNoPicture(string name)
    {
        ClockOutcome outcome = await scenarios.OutcomeAsync(name);

        Assert.Empty(outcome.Counters.Missing);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Recordings_AfterAClockStep_LieAtTheRecordersOwnTimeWithoutOverlap(string name)
    {
        ClockOutcome outcome = await scenarios.OutcomeAsync(name);
        IReadOnlyList<UtcRange> spans = outcome.Near.Spans;

        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start, $"{pair.First} overlaps {pair.Second}"));
        Assert.All(outcome.Elsewhere, other => Assert.Empty(other.Spans));
        // Every picture stands once in what is listed: the spans last as long as the pictures on disk.
        Assert.InRange(outcome.Near.Seconds, (outcome.FramesThen.Before / (double)RecordedBox.Fps) - 3, (outcome.FramesThen.After / (double)RecordedBox.Fps) + 1);
        Assert.InRange(outcome.Now.Since(spans[^1].End) / 1e6, -2, 60);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Movie_AcrossAClockStep_HoldsEveryPictureOnce(string name)
    {
        ClockOutcome outcome = await scenarios.OutcomeAsync(name);

        // The movie was made a few seconds before the stop.
        Assert.InRange(outcome.MoviePictures, outcome.Near.Seconds * RecordedBox.Fps * 0.95, outcome.Counters.Frames);
    }
}
