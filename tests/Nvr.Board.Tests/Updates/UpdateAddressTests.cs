using System.Net;
using Nvr.Board.Updates;
using Nvr.Core;

namespace Nvr.Board.Tests.Updates;

/// <summary>From where updates are fetched.</summary>
public sealed class UpdateAddressTests
{
    private static readonly IPNetwork[] Cameras = [IPNetwork.Parse("10.77.0.0/22")];

    [Theory]
    [InlineData("https://updates.example/recorder.raucb")]
    [InlineData(" https://updates.example:8443/a?b=c ")]
    [InlineData("https://[2001:db8::1]/a")]
    public void Address_ThatIsEncrypted_IsTaken(string text) => Assert.Equal("https", UpdateAddress.Parse(text).Scheme);

    [Theory]
    [InlineData(null, "no address")]
    [InlineData("", "no address")]
    [InlineData("recorder.raucb", "no address")]
    [InlineData("https://", "no address")]
    [InlineData("https://updates.example/\nHost: other", "no address")]
    [InlineData("http://updates.example/a", "begin with https://")]
    [InlineData("file:///etc/shadow", "no address")]
    [InlineData("ftp://updates.example/a", "begin with https://")]
    [InlineData("https://user:secret@updates.example/a", "user name or a password")]
    public void Address_ThatIsNone_OrOpen_IsRefused(string? text, string words)
    {
        NvrException refused = Assert.Throws<NvrException>(() => UpdateAddress.Parse(text));

        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lead_IsFollowed_WithinTheServerAndToOthers_ButNeverInTheOpen()
    {
        var from = new Uri("https://updates.example/a/b");

        Assert.Equal("https://updates.example/c", UpdateAddress.Next(from, new Uri("/c", UriKind.Relative)).ToString());
        Assert.Equal("https://other.example/c", UpdateAddress.Next(from, new Uri("https://other.example/c")).ToString());
        Assert.Throws<NvrException>(() => UpdateAddress.Next(from, new Uri("http://updates.example/c")));
        Assert.Throws<NvrException>(() => UpdateAddress.Next(from, new Uri("https://user:word@other.example/c")));
        Assert.Throws<NvrException>(() => UpdateAddress.Next(from, null));
    }

    [Theory]
    [InlineData("203.0.113.7", null)]
    [InlineData("192.168.1.20", null)]
    [InlineData("10.77.4.1", null)]
    [InlineData("2001:db8::1", null)]
    [InlineData("127.0.0.1", "this recorder itself")]
    [InlineData("::ffff:127.0.0.1", "this recorder itself")]
    [InlineData("169.254.169.254", "no server")]
    [InlineData("::ffff:169.254.169.254", "no server")]
    [InlineData("fe80::1", "no server")]
    [InlineData("224.0.0.1", "no server")]
    [InlineData("255.255.255.255", "no server")]
    [InlineData("ff02::1", "no server")]
    [InlineData("0.1.2.3", "no server")]
    [InlineData("10.77.3.9", "the cameras' own network")]
    [InlineData("::ffff:10.77.0.9", "the cameras' own network")]
    public void Server_IsAsked_OnlyWhereThereCanBeOne(string address, string? words)
    {
        void Require() => UpdateAddress.RequireElsewhere("updates.example", [IPAddress.Parse("203.0.113.9"), IPAddress.Parse(address)], IPAddress.IsLoopback, Cameras);

        if (words is null)
        {
            Require();
            return;
        }
        NvrException refused = Assert.Throws<NvrException>(Require);
        Assert.Equal(ErrorKind.Refused, refused.Kind);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }
}
