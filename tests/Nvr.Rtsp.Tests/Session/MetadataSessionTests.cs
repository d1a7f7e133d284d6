using System.Text;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Rtsp.Session;
using SimCamera;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

/// <summary>The metadata of simulated cameras in sessions of their own.</summary>
public sealed class MetadataSessionTests
{
    [Theory]
    [InlineData("metadata-track", RtspTransportKind.Tcp)]
    [InlineData("metadata-track", RtspTransportKind.Udp)]
    [InlineData("metadata-split", RtspTransportKind.Tcp)]
    [InlineData("metadata-no-marker", RtspTransportKind.Tcp)]
    public async Task Documents_Arrive_AndNothingElse(string quirk, RtspTransportKind transport)
    {
        await using SimCameraServer server = await StartAsync(quirk);
        await using RtspSession session = await OpenAsync(server, transport);
        var sink = new TextSink();

        await UntilAsync(() => Drain(session, sink) && sink.Texts.Count >= 4);

        Assert.All(sink.Texts, t => Assert.StartsWith("<?xml", t, StringComparison.Ordinal));
        Assert.All(sink.Texts, t => Assert.EndsWith("</tt:MetadataStream>", t.TrimEnd(), StringComparison.Ordinal));
        Assert.Equal(Codec.OnvifMetadata, Assert.Single(session.Tracks).Format!.Codec);
        Assert.Equal(0, session.Tracks[0].Stats.Damaged);
        Assert.DoesNotContain(server.Cameras[0].Requests, r => r.Contains("SETUP", StringComparison.Ordinal) && r.Contains("trackID=0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("metadata-huge")]
    [InlineData("metadata-endless")]
    public async Task WithoutBounds_GivesNoDocument_AndIsCounted(string quirk)
    {
        await using SimCameraServer server = await StartAsync(quirk);
        await using RtspSession session = await OpenAsync(server, RtspTransportKind.Tcp);
        var sink = new TextSink();

        await UntilAsync(() => Drain(session, sink) && session.Tracks[0].Stats.Damaged >= 1);

        Assert.Empty(sink.Texts);
    }

    [Fact]
    public async Task None_OrCompressed_IsSaid()
    {
        await using SimCameraServer plain = await StartAsync("control-star");
        NvrException none = await Assert.ThrowsAsync<NvrException>(() => OpenAsync(plain, RtspTransportKind.Auto));
        Assert.Equal((ErrorKind.NotFound, "The camera's stream carries no metadata."), (none.Kind, none.Message));

        await using SimCameraServer gzip = await StartAsync("metadata-gzip-told");
        NvrException compressed = await Assert.ThrowsAsync<NvrException>(() => OpenAsync(gzip, RtspTransportKind.Auto));
        Assert.Equal((ErrorKind.Unsupported, "The camera compresses its metadata, which the recorder does not read."), (compressed.Kind, compressed.Message));
    }

    private static Task<SimCameraServer> StartAsync(string quirk) => SimCameraServer.StartAsync(new SimCameraOptions
    {
        Cameras = [new CameraOptions { Name = "cam1", Quirks = [quirk], Width = 320, Height = 240, Gop = 10, Kbit = 300 }],
    });

    private static Task<RtspSession> OpenAsync(SimCameraServer server, RtspTransportKind transport) =>
        Play.OpenAsync(server.Cameras[0].Url, new RtspOptions { Wanted = RtspWanted.Metadata, Transport = transport, ReplyTimeout = Play.Patience });

    private static bool Drain(RtspSession session, TextSink sink)
    {
        session.Drain(sink);
        return true;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Play.Patience);
        while (!condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private sealed class TextSink : IAccessUnitSink
    {
        public List<string> Texts { get; } = [];

        public void OnAccessUnit(in AccessUnit unit) => Texts.Add(Encoding.UTF8.GetString(unit.Data));
    }
}
