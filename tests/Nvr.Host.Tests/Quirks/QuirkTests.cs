using Nvr.Host.Tests.Kit;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Quirks;

/// <summary>Each way in which cameras misbehave, against one nvrd at the same time.</summary>
public sealed class QuirkTests(QuirkGallery gallery) : IClassFixture<QuirkGallery>
{
    /// <summary>Connecting to a hundred cameras at once and the last two seconds before the stop.</summary>
    private const double AllowanceSeconds = 12;

    public static TheoryData<string> Recorded => [.. QuirkCases.All.Where(c => c.Outcome != Outcome.Explained).Select(c => c.Name)];

    public static TheoryData<string> Whole => [.. QuirkCases.All.Where(c => c.Outcome == Outcome.Whole).Select(c => c.Name)];

    public static TheoryData<string> Everyone => [.. QuirkCases.All.Select(c => c.Name)];

    [Fact]
    public void Neighbour_OfAllBadCameras_LosesNoPicture()
    {
        CounterLedger counters = gallery.Counters(QuirkGallery.Control);

        Assert.True(counters.Missing.Count == 0 && counters.Doubled.Count == 0, counters.ToString());
        Assert.InRange(counters.Frames / 25.0, gallery.WatchedSeconds - AllowanceSeconds, gallery.WatchedSeconds + AllowanceSeconds);
        Assert.Equal(["recording"], gallery.Seen(QuirkGallery.Control).States.Keys.Except(["connecting", "waiting"]));
    }

    [Fact]
    public void Recorder_WithAllBadCameras_StopsCleanly()
    {
        Assert.Equal(0, gallery.ExitCode);
        Assert.Empty(gallery.CameraFaults);
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void Camera_WithHarmlessQuirk_IsRecordedWithoutAMissingPicture(string name)
    {
        CounterLedger counters = gallery.Counters(name);

        Assert.True(counters.Frames > 0, gallery.Seen(name).ToString());
        Assert.True(counters.Missing.Count == 0 && counters.Doubled.Count == 0, $"{counters}\n{gallery.Seen(name)}");
        Assert.InRange(counters.Frames / 10.0, gallery.WatchedSeconds - AllowanceSeconds, gallery.WatchedSeconds + AllowanceSeconds);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Files_OfMisbehavingCamera_DecodeAndTellTheirDuration(string name)
    {
        QuirkSighting seen = gallery.Seen(name);
        Assert.NotEmpty(gallery.Files(name));
        Assert.All(gallery.Files(name), f => Assert.Null(f.Scan.Problem));
        // Whatever a camera's clock says, footage lasts as long as it took.
        Assert.InRange(seen.Seconds, 3, gallery.WatchedSeconds + 5);
        await MediaProbe.AssertDecodesAsync(gallery.Files(name)[0].Path, withSound: QuirkCases.Of(name).Decodes);
    }

    [Theory]
    [InlineData("params-imperceptible", 1, 1, 6)]
    [InlineData("params-imperceptible-h265", 1, 1, 6)]
    [InlineData("params-change-every", 2, 5, 40)]
    [InlineData("params-change-every-h265", 2, 5, 40)]
    [InlineData("params-flap", 2, 18, 160)]
    [InlineData("params-flap-h265", 2, 18, 160)]
    public void ParameterChange_ThatIsSeen_BeginsAFileWithItsOwnFormat_AndOneThatIsNotDoesNot(string name, int formats, int fewest, int most)
    {
        Assert.Equal(formats, gallery.Files(name).Select(f => f.Scan.Tracks[0].Width).Distinct().Count());
        Assert.InRange(gallery.Files(name).Count, fewest, most);
    }

    [Theory]
    [InlineData("sound-aac", "mp4a")]
    [InlineData("sound-pcma", "fLaC")]
    [InlineData("sound-pcmu", "fLaC")]
    [InlineData("sound-g726", "fLaC")]
    [InlineData("sound-l16", "fLaC")]
    [InlineData("sound-opus", "Opus")]
    public async Task Sound_OfEachCoding_IsStoredSoThatPlayersTakeIt(string name, string tag)
    {
        RecordedFile file = gallery.Files(name).OrderBy(f => f.Scan.Identity!.SegmentId).Last();
        Assert.Equal(tag, (await MediaProbe.OfAsync(file.Path)).Audio?.Tag);
        await MediaProbe.AssertDecodesAsync(file.Path);
    }

    [Fact]
    public void SubStream_BesideTheMainStream_IsRecordedWithoutAMissingPicture()
    {
        CounterLedger counters = gallery.Counters("both-streams", stream: 1);

        Assert.True(counters.Missing.Count == 0 && counters.Doubled.Count == 0, counters.ToString());
        Assert.InRange(counters.Frames / 10.0, gallery.WatchedSeconds - AllowanceSeconds, gallery.WatchedSeconds + AllowanceSeconds);
    }

    [Theory]
    [MemberData(nameof(Everyone))]
    public void State_OfMisbehavingCamera_IsToldInASentence(string name)
    {
        QuirkCase expected = QuirkCases.Of(name);
        QuirkSighting seen = gallery.Seen(name);

        StreamReading? told = expected.States.Select(seen.States.GetValueOrDefault).FirstOrDefault(s => s is not null);
        Assert.True(told is not null, $"expected {string.Join(" or ", expected.States)}, saw {seen}");
        Assert.EndsWith(".", told.Sentence);
        if (expected.Outcome == Outcome.Explained)
        {
            Assert.False(string.IsNullOrWhiteSpace(told.NextStep));
            Assert.Empty(gallery.Files(name));
        }
    }
}
