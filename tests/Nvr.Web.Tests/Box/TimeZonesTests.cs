using Nvr.Web.Box;
using Xunit;

namespace Nvr.Web.Tests.Box;

public sealed class TimeZonesTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("nvr-zones-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Names_OfThisSystem_AreAllFound()
    {
        Assert.Contains("Europe/Berlin", TimeZones.Names);
        Assert.Contains("UTC", TimeZones.Names);
        Assert.All(TimeZones.Names, n => Assert.NotNull(TimeZones.Find(n)));
    }

    [Fact]
    public void Find_OfAZone_KnowsItsSummer()
    {
        TimeZoneInfo berlin = TimeZones.Find("Europe/Berlin")!;

        Assert.Equal(TimeSpan.FromHours(2), berlin.GetUtcOffset(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero)));
        Assert.Equal(TimeSpan.FromHours(1), berlin.GetUtcOffset(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Europe")]
    [InlineData("Europe/")]
    [InlineData("Europe/Atlantis")]
    [InlineData("../../../etc/passwd")]
    [InlineData("Europe/../../../../etc/passwd")]
    [InlineData("/etc/localtime")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("localtime")]
    public void Find_OfWhatIsNone_IsNull(string name) => Assert.Null(TimeZones.Find(name));

    [Fact]
    public void System_WithoutTheDatabase_KnowsUtcAlone() => Assert.Equal(["UTC"], TimeZones.Read(directory));

    [Fact]
    public void Table_WithRubbishInIt_GivesWhatIsAName()
    {
        File.WriteAllText(Path.Combine(directory, "zone.tab"), "# comment\nDE\t+5230+01322\tEurope/Berlin\tmost\nXX\nYY\t+0\t../../etc/passwd\nDE\t+1\tEurope/Berlin\n");

        Assert.Equal(["Europe/Berlin", "UTC"], TimeZones.Read(directory));
    }
}
