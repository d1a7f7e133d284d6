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
