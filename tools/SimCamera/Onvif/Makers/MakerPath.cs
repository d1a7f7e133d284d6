using System.Net;
using SimCamera.Onvif.Auth;
using SimCamera.Onvif.Http;
using SimCamera.Quirks;

namespace SimCamera.Onvif.Makers;

/// <summary>The web interface of a device's maker, as far as it is about the smart codec. Asks for HTTP Digest where the device has accounts. Thread-safe.</summary>
internal sealed class MakerPath
{
    private static readonly TimeSpan s_slow = TimeSpan.FromMinutes(1);
    private readonly OnvifDevice _device;
    private readonly OnvifGate _gate;
    private readonly IMakerFace? _face;

    public MakerPath(OnvifDevice device, OnvifGate gate)
    {
        _device = device;
        _gate = gate;
        var state = new SmartSwitch(device);
        _face = device.Options.SmartCodec is null ? null : device.Options.Maker.ToUpperInvariant() switch
        {
            "HIKVISION" => new HikvisionFace(device, state),
            "DAHUA" => new DahuaFace(device, state),
            "AXIS" => new AxisFace(device, state),
            _ => null,
        };
    }

    public bool Names(HttpRequest request) => _face is not null && request.Path.StartsWith(_face.Prefix, StringComparison.Ordinal);

    public async Task<HttpReply> AnswerAsync(HttpRequest request, CancellationToken stop)
    {
        SmartCodecFault fault = _device.SmartCodecFault;
        switch (fault)
        {
            case SmartCodecFault.Slow:
                await Task.Delay(s_slow, _device.Time, stop).ConfigureAwait(false);
                break;
            case SmartCodecFault.RedirectsAway:
                return HostileXml.Redirect("http://192.0.2.1" + request.Target);
            case SmartCodecFault.HostileXml:
                return HostileXml.ExternalEntity();
            default:
                break;
        }

        bool passes = fault != SmartCodecFault.OtherUsers && _gate.LetsPass(request);
        return passes
            ? await _face!.AnswerAsync(request, fault == SmartCodecFault.Refuses, stop).ConfigureAwait(false)
            : _gate.Challenge(HttpReply.Text((int)HttpStatusCode.Unauthorized, "A password is needed."));
    }
}
