using System.Globalization;
using System.Net;
using SimCamera.Onvif.Http;

namespace SimCamera.Onvif;

/// <summary>
/// The levers of a device over its web port, for tests of other programs; needs no password and obeys no quirk:
/// <c>POST /simcamera/event?kind=motion&amp;active=true&amp;source=1</c>, <c>/simcamera/reboot</c>, <c>/simcamera/move?address=…</c>,
/// <c>/simcamera/stall?on=true</c>, <c>/simcamera/clock?seconds=-12</c>. Thread-safe.
/// </summary>
internal sealed class ControlPath(OnvifDevice device)
{
    public const string Prefix = "/simcamera/";

    public HttpReply Answer(HttpRequest request)
    {
        if (request.Method != "POST")
        {
            return HttpReply.Text(405, "Use POST.\n");
        }

        string? complaint = request.Path[Prefix.Length..] switch
        {
            "event" => Raise(request),
            "reboot" => Reboot(),
            "move" => Move(request),
            "stall" => Stall(request),
            "clock" => PutClock(request),
            string other => $"There is no lever '{other}'.",
        };
        return complaint is null ? HttpReply.Text(200, "done\n") : HttpReply.Text(400, complaint + "\n");
    }

    private string? Raise(HttpRequest request)
    {
        string kind = request.Query("kind")?.Replace("-", "", StringComparison.Ordinal) ?? "";
        if (!Enum.TryParse(kind, ignoreCase: true, out SimEventKind known) || int.TryParse(kind, out _))
        {
            return $"'{request.Query("kind")}' is no kind of event.";
        }

        bool reads = int.TryParse(request.Query("source") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out int source);
        if (!reads || source < 1 || source > device.Sources.Count)
        {
            return $"There is no source '{request.Query("source")}'.";
        }

        device.Raise(known, request.Query("active") is not ("false" or "0"), source);
        return null;
    }

    private string? Reboot()
    {
        device.RebootLater();
        return null;
    }

    private string? Move(HttpRequest request)
    {
        if (!IPAddress.TryParse(request.Query("address"), out IPAddress? address))
        {
            return $"'{request.Query("address")}' is not an IP address.";
        }

        device.MoveLater(address);
        return null;
    }

    private string? PutClock(HttpRequest request)
    {
        if (!double.TryParse(request.Query("seconds"), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) || Math.Abs(seconds) > 1e8)
        {
            return $"'{request.Query("seconds")}' is no number of seconds.";
        }

        device.PutClock(TimeSpan.FromSeconds(seconds));
        return null;
    }

    private string? Stall(HttpRequest request)
    {
        foreach (Media.MediaSource source in device.Sources)
        {
            source.Camera.IsStalled = request.Query("on") is not ("false" or "0");
        }

        return null;
    }
}
