using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Device;

namespace Nvr.Onvif.Soap;

/// <summary>One service of one camera: operations in its namespace at its address. Thread-safe.</summary>
internal sealed class ServicePort(SoapChannel channel, Uri address, XNamespace space)
{
    public SoapChannel Channel => channel;

    public XNamespace Space => space;

    /// <summary>Throws Unsupported where the camera has no such service.</summary>
    public static ServicePort Of(SoapChannel channel, ServiceMap services, OnvifService service, XNamespace space) => new(
        channel,
        services[service] ?? throw new NvrException(ErrorKind.Unsupported, $"The camera does not offer the ONVIF service for this ({service})."),
        space);

    /// <summary>An element in the service's own namespace.</summary>
    public XElement Element(string name, object? content = null) => new(space + name, content);

    public Task<XElement> CallAsync(string operation, CancellationToken cancellation, params XElement[] content) =>
        channel.CallAsync(SoapCall.To(address, new XElement(space + operation, content)), cancellation);

    /// <summary>An operation that the specification lets anybody call; signed only where a camera insists.</summary>
    public async Task<XElement> OpenCallAsync(string operation, CancellationToken cancellation, params XElement[] content)
    {
        SoapCall call = SoapCall.To(address, new XElement(space + operation, content));
        try
        {
            return await channel.CallAsync(call with { Signed = false }, cancellation);
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unauthorised && channel.HasUser)
        {
            return await channel.CallAsync(call, cancellation);
        }
    }
}
