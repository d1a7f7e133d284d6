using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Web;

namespace Nvr.Adoption.Makers;

/// <summary>
/// H.264+ and H.265+ over ISAPI: <c>SmartCodec/enabled</c> in the document of a streaming channel, which is put back whole with that one value changed.
/// Status code 7 of the answer says that the camera has to be restarted.
/// </summary>
internal sealed class HikvisionSettings : IMakerSettings
{
    private const string Channels = "/ISAPI/Streaming/channels";
    private const string Done = "1";
    private const string RebootRequired = "7";
    private const int MostChannels = 64;
    private const int LongestId = 6;

    public IReadOnlyList<string> Makers { get; } = ["Hikvision"];

    public async Task<IReadOnlyList<MakerValue>> ReadAsync(CameraWeb web, CancellationToken cancellation)
    {
        XElement list = (await web.GetAsync(Channels, cancellation)).OrThrow().Xml();
        return
        [
            .. list.Elements().Where(e => e.Name.LocalName == "StreamingChannel")
                .Select(channel => (Id: IdOf(channel), Switch: SwitchIn(channel)))
                .Where(c => c.Id is not null && c.Switch is not null)
                .Take(MostChannels)
                .Select(c => new MakerValue(c.Id!, $"H.264+ or H.265+ (channel {c.Id})", c.Switch!.Value.Trim(), "false")),
        ];
    }

    public async Task<bool> SetAsync(CameraWeb web, string key, string value, CancellationToken cancellation)
    {
        string path = $"{Channels}/{key}";
        XElement channel = (await web.GetAsync(path, cancellation)).OrThrow().Xml();
        XElement enabled = SwitchIn(channel) ?? throw new NvrException(ErrorKind.Unsupported, "The camera has no H.264+ or H.265+ any more. Look at the camera's own page.");
        enabled.Value = value;
        WebAnswer answer = await web.PutAsync(path, channel, cancellation);
        // A refusal says why in the same document, with a status of its own in HTTP or with 200.
        string status = StatusIn(answer) ?? throw new NvrException(ErrorKind.Refused, "The camera did not say whether it took the setting. Look at the camera's own page.");
        return status switch
        {
            Done => false,
            RebootRequired => true,
            _ => throw new NvrException(ErrorKind.Refused, $"The camera refuses the setting (status {Shown(status)}). Change it on the camera's own page."),
        };
    }

    private static XElement? SwitchIn(XElement channel) =>
        channel.Descendants().FirstOrDefault(e => e.Name.LocalName == "SmartCodec")?.Elements().FirstOrDefault(e => e.Name.LocalName == "enabled");

    /// <summary>Null for what is no number: it becomes a part of a path.</summary>
    private static string? IdOf(XElement channel) =>
        channel.Elements().FirstOrDefault(e => e.Name.LocalName == "id")?.Value.Trim() is { Length: > 0 and <= LongestId } id && id.All(char.IsAsciiDigit) ? id : null;

    private static string? StatusIn(WebAnswer answer) => answer.Status == 404
        ? throw new NvrException(ErrorKind.Unsupported, "The camera's web interface does not know this.")
        : answer.Xml().Elements().FirstOrDefault(e => e.Name.LocalName == "statusCode")?.Value.Trim();

    private static string Shown(string status) => status.Length <= 3 && status.All(char.IsAsciiDigit) ? status : "unknown";
}
