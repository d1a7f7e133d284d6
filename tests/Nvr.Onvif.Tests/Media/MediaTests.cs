using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Media;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Media;

public sealed class MediaTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly XNamespace Tt = "http://www.onvif.org/ver10/schema";

    [Fact]
    public async Task Media1_Profiles_AreRead()
    {
        using OnvifServer server = WithMedia1();
        using OnvifCamera camera = await Connect.To(server);

        IReadOnlyList<MediaProfile> profiles = await camera.MediaFallback!.ProfilesAsync(None);

        MediaProfile main = profiles[0];
        Assert.Equal(("P0", "mainStream", true, "VS0", "VSC0"), (main.Token, main.Name, main.IsFixed, main.SourceToken, main.SourceConfiguration));
        Assert.Equal((VideoEncoding.H264, 2560, 1440, 20.0, 4096), (main.Encoder!.Encoding, main.Encoder.Width, main.Encoder.Height, main.Encoder.FrameRate, main.Encoder.BitrateKbps));
        Assert.Equal((400, "High"), (main.Encoder.GovLength, main.Encoder.CodecProfile));
        Assert.Equal((true, "PTZ0"), (main.HasAudio, main.PtzConfiguration));
        Assert.Equal("P0", BackChannel.Find(profiles, "VS0")!.Token);
        Assert.Null(profiles[2].Encoder);
    }

    [Fact]
    public async Task Media2_Profiles_GiveOneCameraPerSource()
    {
        using var server = new OnvifServer();
        server.On["GetProfiles"] = _ => Answer.File("Media2Profiles");
        using OnvifCamera camera = await Connect.To(server);

        IReadOnlyList<SourceStreams> streams = StreamChoice.Pick(await camera.Media!.ProfilesAsync(None));

        Assert.Equal([("S0", "A", "B"), ("S1", "C", null)], streams.Select(s => (s.SourceToken, s.Main.Token, s.Sub?.Token)));
        Assert.Equal((VideoEncoding.H265, 50, "Main", false), (streams[0].Main.Encoder!.Encoding, streams[0].Main.Encoder!.GovLength, streams[0].Main.Encoder!.CodecProfile, streams[0].Main.Encoder!.ConstantBitrate));
        Assert.True(streams[0].Main.HasMetadata);
        Assert.Equal("All", server.Of("GetProfiles")[0].Value("Type"));
    }

    [Theory]
    [InlineData(StreamTransport.RtspTcp, "RTSP")]
    [InlineData(StreamTransport.Rtsps, "RtspsUnicast")]
    [InlineData(StreamTransport.Multicast, "RtspMulticast")]
    public async Task Media2_StreamUri_IsOnTheCamera(StreamTransport transport, string protocol)
    {
        using var server = new OnvifServer();
        server.On["GetStreamUri"] = _ => Answer.Response("tr2", "GetStreamUri", "<tr2:Uri> rtsp://root:pw@192.168.1.10:554/s?a=1&amp;b=2 </tr2:Uri>");
        using OnvifCamera camera = await Connect.To(server);

        Uri uri = await camera.Media!.StreamUriAsync("A", transport, None);

        Assert.Equal("rtsp://127.0.0.1:554/s?a=1&b=2", uri.AbsoluteUri);
        Assert.Equal(protocol, server.Of("GetStreamUri")[0].Value("Protocol"));
    }

    [Fact]
    public async Task Media1_StreamUri_AsksAsTheSpecificationSays()
    {
        using OnvifServer server = WithMedia1();
        server.On["GetStreamUri"] = _ => Answer.Response("trt", "GetStreamUri", "<trt:MediaUri><tt:Uri>rtsp://127.0.0.1/live</tt:Uri></trt:MediaUri>");
        using OnvifCamera camera = await Connect.To(server);

        Assert.Equal("rtsp://127.0.0.1/live", (await camera.MediaFallback!.StreamUriAsync("P0", StreamTransport.RtspTcp, None)).AbsoluteUri);
        OnvifRequest sent = server.Of("GetStreamUri")[0];
        Assert.Equal(("RTP-Unicast", "RTSP", "P0"), (sent.Value("Stream"), sent.Value("Protocol"), sent.Value("ProfileToken")));
        Assert.Contains("action=\"http://www.onvif.org/ver10/media/wsdl/GetStreamUri\"", sent.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Offer_Media2ThatIsALie_IsServedByMedia1()
    {
        using var server = new OnvifServer();
        server.On["GetProfiles"] = r => r.Body.Name.NamespaceName.Contains("ver20", StringComparison.Ordinal) ? Answer.Empty("404 Not Found") : Answer.File("Media1Profiles");
        using OnvifCamera camera = await Connect.To(server);

        MediaOffer offer = await camera.OfferAsync(None);

        Assert.Same(camera.MediaFallback, offer.Media);
        Assert.Equal(("P0", "P1"), (StreamChoice.Pick(offer.Profiles)[0].Main.Token, StreamChoice.Pick(offer.Profiles)[0].Sub!.Token));
    }

    [Fact]
    public async Task StreamUri_OfAnotherScheme_IsRefused()
    {
        using var server = new OnvifServer();
        server.On["GetStreamUri"] = _ => Answer.Response("tr2", "GetStreamUri", "<tr2:Uri>file:///dev/video0</tr2:Uri>");
        using OnvifCamera camera = await Connect.To(server);

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<NvrException>(() => camera.Media!.StreamUriAsync("A", StreamTransport.RtspTcp, None))).Kind);
    }

    [Fact]
    public async Task Tune_MainStream_CutsTheKeyFrameIntervalAndCanBeReversed()
    {
        using OnvifServer server = WithMedia1();
        IMediaClient media = (await Connect.To(server)).MediaFallback!;
        MediaProfile main = (await media.ProfilesAsync(None))[0];

        EncoderChange change = (await EncoderTuner.TuneAsync(media, main, EncoderWish.Main, None))!;
        XElement sent = server.Of("SetVideoEncoderConfiguration")[0].Body;
        await media.SetEncoderAsync(change.Before, None);

        Assert.Equal(new SettingChange("Pictures from one key frame to the next", "400", "40"), Assert.Single(change.Settings));
        // What the recorder does not know is sent back, in the order of the schema.
        Assert.Equal(
            ["Name", "UseCount", "Encoding", "Resolution", "Quality", "RateControl", "H264", "Multicast", "SessionTimeout"],
            sent.Elements().First().Elements().Select(e => e.Name.LocalName));
        Assert.Equal("8860", sent.Descendants(Tt + "Port").Single().Value);
        Assert.Equal(400, (await media.EncoderAsync("VEC0", None)).GovLength);
    }

    [Fact]
    public async Task Tune_SubStreamInJpeg_BecomesH264()
    {
        using OnvifServer server = WithMedia1();
        IMediaClient media = (await Connect.To(server)).MediaFallback!;
        MediaProfile sub = (await media.ProfilesAsync(None))[1];

        EncoderChange change = (await EncoderTuner.TuneAsync(media, sub, EncoderWish.Sub, None))!;

        Assert.Equal((VideoEncoding.H264, 704, 396, 30, "Main"), (change.After.Encoding, change.After.Width, change.After.Height, change.After.GovLength, change.After.CodecProfile));
        XElement sent = server.Of("SetVideoEncoderConfiguration")[0].Body.Elements().First();
        Assert.Equal("H264", sent.Element(Tt + "Multicast")!.ElementsBeforeSelf().Last().Name.LocalName);
    }

    [Fact]
    public async Task Tune_Refused_LeavesTheCameraAsItIs()
    {
        using OnvifServer server = WithMedia1();
        server.On["SetVideoEncoderConfiguration"] = _ => Answer.Fault("InvalidArgVal/ConfigModify");
        IMediaClient media = (await Connect.To(server)).MediaFallback!;

        Assert.Null(await EncoderTuner.TuneAsync(media, (await media.ProfilesAsync(None))[0], EncoderWish.Main, None));
    }

    /// <summary>A camera that keeps what is set.</summary>
    private static OnvifServer WithMedia1()
    {
        var server = new OnvifServer();
        XElement profiles = XElement.Parse(Answer.Recorded("Media1Profiles"));
        server.On["GetProfiles"] = _ => Answer.Xml(profiles.ToString());
        server.On["GetVideoEncoderConfigurationOptions"] = _ => Answer.File("Media1Options");
        server.On["GetVideoEncoderConfiguration"] = r => Answer.Response("trt", "GetVideoEncoderConfiguration",
            new XElement((XNamespace)"http://www.onvif.org/ver10/media/wsdl" + "Configuration", Find(r.Value("ConfigurationToken")!).Attributes(), Find(r.Value("ConfigurationToken")!).Nodes()).ToString());
        server.On["SetVideoEncoderConfiguration"] = r =>
        {
            XElement set = r.Body.Elements().First();
            Find(set.Attribute("token")!.Value).ReplaceNodes(set.Nodes());
            return Answer.Response("trt", "SetVideoEncoderConfiguration");
        };
        return server;

        XElement Find(string token) => profiles.Descendants(Tt + "VideoEncoderConfiguration").Single(e => e.Attribute("token")!.Value == token);
    }
}
