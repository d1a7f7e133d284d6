using Microsoft.Extensions.Time.Testing;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Web.Box;
using Xunit;

namespace Nvr.Web.Tests.Box;

public sealed class BoxBookTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("nvr-box-").FullName;
    private readonly BoxClock clock = new(new FakeTimeProvider(), Guid.NewGuid());
    private readonly HealthBoard health = new();

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void NewBox_IsCalledAsItsMachine_AndLivesByTheSystemsZone()
    {
        BoxBook book = Open();

        Assert.Equal((null, null, null, Environment.MachineName), (book.Name, book.TimeZone, book.HostLabel, book.ShownName));
        Assert.Equal(clock.Time.LocalTimeZone, clock.Zone);
    }

    [Fact]
    public void WhatWasChosen_HoldsAtOnce_AndAfterARestart()
    {
        Open().Change(" Shop ", "Asia/Tokyo");
        Assert.Equal("Asia/Tokyo", clock.Zone.Id);

        var later = new BoxClock(new FakeTimeProvider(), Guid.NewGuid());
        BoxBook again = BoxBook.Open(directory, later, health);

        Assert.Equal(("Shop", "Asia/Tokyo", "shop", "Asia/Tokyo"), (again.Name, again.TimeZone, again.HostLabel, later.Zone.Id));
        Assert.Empty(health.Read());
    }

    [Fact]
    public void WhatIsLeftOut_Stays()
    {
        BoxBook book = Open();
        book.Change("Shop", "Asia/Tokyo");
        book.Change(null, "Europe/Berlin");
        book.Change("Kiosk", null);

        Assert.Equal(("Kiosk", "Europe/Berlin"), (book.Name, book.TimeZone));
    }

    [Theory]
    [InlineData("Shop", "Moon/Tranquillity", "'timeZone' is none that this recorder knows. It looks like Europe/Berlin.")]
    [InlineData("", "Europe/Berlin", "'name' must have 1 to 32 characters, a letter or a digit among them.")]
    public void WhatCannotBe_IsRefused_AndNothingOfItHolds(string name, string zone, string sentence)
    {
        BoxBook book = Open();
        book.Change("Before", "Asia/Tokyo");

        NvrException refused = Assert.Throws<NvrException>(() => book.Change(name, zone));

        Assert.Equal((ErrorKind.InvalidInput, sentence), (refused.Kind, refused.Message));
        Assert.Equal(("Before", "Asia/Tokyo", "Asia/Tokyo"), (book.Name, book.TimeZone, clock.Zone.Id));
    }

    [Fact]
    public void Zone_ThatTheSystemLost_IsTold_UntilAnotherIsChosen()
    {
        File.WriteAllText(Path.Combine(directory, BoxBook.FileName), """{"name":"Shop","timeZone":"Europe/Atlantis"}""");

        BoxBook book = Open();

        HealthItem told = Assert.Single(health.Read());
        Assert.Equal(HealthLevel.Attention, told.Level);
        Assert.Contains("Europe/Atlantis", told.Sentence, StringComparison.Ordinal);
        Assert.Equal(clock.Time.LocalTimeZone, clock.Zone);
        book.Change(null, "Europe/Berlin");
        Assert.Empty(health.Read());
    }

    [Fact]
    public void DamagedFile_IsTold_AndKeptAside_AndTheCopyBeforeServes()
    {
        BoxBook book = Open();
        book.Change("First", "Asia/Tokyo");
        book.Change("Second", null);
        File.WriteAllText(Path.Combine(directory, BoxBook.FileName), "{\"name\":");

        BoxBook again = Open();

        Assert.Equal(("First", "Asia/Tokyo"), (again.Name, again.TimeZone));
        Assert.Contains(health.Read(), i => i.Sentence.Contains("damaged", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(directory, BoxBook.FileName + ".damaged-1")));
    }

    [Fact]
    public void DiskThatTakesNothing_LeavesEverythingAsItWas()
    {
        BoxBook book = Open();
        book.Change("Shop", "Asia/Tokyo");
        Directory.Delete(directory, recursive: true);

        Assert.Equal(ErrorKind.Storage, Assert.Throws<NvrException>(() => book.Change("Other", "Europe/Berlin")).Kind);

        Directory.CreateDirectory(directory);
        Assert.Equal(("Shop", "Asia/Tokyo", "Asia/Tokyo"), (book.Name, book.TimeZone, clock.Zone.Id));
    }

    [Fact]
    public void ManyAtOnce_LeaveOneOfTheirChoices_WholeAndOnDisk()
    {
        BoxBook book = Open();
        (string Name, string Zone)[] choices = [("Shop", "Asia/Tokyo"), ("Kiosk", "Europe/Berlin"), ("School", "America/New_York")];

        Parallel.For(0, 60, i => book.Change(choices[i % 3].Name, choices[i % 3].Zone));

        Assert.Contains((book.Name!, book.TimeZone!), choices);
        Assert.Equal(book.TimeZone, clock.Zone.Id);
        BoxBook again = Open();
        Assert.Equal((book.Name, book.TimeZone), (again.Name, again.TimeZone));
    }

    private BoxBook Open() => BoxBook.Open(directory, clock, health);
}
