using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SimCamera.Onvif.Http;
using SimCamera.Onvif.Media;

namespace SimCamera.Onvif.Makers;

/// <summary>
/// ISAPI: <c>/ISAPI/Streaming/channels</c> and <c>…/channels/101</c> (channel 1, main stream) as XML with <c>Video/SmartCodec/enabled</c>; a PUT takes the whole
/// document and no part of it, and answers a ResponseStatus: 1 OK, 4 invalid operation, 6 invalid content, 7 reboot required.
/// </summary>
internal sealed class HikvisionFace(OnvifDevice device, SmartSwitch state) : IMakerFace
{
    private const string Channels = "/ISAPI/Streaming/channels";
    private static readonly XNamespace s_space = "http://www.hikvision.com/ver20/XMLSchema";

    public string Prefix => "/ISAPI/";

    public async Task<HttpReply> AnswerAsync(HttpRequest request, bool refuses, CancellationToken stop)
    {
        string path = request.Path.TrimEnd('/');
        if (path == Channels && request.Method == "GET")
        {
            return Reply(200, new XElement(s_space + "StreamingChannelList", new XAttribute("version", "2.0"), device.Profiles.Select(Channel)));
        }

        MediaProfile? profile = device.Profiles.FirstOrDefault(p => path == $"{Channels}/{IdOf(p)}");
        return (request.Method, profile) switch
        {
            ("GET", not null) => Reply(200, Channel(profile)),
            ("PUT", not null) => refuses ? Status(request, 403, 4, "Invalid Operation") : await PutAsync(request, profile, stop).ConfigureAwait(false),
            _ => Status(request, 404, 4, "Invalid Operation"),
        };
    }

    private static string IdOf(MediaProfile profile) => string.Create(CultureInfo.InvariantCulture, $"{profile.Source.Number}0{(profile.IsSub ? 2 : 1)}");

    private XElement Channel(MediaProfile profile)
    {
        var video = new XElement(
            s_space + "Video",
            new XElement(s_space + "enabled", "true"),
            new XElement(s_space + "videoCodecType", profile.Recipe.Codec == VideoCodec.H265 ? "H.265" : "H.264"),
            new XElement(s_space + "maxFrameRate", profile.Recipe.Fps * 100),
            new XElement(s_space + "GovLength", profile.Recipe.Gop));
        if (!profile.IsSub)
        {
            // The main stream alone has it.
            video.Add(new XElement(s_space + "SmartCodec", new XElement(s_space + "enabled", state.Told(profile.Source, "smart", "true", "false"))));
        }

        return new XElement(
            s_space + "StreamingChannel",
            new XAttribute("version", "2.0"),
            new XElement(s_space + "id", IdOf(profile)),
            new XElement(s_space + "channelName", profile.Name),
            new XElement(s_space + "enabled", "true"),
            new XElement(s_space + "Transport", new XElement(s_space + "maxPacketSize", 1000)),
            video);
    }

    private async Task<HttpReply> PutAsync(HttpRequest request, MediaProfile profile, CancellationToken stop)
    {
        if (Read(request.Body) is not { } document || document.Name != s_space + "StreamingChannel" || !IsWhole(document, profile))
        {
            return Status(request, 400, 6, "Invalid Content");
        }

        string? enabled = document.Descendants(s_space + "SmartCodec").Elements(s_space + "enabled").FirstOrDefault()?.Value;
        if (enabled is "true" or "false" && !profile.IsSub)
        {
            await state.SetAsync(profile.Source, "smart", enabled, enabled == "true", decisive: true, stop).ConfigureAwait(false);
        }

        return device.SmartCodecFault == SmartCodecFault.NeedsReboot ? Status(request, 200, 7, "Reboot Required") : Status(request, 200, 1, "OK");
    }

    private bool IsWhole(XElement document, MediaProfile profile) =>
        Channel(profile).Descendants().All(e => document.Descendants(e.Name).Any()) && document.Element(s_space + "id")?.Value == IdOf(profile);

    private static XElement? Read(byte[] body)
    {
        try
        {
            using var stream = new MemoryStream(body);
            return XElement.Load(stream);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static HttpReply Status(HttpRequest request, int http, int code, string words) => Reply(http, new XElement(
        s_space + "ResponseStatus",
        new XElement(s_space + "requestURL", request.Path),
        new XElement(s_space + "statusCode", code),
        new XElement(s_space + "statusString", words)));

    private static HttpReply Reply(int status, XElement document) =>
        new(status, "application/xml; charset=\"UTF-8\"", Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document}\n"));
}
