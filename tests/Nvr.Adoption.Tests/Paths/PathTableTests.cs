using System.Net.NetworkInformation;
using Nvr.Adoption.Paths;

namespace Nvr.Adoption.Tests.Paths;

public sealed class PathTableTests
{
    [Fact]
    public void EveryPattern_GivesAddressesWithoutHolesOrCredentials()
    {
        foreach (PathPattern pattern in PathTable.For(PathHints.None, 1))
        {
            foreach (Uri? url in new[] { pattern.MainAt("10.0.0.7", 554, 1), pattern.SubAt("10.0.0.7", 554, 1) })
            {
                Assert.True(url is null || (url.Host == "10.0.0.7" && url.UserInfo.Length == 0 && url.IsWellFormedOriginalString()), $"{url}");
                Assert.DoesNotContain("{", url?.OriginalString ?? "");
            }
            Assert.NotEqual(pattern.Main, pattern.Sub);
        }
    }

    [Fact]
    public void EveryMaker_IsFoundByItsName_AndItsPathComesFirst() =>
        Assert.All(PathTable.KnownMakers, maker =>
        {
            Assert.Equal(maker, PathTable.MakerBy(new PathHints(null, maker, null)));
            Assert.Equal(maker, PathTable.For(new PathHints(null, maker, null), 1)[0].Maker);
        });

    [Theory]
    [InlineData("444 7CC", "Hikvision")]
    [InlineData("E0508B", "Dahua")]
    [InlineData("ACCC8E", "Axis")]
    [InlineData("EC71DB", "Reolink")]
    [InlineData("000918", "Hanwha")]
    [InlineData("020000", null)]
    public void Mac_TellsTheMaker(string prefix, string? maker) =>
        Assert.Equal(maker, PathTable.MakerBy(new PathHints(PhysicalAddress.Parse(prefix.Replace(" ", "") + "010203"), null, null)));

    [Fact]
    public void EveryMakerOfAMacPrefix_IsInTheTable() =>
        Assert.Empty(MacPrefixes.KnownMakers.Except(PathTable.KnownMakers));

    [Fact]
    public void Hints_AreBelievedInOrder_AndOthersStillTried()
    {
        var hints = new PathHints(PhysicalAddress.Parse("ACCC8E010203"), null, "Server: Dahua Rtsp Server");

        IReadOnlyList<PathPattern> patterns = PathTable.For(hints, 1);

        Assert.Equal("Dahua", PathTable.MakerBy(hints));
        Assert.Equal(["Dahua", "Axis"], patterns.Select(p => p.Maker).Distinct().Take(2));
        Assert.Equal(PathTable.For(PathHints.None, 1).Count, patterns.Count);
        Assert.Equal(patterns.Count, patterns.Select(p => p.Main).Distinct().Count());
    }

    [Theory]
    [InlineData("Hikvision", 12, "rtsp://10.0.0.7/Streaming/Channels/1201", "rtsp://10.0.0.7/Streaming/Channels/1202")]
    [InlineData("Dahua", 3, "rtsp://10.0.0.7/cam/realmonitor?channel=3&subtype=0", "rtsp://10.0.0.7/cam/realmonitor?channel=3&subtype=1")]
    [InlineData("Reolink", 3, "rtsp://10.0.0.7/h264Preview_03_main", "rtsp://10.0.0.7/h264Preview_03_sub")]
    [InlineData("Hanwha", 2, "rtsp://10.0.0.7/1/profile2/media.smp", "rtsp://10.0.0.7/1/profile3/media.smp")]
    public void Channel_IsFilledIn(string maker, int channel, string main, string sub)
    {
        PathPattern pattern = PathTable.For(new PathHints(null, maker, null), channel)[0];

        Assert.Equal((main, sub), (pattern.MainAt("10.0.0.7", 554, channel).ToString(), pattern.SubAt("10.0.0.7", 554, channel)!.ToString()));
    }

    [Fact]
    public void HigherChannel_HasOnlyPatternsWithANumber() =>
        Assert.All(PathTable.For(PathHints.None, 2), p => Assert.True(p.HasChannels));

    [Fact]
    public void Address_OfIpv6AndAnotherPort_IsWritten() =>
        Assert.Equal("rtsp://[fe80::7]:8554/stream1", new PathPattern("", "/stream1", null).MainAt("fe80::7", 8554, 1).OriginalString);
}
