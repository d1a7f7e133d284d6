using System.Globalization;
using System.Xml.Linq;
using SimCamera.Onvif.Http;

namespace SimCamera.Onvif.Soap;

/// <summary>
/// One operation on its way through a device. <see cref="Level"/> is what the caller has proved to be. Used by one connection's task.
/// </summary>
internal sealed class OnvifCall(OnvifDevice device, HttpRequest http, SoapRequest soap, CancellationToken stop)
{
    public OnvifDevice Device { get; } = device;

    public HttpRequest Http { get; } = http;

    public SoapRequest Soap { get; } = soap;

    /// <summary>Ends with the connection.</summary>
    public CancellationToken Stop { get; } = stop;

    public XElement Operation => Soap.Operation;

    public XNamespace Service => Operation.Name.Namespace;

    public string Action => Operation.Name.LocalName;

    /// <summary>Where the client reached the device: addresses in answers are made from this.</summary>
    public string Host => Http.Local.ToString();

    /// <summary>Text of the first element of this name anywhere in the operation; null when there is none.</summary>
    public string? Text(string name) => Find(name)?.Value.Trim();

    public XElement? Find(string name) => Operation.Descendants().FirstOrDefault(e => e.Name.LocalName == name);

    public string Required(string name) => Text(name) ?? throw SoapFault.Invalid($"{name} is missing.");

    public int? Number(string name) => int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : null;

    public bool IsTrue(string name) => Text(name) is "true" or "1";
}
