using System.Globalization;
using SimCamera.Onvif.Http;
using SimCamera.Onvif.Media;

namespace SimCamera.Onvif.Makers;

/// <summary>
/// The configuration CGI: <c>action=getConfig&amp;name=SmartEncode</c> lists <c>table.SmartEncode[0].Enable=true</c>, a line a channel;
/// <c>action=setConfig&amp;SmartEncode[0].Enable=false</c> answers OK. What it does not know or take is answered 400 and Error.
/// </summary>
internal sealed class DahuaFace(OnvifDevice device, SmartSwitch state) : IMakerFace
{
    public string Prefix => "/cgi-bin/configManager.cgi";

    public async Task<HttpReply> AnswerAsync(HttpRequest request, bool refuses, CancellationToken stop)
    {
        switch (request.Query("action"))
        {
            case "getConfig" when request.Query("name") == "SmartEncode":
                return HttpReply.Text(200, string.Concat(device.Sources.Select((s, i) => string.Create(
                    CultureInfo.InvariantCulture, $"table.SmartEncode[{i}].Enable={state.Told(s, "smart", "true", "false")}\r\ntable.SmartEncode[{i}].Extra[0]=false\r\n"))));
            case "setConfig" when !refuses:
                return await SetAsync(request, stop).ConfigureAwait(false);
            default:
                return Error();
        }
    }

    private async Task<HttpReply> SetAsync(HttpRequest request, CancellationToken stop)
    {
        foreach ((int index, MediaSource source) in device.Sources.Index())
        {
            if (request.Query(string.Create(CultureInfo.InvariantCulture, $"SmartEncode[{index}].Enable")) is "true" or "false")
            {
                string value = request.Query(string.Create(CultureInfo.InvariantCulture, $"SmartEncode[{index}].Enable"))!;
                await state.SetAsync(source, "smart", value, value == "true", decisive: true, stop).ConfigureAwait(false);
                return HttpReply.Text(200, "OK\r\n");
            }
        }

        return Error();
    }

    private static HttpReply Error() => HttpReply.Text(400, "Error\r\nBad Request!\r\n");
}
