using Nvr.Core.Objects;
using Nvr.Recording.Watching;
using Nvr.Storage.Models;

namespace Nvr.Recording.Tests.Watching;

public sealed class ModelTrialTests
{
    private const long Minute = 60_000_000;

    private readonly ModelTrial trial = new();
    private readonly DetectionModel one = Model("one");

    [Fact]
    public void ModelBeforeWhoseVerdictTheProcessEnds_IsLeftOutForAnHour()
    {
        Assert.True(trial.Note(one, wasUsable: false, 0));

        Assert.Null(trial.Fit(one, 59 * Minute));
        Assert.Equal(one, trial.Fit(one, 60 * Minute));
    }

    [Fact]
    public void AnotherModel_OrTheSameAddedAnew_IsLentAtOnce()
    {
        trial.Note(one, wasUsable: false, 0);

        Assert.NotNull(trial.Fit(Model("two"), Minute));
        Assert.NotNull(trial.Fit(one with { Turn = 7 }, Minute));
        Assert.Null(trial.Fit(null, Minute));
    }

    [Fact]
    public void UsableModel_IsLeftOutTheSecondTimeWithinAnHour()
    {
        Assert.False(trial.Note(one, wasUsable: true, 0));
        Assert.NotNull(trial.Fit(one, Minute));
        Assert.False(trial.Note(one, wasUsable: true, 61 * Minute));
        Assert.True(trial.Note(one, wasUsable: true, 100 * Minute));
        Assert.Null(trial.Fit(one, 101 * Minute));

        trial.Acquit();

        Assert.NotNull(trial.Fit(one, 101 * Minute));
    }

    private static DetectionModel Model(string id) => new(id, id, 10, new ModelManifest(id, ["person"], 160, 160, "MIT"), 1);
}
