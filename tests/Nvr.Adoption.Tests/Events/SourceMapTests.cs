using Nvr.Adoption.Devices;
using Nvr.Adoption.Events;
using Nvr.Core;
using Nvr.Onvif.Media;

namespace Nvr.Adoption.Tests.Events;

public sealed class SourceMapTests
{
    private static readonly CameraId One = CameraId.New();
    private static readonly CameraId Two = CameraId.New();
    private static readonly MediaProfile[] Profiles =
        [.. Enumerable.Range(1, 3).Select(i => new MediaProfile { Token = $"P{i}", SourceToken = $"S{i}", SourceConfiguration = $"C{i}", AudioSourceConfiguration = $"A{i}" })];

    [Theory]
    [InlineData("S1", 1)]
    [InlineData("C1", 1)]
    [InlineData("A1", 1)]
    [InlineData("S2", 2)]
    [InlineData("C2", 2)]
    [InlineData("A2", 2)]
    [InlineData(null, 1)] // the device itself
    [InlineData("S3", 0)] // a source that was not adopted
    [InlineData("C3", 0)]
    [InlineData("who", 0)]
    public void EncoderWithThreeSources_TwoOfThemCameras(string? token, int expected)
    {
        CameraId? wanted = expected switch { 1 => One, 2 => Two, _ => null };

        Assert.Equal(wanted, new SourceMap([Source("S1", One), Source("S2", Two)], Profiles).Find(token));
    }

    [Theory]
    [InlineData("S1")]
    [InlineData("000")]
    [InlineData(null)]
    public void CameraWithOneSource_MeansItselfWhateverItSays(string? token) =>
        Assert.Equal(One, new SourceMap([Source("S1", One)], [Profiles[0]]).Find(token));

    [Fact]
    public void OneSourceOfThree_IsNotBlamedForTheOthers()
    {
        var map = new SourceMap([Source("S2", Two)], Profiles);

        Assert.Null(map.Find("S1"));
        Assert.Equal(Two, map.Find("C2"));
    }

    [Fact]
    public void WithoutProfiles_TheNamesOfTheSourcesStillHold()
    {
        var map = new SourceMap([Source("S1", One), Source("S2", Two)], []);

        Assert.Equal(Two, map.Find("S2"));
        Assert.Null(map.Find("C2"));
    }

    private static DeviceSource Source(string token, CameraId camera) => new() { Token = token, Camera = camera.Value };
}
