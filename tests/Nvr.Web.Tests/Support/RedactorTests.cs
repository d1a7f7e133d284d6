using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Nvr.Web.Shares;
using Nvr.Web.Support;
using Xunit;

namespace Nvr.Web.Tests.Support;

/// <summary>What must not leave the box, in every dress that it may wear in a log.</summary>
public sealed class RedactorTests
{
    private readonly Redactor redactor = new(["Tür & Tor 7", "hunter22", "hunter2", "abc"]);

    [Theory]
    [InlineData("opening rtsp://admin:Geheim99@192.0.2.7:554/live/Geheim99?x=1 failed", "opening rtsp://192.0.2.7:554/… failed")]
    [InlineData("rtsps://[2001:db8::5]:322/AbC9stream", "rtsps://[2001:db8::5]:322/…")]
    [InlineData("rtsp://192.0.2.7", "rtsp://192.0.2.7")]
    [InlineData("rtsp://admin:Geh/eim@192.0.2.7/one", "rtsp://[hidden]")]
    [InlineData("GET http://root:Geheim99@192.0.2.8/onvif/device", "GET http://192.0.2.8/onvif/device")]
    [InlineData("the camera took hunter22 and hunter2 and abc", "the camera took [hidden] and [hidden] and abc")]
    [InlineData("?p=T%C3%BCr%20%26%20Tor%207&q=1, Tür & Tor 7", "?p=[hidden]&q=1, [hidden]")]
    [InlineData("Authorization: Basic YWRtaW46R2VoZWlt", "Authorization: Basic [hidden]")]
    [InlineData("authorization: Digest username=\"a\", response=\"b\"", "authorization: Digest [hidden]")]
    [InlineData("sent Password=Geheim99&channel=1", "sent Password=[hidden]&channel=1")]
    [InlineData("{\"passphrase\": \"Geheim99\", \"a\": 1}", "{\"passphrase\": \"[hidden]\", \"a\": 1}")]
    [InlineData("/user=admin_password=Geheim99", "/user=admin_password=[hidden]")]
    [InlineData("community: Geheim99 of the switch", "community: [hidden] of the switch")]
    [InlineData("Setup code: 1234 5678", "Setup code: [hidden]")]
    [InlineData("GET /s/q7VhLsg0R4bUe9WcXk2dNfTj8mYpAiZo1GvKxBwEuQc/file from 192.0.2.9", "GET /s/[hidden]/file from 192.0.2.9")]
    [InlineData("session q7VhLsg0R4bUe9WcXk2dNfTj8mYpAiZo1GvKxBwEuQc used", "session [hidden] used")]
    [InlineData("somebody came with ndgqdjkXBrDdmWiBQpTKAqBOSYINecewGOxfyBpFg-w", "somebody came with [hidden]")]
    public void Secrets_AreHidden_AndTheRestStays(string line, string expected) => Assert.Equal(expected, redactor.Clean(line));

    [Theory]
    [InlineData("2026-11-29T22:00:00.000Z info Recording: door: connected to 192.0.2.7 in 120 ms")]
    [InlineData("/var/lib/nvr/simulated-disks/0f8fad5b-d9cb-469f-a165-70867728950e/segments/0001/0000000000000123.mp4 is damaged")]
    [InlineData("camera 0f8fad5bd9cb469fa16570867728950e: the password is wrong")]
    [InlineData("   at Nvr.Recording.Cameras.CameraRegistry.<StopAndForgetAsync>d__31.MoveNext()")]
    public void Lines_WithoutSecrets_StayAsTheyAre(string line) => Assert.Equal(line, redactor.Clean(line));

    /// <summary>A share's address is all that somebody needs who is to have the file.</summary>
    [Fact]
    public void AddressOfAShare_AsItIsMade_IsHidden()
    {
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

        Assert.DoesNotContain(token, redactor.Clean($"https://nvr.local{SharePages.PathOf(token)} was opened"), StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_KeepTheirShape()
    {
        JsonNode given = JsonNode.Parse("""{"hasPassword":true,"cause":"rtsp://a:hunter22@h/p","list":["hunter2",null,3.5],"password":"is wrong"}""")!;

        Assert.Equal("""{"hasPassword":true,"cause":"rtsp://h/\u2026","list":["[hidden]",null,3.5],"password":"is wrong"}""", redactor.Clean(given)!.ToJsonString());
    }

    [Fact]
    public void HostileLine_OfManyBeginnings_IsCleanedAllTheSame()
    {
        string line = string.Concat(Enumerable.Repeat("a.a-rtsp://password=", 50_000));

        Assert.InRange(redactor.Clean(line).Length, 1, 100);
    }

    [Fact]
    public void HostileLine_OfOneLetter_IsReadOnce()
    {
        string line = new('a', 500_000);

        Assert.Equal(line, redactor.Clean(line));
    }
}
