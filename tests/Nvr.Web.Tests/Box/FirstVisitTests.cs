using Nvr.Core.Health;
using Nvr.Storage.Settings;
using Nvr.Web.Box;
using Xunit;

namespace Nvr.Web.Tests.Box;

public sealed class FirstVisitTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("nvr-visit-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void BoxFromBeforeThereWasAVisit_IsLeftAlone()
    {
        FirstVisit visit = Open();

        Assert.True(visit.IsOver);
        visit.Pass(SetUpStep.Disks, true);
        Assert.True(Open().IsOver);
    }

    [Fact]
    public void Visit_ThatWasBegun_RemembersWhatWasPassed_AcrossRestarts()
    {
        FirstVisit visit = Open();
        visit.Begin();
        visit.Pass(SetUpStep.Disks, true);
        visit.Pass(SetUpStep.Disks, true);
        visit.Pass(SetUpStep.Cameras, true);
        visit.Pass(SetUpStep.Cameras, false);

        FirstVisit again = Open();

        Assert.False(again.IsOver);
        Assert.Equal([SetUpStep.Disks], SetUpProgress.Steps.Where(again.HasPassed));
    }

    [Fact]
    public void Visit_ThatIsOver_IsNotBegunAgain()
    {
        FirstVisit visit = Open();
        visit.Begin();
        visit.Pass(SetUpStep.Disks, true);
        visit.End(true);
        visit.Begin();

        Assert.True(Open().IsOver);
        Assert.True(Open().HasPassed(SetUpStep.Disks));
    }

    private FirstVisit Open() => new(new SettingsFile<FirstVisitFile>(Path.Combine(directory, FirstVisit.FileName), BoxJson.Default.FirstVisitFile), new HealthBoard());
}
