using Nvr.Core;
using Nvr.Onvif.Imaging;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Ptz;

public sealed class PtzTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Move_Stop_AndPresets_AreSentAsTheSpecificationSays()
    {
        using var server = new OnvifServer();
        foreach (string operation in (string[])["ContinuousMove", "Stop", "GotoPreset", "GotoHomePosition", "RemovePreset", "SetHomePosition"])
        {
            server.On[operation] = _ => Answer.Response("tptz", operation);
        }
        server.On["SetPreset"] = _ => Answer.Response("tptz", "SetPreset", "<tptz:PresetToken>9</tptz:PresetToken>");
        using OnvifCamera camera = await Connect.To(server);

        await camera.Ptz!.MoveAsync("P0", -0.5, 2, 0, TimeSpan.FromSeconds(5), None);
        await camera.Ptz.StopAsync("P0", None);
        await camera.Ptz.GotoPresetAsync("P0", "1", None);
        await camera.Ptz.GotoHomeAsync("P0", None);
        string made = await camera.Ptz.SetPresetAsync("P0", "Door", null, None);

        OnvifRequest move = server.Of("ContinuousMove")[0];
        Assert.Equal(["ProfileToken", "Velocity", "Timeout"], move.Body.Elements().Select(e => e.Name.LocalName));
        Assert.Equal(("-0.5", "1", "PT5S"), (move.Body.Descendants().Single(e => e.Name.LocalName == "PanTilt").Attribute("x")!.Value, move.Body.Descendants().Single(e => e.Name.LocalName == "PanTilt").Attribute("y")!.Value, move.Value("Timeout")));
        Assert.DoesNotContain(move.Body.Descendants(), e => e.Name.LocalName == "Zoom");
        Assert.Equal("9", made);
    }

    [Theory]
    [InlineData("Action/TooManyPresets", ErrorKind.Exhausted, "The camera has no room for another position. Remove one that is not needed, or save over it.")]
    [InlineData("InvalidArgVal/PresetExist", ErrorKind.Conflict, "The camera remembers another position by this name. Choose another name.")]
    [InlineData("InvalidArgVal/InvalidPresetName", ErrorKind.InvalidInput, "The camera does not take this name. Most take a short one of letters and digits.")]
    [InlineData("Action/MovingPTZ", ErrorKind.Conflict, "The camera is still moving. Wait until it stands, then save again.")]
    [InlineData("Action/CannotOverwriteHome", ErrorKind.Conflict, "This camera's home is fixed and cannot be set.")]
    [InlineData("OperationProhibited", ErrorKind.Refused, "The camera refuses (SetHomePosition). It says: Because")]
    public async Task Change_ThatIsRefused_IsSaidInWords(string codes, ErrorKind kind, string sentence)
    {
        using var server = new OnvifServer();
        server.On["SetHomePosition"] = _ => Answer.Fault(codes);
        using OnvifCamera camera = await Connect.To(server);

        NvrException refused = await Assert.ThrowsAsync<NvrException>(() => camera.Ptz!.SetHomeAsync("P0", None));

        Assert.Equal((kind, sentence), (refused.Kind, refused.Message));
    }

    [Theory]
    [InlineData("<tt:HomeSupported>true</tt:HomeSupported>", "", true)]
    [InlineData("<tt:HomeSupported>true</tt:HomeSupported>", "FixedHomePosition='true'", false)]
    [InlineData("<tt:HomeSupported>false</tt:HomeSupported>", "", false)]
    [InlineData("", "", null)]
    public async Task Home_CanBeSet_WhereTheNodeSaysSo(string said, string attribute, bool? expected)
    {
        using var server = new OnvifServer();
        server.On["GetConfigurations"] = _ => Answer.Response(
            "tptz", "GetConfigurations", "<tptz:PTZConfiguration token='C1'><tt:NodeToken>N1</tt:NodeToken></tptz:PTZConfiguration><tptz:PTZConfiguration token='C2'><tt:NodeToken>N2</tt:NodeToken></tptz:PTZConfiguration>");
        server.On["GetNode"] = _ => Answer.Response("tptz", "GetNode", $"<tptz:PTZNode token='N2' {attribute}>{said}</tptz:PTZNode>");
        using OnvifCamera camera = await Connect.To(server);

        Assert.Equal(expected, await camera.Ptz!.CanSetHomeAsync("C2", None));
        Assert.Equal("N2", server.Of("GetNode")[0].Value("NodeToken"));
        Assert.Null(await camera.Ptz.CanSetHomeAsync("C3", None));
    }

    [Fact]
    public async Task Imaging_Set_KeepsWhatIsNotKnown()
    {
        using var server = new OnvifServer();
        server.On["GetImagingSettings"] = _ => Answer.Response("timg", "GetImagingSettings",
            "<timg:ImagingSettings><tt:Brightness>50</tt:Brightness><tt:IrCutFilter>AUTO</tt:IrCutFilter><tt:WideDynamicRange><tt:Mode>ON</tt:Mode></tt:WideDynamicRange></timg:ImagingSettings>");
        server.On["SetImagingSettings"] = _ => Answer.Response("timg", "SetImagingSettings");
        using OnvifCamera camera = await Connect.To(server);

        ImagingSettings read = await camera.Imaging!.ReadAsync("VS0", None);
        await camera.Imaging.SetAsync("VS0", read with { Brightness = 60.5 }, None);

        OnvifRequest sent = server.Of("SetImagingSettings")[0];
        Assert.Equal((50.0, "AUTO"), (read.Brightness, read.IrCutFilter));
        Assert.Equal(("60.5", "AUTO", "ON"), (sent.Value("Brightness"), sent.Value("IrCutFilter"), sent.Value("Mode")));
    }
}
