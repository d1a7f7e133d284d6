using System.Globalization;
using System.Text;
using System.Xml.Linq;
using SimCamera.Onvif.Http;
using SimCamera.Onvif.Media;

namespace SimCamera.Onvif.Makers;

/// <summary>
/// VAPIX Zipstream: <c>getstatus.cgi</c>, <c>setgop.cgi?gopmode=fixed</c> and <c>setfpsmode.cgi?fpsmode=fixed</c> below <c>/axis-cgi/zipstream/</c>, each with
/// <c>schemaversion=1</c> and, if wanted, <c>camera=1</c>. The mode of the group of pictures is what the coder follows.
/// </summary>
internal sealed class AxisFace(OnvifDevice device, SmartSwitch state) : IMakerFace
{
    private const int InvalidSchema = 40;
    private const int InvalidGopMode = 60;
    private const int Internal = 10;

    public string Prefix => "/axis-cgi/zipstream/";

    public async Task<HttpReply> AnswerAsync(HttpRequest request, bool refuses, CancellationToken stop)
    {
        if (request.Query("schemaversion") != "1")
        {
            return Error(InvalidSchema, "Unsupported schema version");
        }

        return (request.Path[Prefix.Length..], refuses) switch
        {
            ("getstatus.cgi", _) => Success(new XElement("GetStatusSuccess", Meant(request).Select(Status))),
            ("setgop.cgi" or "setfpsmode.cgi", true) => Error(Internal, "Internal error"),
            ("setgop.cgi", _) => await SetAsync(request, "gopmode", decisive: true, stop).ConfigureAwait(false),
            ("setfpsmode.cgi", _) => await SetAsync(request, "fpsmode", decisive: false, stop).ConfigureAwait(false),
            _ => HttpReply.Text(404, "There is nothing here."),
        };
    }

    private IEnumerable<MediaSource> Meant(HttpRequest request) =>
        device.Sources.Where(s => request.Query("camera") is not { } channel || channel == s.Number.ToString(CultureInfo.InvariantCulture));

    private XElement Status(MediaSource source) => new(
        "Status",
        new XElement("Channel", source.Number),
        new XElement("Strength", 30),
        new XElement("GopMode", state.Told(source, "gopmode", "dynamic", "fixed")),
        new XElement("MaxGopLength", 300),
        new XElement("FpsMode", state.Told(source, "fpsmode", "dynamic", "fixed")),
        new XElement("MinFps", 0));

    private async Task<HttpReply> SetAsync(HttpRequest request, string name, bool decisive, CancellationToken stop)
    {
        if (request.Query(name) is not ("fixed" or "dynamic"))
        {
            return Error(InvalidGopMode, "Invalid mode");
        }

        string mode = request.Query(name)!;
        foreach (MediaSource source in Meant(request))
        {
            await state.SetAsync(source, name, mode, mode == "dynamic", decisive, stop).ConfigureAwait(false);
        }

        return Success(new XElement("GeneralSuccess"));
    }

    private static HttpReply Success(XElement content) => Reply(new XElement("Success", content));

    private static HttpReply Error(int code, string words) =>
        Reply(new XElement("Error", new XElement("GeneralError", new XElement("ErrorCode", code), new XElement("Description", words))));

    private static HttpReply Reply(XElement content)
    {
        var response = new XElement("ZipStreamResponse", new XAttribute("SchemaVersion", "1.0"), content);
        return new HttpReply(200, "text/xml", Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{response}\n"));
    }
}
