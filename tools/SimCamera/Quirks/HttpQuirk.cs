using SimCamera.Onvif;
using SimCamera.Onvif.Http;

namespace SimCamera.Quirks;

/// <summary>A quirk that answers every web request to the ONVIF side in its own way.</summary>
internal sealed class HttpQuirk(Func<OnvifDevice, HttpRequest, HttpReply> answer) : Quirk
{
    public override HttpReply? OnHttp(OnvifDevice device, HttpRequest request) => answer(device, request);
}
