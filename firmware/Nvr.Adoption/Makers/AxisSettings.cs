using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Web;

namespace Nvr.Adoption.Makers;

/// <summary>
/// Zipstream over VAPIX. Its strength stays: what makes key pictures rare is the dynamic mode of the group of pictures, and what makes pictures rare is
/// that of the frame rate. Streams that are open keep what they had; new ones follow the change.
/// </summary>
internal sealed class AxisSettings : IMakerSettings
{
    private const string Path = "/axis-cgi/zipstream/";
    private const string Schema = "schemaversion=1";
    private const int MostChannels = 64;
    private const int LongestChannel = 4;

    public IReadOnlyList<string> Makers { get; } = ["Axis"];

    public async Task<IReadOnlyList<MakerValue>> ReadAsync(CameraWeb web, CancellationToken cancellation)
    {
        XElement answer = (await web.GetAsync($"{Path}getstatus.cgi?{Schema}", cancellation)).OrThrow().Xml();
        return
        [
            .. answer.Descendants().Where(e => e.Name.LocalName == "Status").Take(MostChannels)
                .SelectMany(s => (MakerValue?[])[ValueIn(s, "GopMode", "gop", "Zipstream, key pictures"), ValueIn(s, "FpsMode", "fpsmode", "Zipstream, pictures a second")])
                .OfType<MakerValue>(),
        ];
    }

    public async Task<bool> SetAsync(CameraWeb web, string key, string value, CancellationToken cancellation)
    {
        string[] parts = key.Split('/');
        string call = parts[1] == "gop" ? "setgop.cgi?gopmode" : "setfpsmode.cgi?fpsmode";
        XElement answer = (await web.GetAsync($"{Path}{call}={value}&camera={parts[0]}&{Schema}", cancellation)).OrThrow().Xml();
        return answer.Descendants().Any(e => e.Name.LocalName == "GeneralSuccess")
            ? false
            : throw new NvrException(ErrorKind.Refused, "The camera refuses the setting. Change it on the camera's own page.");
    }

    /// <summary>Null where there is no such mode, or the channel is no number: it becomes a part of an address. Only the two known modes are told of.</summary>
    private static MakerValue? ValueIn(XElement status, string element, string key, string name)
    {
        string channel = TextIn(status, "Channel");
        string mode = TextIn(status, element);
        bool isSound = channel.Length is > 0 and <= LongestChannel && channel.All(char.IsAsciiDigit) && mode is "fixed" or "dynamic";
        return isSound ? new MakerValue($"{channel}/{key}", $"{name} (channel {channel})", mode, "fixed") : null;
    }

    private static string TextIn(XElement status, string element) =>
        status.Elements().FirstOrDefault(e => e.Name.LocalName == element)?.Value.Trim() ?? "";
}
