using System.Globalization;
using SimCamera.Onvif;
using SimCamera.Tests.Foreign;
using SimCamera.Tests.Quirks;

namespace SimCamera.Tests.Onvif;

public sealed class MediaTests
{
    [Theory]
    [InlineData(RawOnvif.Media, "Uri")]
    [InlineData(RawOnvif.Media2, "Uri")]
    public async Task StreamUri_OfEachProfile_Plays(string service, string element)
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        OnvifAnswer profiles = (await test.Client.AskAsync(service, "GetProfiles")).Fine();

        Assert.Equal(2, profiles.All("Profiles").Count());
        foreach (string token in profiles.All("Profiles").Select(p => (string)p.Attribute("token")!))
        {
            OnvifAnswer uri = (await test.Client.AskAsync(service, "GetStreamUri", $"<ProfileToken>{token}</ProfileToken>")).Fine();
            ForeignProgram decoded = await FfmpegDecoding.RunAsync(uri[element], "tcp");
            Assert.True(FfmpegDecoding.Lines(decoded, 0) >= 20, decoded.Errors);
        }
    }

    [Fact]
    public async Task Media2Profiles_ByType_HoldWhatWasAskedFor()
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        OnvifAnswer bare = (await test.Client.AskAsync(RawOnvif.Media2, "GetProfiles")).Fine();
        OnvifAnswer coders = (await test.Client.AskAsync(RawOnvif.Media2, "GetProfiles", "<Token>Profile_sub_1</Token><Type>VideoEncoder</Type>")).Fine();
        OnvifAnswer all = (await test.Client.AskAsync(RawOnvif.Media2, "GetProfiles", "<Type>All</Type>")).Fine();

        Assert.Empty(bare.All("Configurations"));
        Assert.Equal(("80", "H264"), (coders["Width"], coders["Encoding"]));
        Assert.Empty(coders.All("PTZ"));
        Assert.Equal((2, 2, 2), (all.All("PTZ").Count(), all.All("VideoSource").Count(), all.All("VideoEncoder").Count()));
    }

    [Fact]
    public async Task H265_InMedia1_HasNoWord()
    {
        await using TestDevice test = await TestDevice.StartAsync(SmallCamera.Options with { Codec = VideoCodec.H265, Onvif = new OnvifOptions() });

        Assert.Empty((await test.Client.AskAsync(RawOnvif.Media, "GetProfiles")).All("VideoEncoderConfiguration"));
        Assert.Equal("H265", (await test.Client.AskAsync(RawOnvif.Media2, "GetVideoEncoderConfigurations"))["Encoding"]);
    }

    [Theory]
    [InlineData(RawOnvif.Media, "<tt:H264><tt:GovLength>25</tt:GovLength></tt:H264>", "")]
    [InlineData(RawOnvif.Media2, "", " GovLength=\"25\"")]
    public async Task Encoder_Set_CodesTheStreamAnew(string service, string gop, string attribute)
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        string content = $"""
            <Configuration token="VideoEncoder_main_1"{attribute}><tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>160</tt:Width><tt:Height>120</tt:Height></tt:Resolution><tt:RateControl><tt:FrameRateLimit>25</tt:FrameRateLimit><tt:BitrateLimit>300</tt:BitrateLimit></tt:RateControl>{gop}</Configuration>
            """;
        (await test.Client.AskAsync(service, "SetVideoEncoderConfiguration", content)).Fine();
        OnvifAnswer told = (await test.Client.AskAsync(service, "GetVideoEncoderConfigurations")).Fine();
        ForeignProgram probe = await ForeignProgram.RunAsync(
            "ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-read_intervals", "%+#60", "-select_streams", "v",
            "-show_entries", "stream=width:packet=flags", "-of", "csv=p=0", test.Camera.Url.ToString());

        Assert.Equal("160", told["Width"]);
        string[] lines = probe.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int[] keys = [.. lines.Index().Where(l => l.Item.StartsWith('K')).Select(l => l.Index)];
        Assert.Contains("160", lines);
        Assert.Equal(25, keys[1] - keys[0]);
    }

    [Theory]
    [InlineData("<tt:Resolution><tt:Width>161</tt:Width><tt:Height>120</tt:Height></tt:Resolution>")]
    [InlineData("<tt:RateControl><tt:FrameRateLimit>1000</tt:FrameRateLimit></tt:RateControl>")]
    [InlineData("<tt:Encoding>MPEG4</tt:Encoding>")]
    public async Task Encoder_SetToTheImpossible_IsRefused(string content)
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        OnvifAnswer answer = await test.Client.AskAsync(
            RawOnvif.Media2, "SetVideoEncoderConfiguration", $"<Configuration token=\"VideoEncoder_main_1\">{content}</Configuration>");

        Assert.Contains("ter:ConfigModify", answer.Faults);
        Assert.Equal("320", (await test.Client.AskAsync(RawOnvif.Media2, "GetVideoEncoderConfigurations"))["Width"]);
    }

    [Fact]
    public async Task Options_OfAProfile_OfferWhatCanBeSet()
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        OnvifAnswer first = (await test.Client.AskAsync(RawOnvif.Media, "GetVideoEncoderConfigurationOptions", "<ProfileToken>Profile_main_1</ProfileToken>")).Fine();
        OnvifAnswer second = (await test.Client.AskAsync(RawOnvif.Media2, "GetVideoEncoderConfigurationOptions", "<ProfileToken>Profile_main_1</ProfileToken>")).Fine();

        Assert.Contains(first.All("H264"), h => h.Descendants().Any(e => e.Name.LocalName == "GovLengthRange"));
        Assert.Equal(["H264", "H265", "JPEG"], second.All("Encoding").Select(e => e.Value).Order());
        Assert.Contains(second.All("Width"), w => w.Value == "160");
    }

    [Fact]
    public async Task Device_OfFourSources_TellsThemApart()
    {
        CameraOptions[] cameras = [.. Enumerable.Range(1, 4).Select(i => SmallCamera.Options with
        {
            Name = $"cam{i}",
            Onvif = i == 1 ? new OnvifOptions { MoreSources = ["cam2", "cam3", "cam4"] } : null,
        })];
        await using SimCameraServer server = await SimCameraServer.StartAsync(
            new SimCameraOptions { Cameras = cameras, CacheDirectory = SmallCamera.CacheDirectory });
        using var client = new RawOnvif(Assert.Single(server.Devices).Url);
        OnvifAnswer profiles = (await client.AskAsync(RawOnvif.Media, "GetProfiles")).Fine();
        OnvifAnswer uri = (await client.AskAsync(RawOnvif.Media, "GetStreamUri", "<ProfileToken>Profile_sub_3</ProfileToken>")).Fine();

        Assert.Equal(8, profiles.All("Profiles").Count());
        Assert.Equal(4, profiles.All("SourceToken").Select(e => e.Value).Distinct().Count());
        Assert.Equal(server.Cameras[2].SubUrl.ToString(), uri["Uri"]);
        Assert.Same(server.Devices[0], server.Cameras[3].Onvif);
    }

    [Fact, Shows("onvif-no-media2")]
    public async Task NoMedia2_Services_LeaveItOut()
    {
        await using TestDevice test = await TestDevice.OpenAsync("onvif-no-media2");
        OnvifAnswer services = (await test.Client.AskAsync(RawOnvif.Device, "GetServices")).Fine();

        Assert.DoesNotContain(RawOnvif.Media2, services.All("Namespace").Select(e => e.Value));
        Assert.Contains("ter:ActionNotSupported", (await test.Client.AskAsync(RawOnvif.Media2, "GetProfiles")).Faults);
        (await test.Client.AskAsync(RawOnvif.Media, "GetProfiles")).Fine();
    }

    [Fact]
    public async Task Imaging_Set_IsKept()
    {
        const string source = "<VideoSourceToken>VideoSource_1</VideoSourceToken>";
        await using TestDevice test = await TestDevice.OpenAsync();
        (await test.Client.AskAsync(RawOnvif.Imaging, "SetImagingSettings", source + "<ImagingSettings><tt:Contrast>61.5</tt:Contrast><tt:IrCutFilter>OFF</tt:IrCutFilter></ImagingSettings>")).Fine();
        OnvifAnswer now = (await test.Client.AskAsync(RawOnvif.Imaging, "GetImagingSettings", source)).Fine();

        Assert.Equal(("61.5", "OFF", "50"), (now["Contrast"], now["IrCutFilter"], now["Brightness"]));
        Assert.Equal("100", (await test.Client.AskAsync(RawOnvif.Imaging, "GetOptions", source)).All("Max").First().Value);
        Assert.Contains("ter:SettingsInvalid", (await test.Client.AskAsync(
            RawOnvif.Imaging, "SetImagingSettings", source + "<ImagingSettings><tt:Contrast>101</tt:Contrast></ImagingSettings>")).Faults);
    }

    [Fact]
    public async Task Ptz_MoveAndPresets_FollowTheHead()
    {
        const string profile = "<ProfileToken>Profile_main_1</ProfileToken>";
        await using TestDevice test = await TestDevice.OpenAsync();
        (await test.Client.AskAsync(RawOnvif.Ptz, "GetNodes")).Fine();
        (await test.Client.AskAsync(RawOnvif.Ptz, "ContinuousMove", profile + "<Velocity><tt:PanTilt x=\"1\" y=\"-0.5\"/><tt:Zoom x=\"1\"/></Velocity><Timeout>PT20S</Timeout>")).Fine();
        Assert.Equal("MOVING", (await test.Client.AskAsync(RawOnvif.Ptz, "GetStatus", profile)).All("MoveStatus").First().Elements().First().Value);
        await SmallCamera.UntilAsync(() => test.Device.PtzPosition is { Pan: > 0.1, Tilt: < -0.05, Zoom: > 0.05 });
        (await test.Client.AskAsync(RawOnvif.Ptz, "Stop", profile)).Fine();
        double there = test.Device.PtzPosition.Pan;
        string token = (await test.Client.AskAsync(RawOnvif.Ptz, "SetPreset", profile + "<PresetName>door &amp; gate</PresetName>"))["PresetToken"];
        (await test.Client.AskAsync(RawOnvif.Ptz, "GotoHomePosition", profile)).Fine();
        Assert.Equal((0, 0, 0), test.Device.PtzPosition);
        OnvifAnswer presets = (await test.Client.AskAsync(RawOnvif.Ptz, "GetPresets", profile)).Fine();
        (await test.Client.AskAsync(RawOnvif.Ptz, "GotoPreset", $"{profile}<PresetToken>{token}</PresetToken>")).Fine();

        Assert.Equal("door & gate", presets["Name"]);
        Assert.Equal(there, test.Device.PtzPosition.Pan, 0.0001);
        Assert.Equal(there, double.Parse((string)presets.All("PanTilt").First().Attribute("x")!, CultureInfo.InvariantCulture), 0.0001);
        Assert.Contains("ter:NoToken", (await test.Client.AskAsync(RawOnvif.Ptz, "GotoPreset", profile + "<PresetToken>77</PresetToken>")).Faults);
    }

    [Fact]
    [Shows("onvif-ptz-no-home")]
    public async Task Ptz_WithoutAHome_SaysSo_AndTurnsAllTheSame()
    {
        const string profile = "<ProfileToken>Profile_main_1</ProfileToken>";
        await using TestDevice test = await TestDevice.OpenAsync("onvif-ptz-no-home");

        Assert.Equal("false", (await test.Client.AskAsync(RawOnvif.Ptz, "GetNode", "<NodeToken>PtzNode_1</NodeToken>"))["HomeSupported"]);
        Assert.Contains("ter:ActionNotSupported", (await test.Client.AskAsync(RawOnvif.Ptz, "GotoHomePosition", profile)).Faults);
        (await test.Client.AskAsync(RawOnvif.Ptz, "Stop", profile)).Fine();
    }

    [Fact]
    [Shows("onvif-ptz-presets", "onvif-ptz-fixed-home", "onvif-ptz-refuses")]
    public async Task Ptz_Preset_IsRefusedWithTheCodesOfTheSpecification()
    {
        const string profile = "<ProfileToken>Profile_main_1</ProfileToken>";
        await using TestDevice test = await TestDevice.OpenAsync("onvif-ptz-presets=1", "onvif-ptz-fixed-home");
        string token = (await SetAsync(test, "<PresetName>door</PresetName>"))["PresetToken"];

        Assert.Contains("ter:TooManyPresets", (await SetAsync(test, "<PresetName>gate</PresetName>")).Faults);
        Assert.Contains("ter:PresetExist", (await SetAsync(test, "<PresetName>door</PresetName>")).Faults);
        Assert.Contains("ter:InvalidPresetName", (await SetAsync(test, $"<PresetName>{new string('x', 33)}</PresetName>")).Faults);
        Assert.Contains("ter:NoToken", (await SetAsync(test, "<PresetName>gate</PresetName><PresetToken>77</PresetToken>")).Faults);
        Assert.Contains("ter:CannotOverwriteHome", (await test.Client.AskAsync(RawOnvif.Ptz, "SetHomePosition", profile)).Faults);
        Assert.Equal(token, (await SetAsync(test, $"<PresetName>gate</PresetName><PresetToken>{token}</PresetToken>"))["PresetToken"]);
        Assert.Equal("true", (string?)(await test.Client.AskAsync(RawOnvif.Ptz, "GetNode", "<NodeToken>PtzNode_1</NodeToken>")).All("PTZNode").Single().Attribute("FixedHomePosition"));

        await using TestDevice locked = await TestDevice.OpenAsync("onvif-ptz-refuses");
        Assert.Contains("ter:OperationProhibited", (await SetAsync(locked, "<PresetName>door</PresetName>")).Faults);

        static Task<OnvifAnswer> SetAsync(TestDevice test, string content) => test.Client.AskAsync(RawOnvif.Ptz, "SetPreset", profile + content);
    }
}
