using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Ptz;

/// <summary>Turns and zooms a camera. Thread-safe. Failures are <see cref="NvrException"/>.</summary>
public sealed class PtzClient
{
    private readonly ServicePort port;

    internal PtzClient(ServicePort port) => this.port = port;

    /// <summary>
    /// Moves until stopped, at most for <paramref name="limit"/>. Speeds from -1 to 1: right, up and nearer are positive. The limit keeps a camera
    /// from turning on when the connection of whoever steers it breaks.
    /// </summary>
    public Task MoveAsync(string profile, double pan, double tilt, double zoom, TimeSpan limit, CancellationToken cancellation)
    {
        var velocity = new XElement(port.Space + "Velocity");
        // An axis that the camera lacks must not be named; one that rests while another moves may be left out.
        if (pan != 0 || tilt != 0 || zoom == 0)
        {
            velocity.Add(new XElement(Ns.Schema + "PanTilt", new XAttribute("x", Speed(pan)), new XAttribute("y", Speed(tilt))));
        }
        if (zoom != 0)
        {
            velocity.Add(new XElement(Ns.Schema + "Zoom", new XAttribute("x", Speed(zoom))));
        }
        return port.CallAsync("ContinuousMove", cancellation, Profile(profile), velocity, port.Element("Timeout", XmlConvert.ToString(limit)));
    }

    public Task StopAsync(string profile, CancellationToken cancellation) => port.CallAsync(
        "Stop", cancellation, Profile(profile), port.Element("PanTilt", "true"), port.Element("Zoom", "true"));

    public async Task<IReadOnlyList<PtzPreset>> PresetsAsync(string profile, CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetPresets", cancellation, Profile(profile));
        return
        [
            .. from preset in response.Elements(port.Space + "Preset")
               let token = preset.Said("token")
               where token.Length > 0
               select new PtzPreset(token, preset.Text(Ns.Schema + "Name") ?? token),
        ];
    }

    public Task GotoPresetAsync(string profile, string preset, CancellationToken cancellation) =>
        port.CallAsync("GotoPreset", cancellation, Profile(profile), port.Element("PresetToken", preset));

    /// <summary>
    /// Remembers the present position, as a new preset or in place of one; returns its token. Exhausted where the camera has no room for it, InvalidInput for a name that it does not take, Conflict while it moves or
    /// where it has another one by that name.
    /// </summary>
    public async Task<string> SetPresetAsync(string profile, string name, string? replaced, CancellationToken cancellation)
    {
        XElement[] content = replaced is null
            ? [Profile(profile), port.Element("PresetName", name)]
            : [Profile(profile), port.Element("PresetName", name), port.Element("PresetToken", replaced)];
        XElement response = await ChangeAsync("SetPreset", cancellation, content);
        return response.Text(port.Space + "PresetToken") ?? replaced
            ?? throw new NvrException(ErrorKind.Protocol, "The camera did not say under which number it remembers the position.");
    }

    public Task RemovePresetAsync(string profile, string preset, CancellationToken cancellation) =>
        ChangeAsync("RemovePreset", cancellation, Profile(profile), port.Element("PresetToken", preset));

    public Task GotoHomeAsync(string profile, CancellationToken cancellation) => port.CallAsync("GotoHomePosition", cancellation, Profile(profile));

    /// <summary>Makes the present position the home. Conflict where the home is fixed.</summary>
    public Task SetHomeAsync(string profile, CancellationToken cancellation) => ChangeAsync("SetHomePosition", cancellation, Profile(profile));

    /// <summary>Whether the head of a profile's configuration has a home that can be set; null where the camera does not tell.</summary>
    public async Task<bool?> CanSetHomeAsync(string configuration, CancellationToken cancellation)
    {
        XElement all = await port.CallAsync("GetConfigurations", cancellation);
        string? token = all.Elements(port.Space + "PTZConfiguration").FirstOrDefault(c => c.Said("token") == configuration).Text(Ns.Schema + "NodeToken");
        if (token is null)
        {
            return null;
        }
        XElement? node = (await port.CallAsync("GetNode", cancellation, port.Element("NodeToken", token))).Element(port.Space + "PTZNode");
        return node.Flag(Ns.Schema + "HomeSupported") is { } has ? has && Xml.AsFlag(node?.Said("FixedHomePosition")) != true : null;
    }

    private async Task<XElement> ChangeAsync(string operation, CancellationToken cancellation, params XElement[] content)
    {
        try
        {
            return await port.CallAsync(operation, cancellation, content);
        }
        catch (NvrException refusal)
        {
            throw PtzFault.Of(refusal);
        }
    }

    private XElement Profile(string token) => port.Element("ProfileToken", token);

    private static string Speed(double value) => Math.Clamp(value, -1, 1).ToString("0.###", CultureInfo.InvariantCulture);
}
