using System.Globalization;
using System.Xml.Linq;
using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>PTZ: one node for each source; moves are real, in that the position follows. Stateless.</summary>
internal static class PtzService
{
    private const int LongestName = 32;

    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of(Ns.Ptz, "GetServiceCapabilities", OnvifLevel.Anonymous, _ => Xml.Of($"""
            <tptz:GetServiceCapabilitiesResponse><tptz:Capabilities MoveStatus="true" StatusPosition="true"/></tptz:GetServiceCapabilitiesResponse>
            """)),
        Operation.Of(Ns.Ptz, "GetNodes", OnvifLevel.User, c => Xml.Of($"<tptz:GetNodesResponse>{Xml.Each(c.Device.Sources, s => Node(c, s))}</tptz:GetNodesResponse>")),
        Operation.Of(Ns.Ptz, "GetNode", OnvifLevel.User, c => Xml.Of($"<tptz:GetNodeResponse>{Node(c, NodeOf(c))}</tptz:GetNodeResponse>")),
        Operation.Of(Ns.Ptz, "GetConfigurations", OnvifLevel.User, c => Xml.Of($"""
            <tptz:GetConfigurationsResponse>{Xml.Each(c.Device.Sources, s => Xml.Of($"<tptz:PTZConfiguration token=\"{s.PtzConfigToken}\">{ConfigXml.Ptz(s)}</tptz:PTZConfiguration>"))}</tptz:GetConfigurationsResponse>
            """)),
        Operation.Of(Ns.Ptz, "ContinuousMove", OnvifLevel.Operator, Move),
        Done("Stop", c => MediaLookup.Ptz(c).Stop()),
        Done("GotoHomePosition", c => Homely(c).GoHome()),
        Done("GotoPreset", c => Demand(MediaLookup.Ptz(c).GoTo(c.Required("PresetToken")))),
        Change("RemovePreset", c => Demand(MediaLookup.Ptz(c).RemovePreset(c.Required("PresetToken")))),
        Change("SetHomePosition", SetHome),
        Operation.Of(Ns.Ptz, "SetPreset", OnvifLevel.Operator, c => Xml.Of($"<tptz:SetPresetResponse><tptz:PresetToken>{SetPreset(c)}</tptz:PresetToken></tptz:SetPresetResponse>")),
        Operation.Of(Ns.Ptz, "GetPresets", OnvifLevel.User, Presets),
        Operation.Of(Ns.Ptz, "GetStatus", OnvifLevel.User, Status),
    ];

    private static Operation Done(string name, Action<OnvifCall> act) => Operation.Of(Ns.Ptz, name, OnvifLevel.Operator, call =>
    {
        act(call);
        return Xml.Of($"<tptz:{new Xml(name)}Response/>");
    });

    private static Operation Change(string name, Action<OnvifCall> act) => Done(name, call =>
    {
        Allow(call);
        act(call);
    });

    private static void Allow(OnvifCall call)
    {
        if (call.Device.Plan.RefusesPresets)
        {
            throw new SoapFault(true, "Locked by the maker.", "ter:OperationProhibited");
        }
    }

    private static void SetHome(OnvifCall call)
    {
        if (call.Device.Plan.HasFixedHome)
        {
            throw new SoapFault(false, "The home position is fixed.", "ter:Action", "ter:CannotOverwriteHome");
        }
        Homely(call).SetHome();
    }

    private static PtzState Homely(OnvifCall call) => call.Device.Plan.HasHome ? MediaLookup.Ptz(call) : throw SoapFault.NotSupported(call.Action);

    private static string SetPreset(OnvifCall call)
    {
        Allow(call);
        string? name = call.Text("PresetName");
        if (name?.Length > LongestName)
        {
            throw SoapFault.Invalid("The name is too long.", "ter:InvalidPresetName");
        }
        (string? token, PresetObstacle obstacle) = MediaLookup.Ptz(call).SetPreset(call.Text("PresetToken"), name, call.Device.Plan.MostPresets);
        return obstacle switch
        {
            PresetObstacle.Moving => throw new SoapFault(false, "The head is moving.", "ter:Action", "ter:MovingPTZ"),
            PresetObstacle.NoSuchToken => throw SoapFault.NoSuchToken("preset"),
            PresetObstacle.NameTaken => throw SoapFault.Invalid("There is another preset of this name.", "ter:PresetExist"),
            PresetObstacle.Full => throw new SoapFault(false, "All presets are in use.", "ter:Action", "ter:TooManyPresets"),
            _ => token!,
        };
    }

    private static MediaSource NodeOf(OnvifCall call)
    {
        string token = call.Required("NodeToken");
        return call.Device.Sources.FirstOrDefault(s => NodeToken(s) == token) ?? throw SoapFault.NoSuchToken("node");
    }

    private static string NodeToken(MediaSource source) => $"PtzNode_{source.Number}";

    private static void Demand(bool found)
    {
        if (!found)
        {
            throw SoapFault.NoSuchToken("preset");
        }
    }

    private static Xml Node(OnvifCall call, MediaSource source) => Xml.Of($"""
        <tptz:PTZNode token="{NodeToken(source)}" FixedHomePosition="{(call.Device.Plan.HasFixedHome ? "true" : "false")}"><tt:Name>Head {source.Number}</tt:Name><tt:SupportedPTZSpaces>
        <tt:ContinuousPanTiltVelocitySpace><tt:URI>http://www.onvif.org/ver10/tptz/PanTiltSpaces/VelocityGenericSpace</tt:URI><tt:XRange><tt:Min>-1</tt:Min><tt:Max>1</tt:Max></tt:XRange><tt:YRange><tt:Min>-1</tt:Min><tt:Max>1</tt:Max></tt:YRange></tt:ContinuousPanTiltVelocitySpace>
        <tt:ContinuousZoomVelocitySpace><tt:URI>http://www.onvif.org/ver10/tptz/ZoomSpaces/VelocityGenericSpace</tt:URI><tt:XRange><tt:Min>-1</tt:Min><tt:Max>1</tt:Max></tt:XRange></tt:ContinuousZoomVelocitySpace>
        </tt:SupportedPTZSpaces><tt:MaximumNumberOfPresets>{call.Device.Plan.MostPresets}</tt:MaximumNumberOfPresets><tt:HomeSupported>{(call.Device.Plan.HasHome ? "true" : "false")}</tt:HomeSupported></tptz:PTZNode>
        """);

    private static Xml Move(OnvifCall call)
    {
        XElement? turn = call.Find("PanTilt");
        MediaLookup.Ptz(call).Move(
            Number(turn, "x"), Number(turn, "y"), Number(call.Find("Zoom"), "x"), XmlTime.ParseSpan(call.Text("Timeout")) ?? TimeSpan.FromSeconds(10));
        return Xml.Of($"<tptz:ContinuousMoveResponse/>");
    }

    private static double Number(XElement? element, string name)
    {
        string? text = (string?)element?.Attribute(name);
        return text is null ? 0
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
            : throw SoapFault.Invalid($"'{text}' is not a number.");
    }

    private static Xml Presets(OnvifCall call) => Xml.Of($"""
        <tptz:GetPresetsResponse>{Xml.Each(MediaLookup.Ptz(call).Presets, p => Xml.Of($"<tptz:Preset token=\"{p.Token}\"><tt:Name>{p.Name}</tt:Name>{Place(p.Position)}</tptz:Preset>"))}</tptz:GetPresetsResponse>
        """);

    private static Xml Place((double Pan, double Tilt, double Zoom) at, string element = "PTZPosition") => Xml.Of($"""
        <tt:{new Xml(element)}><tt:PanTilt x="{at.Pan}" y="{at.Tilt}"/><tt:Zoom x="{at.Zoom}"/></tt:{new Xml(element)}>
        """);

    private static Xml Status(OnvifCall call)
    {
        PtzState state = MediaLookup.Ptz(call);
        string moves = state.IsMoving ? "MOVING" : "IDLE";
        return Xml.Of($"""
            <tptz:GetStatusResponse><tptz:PTZStatus>{Place(state.Position, "Position")}<tt:MoveStatus><tt:PanTilt>{moves}</tt:PanTilt><tt:Zoom>{moves}</tt:Zoom></tt:MoveStatus><tt:UtcTime>{call.Device.Clock.Now}</tt:UtcTime></tptz:PTZStatus></tptz:GetStatusResponse>
            """);
    }
}
