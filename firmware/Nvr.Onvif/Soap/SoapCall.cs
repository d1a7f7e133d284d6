using System.Xml.Linq;

namespace Nvr.Onvif.Soap;

/// <summary>One request: where to, what, and under which action.</summary>
internal sealed record SoapCall(Uri Address, XElement Body, string Action)
{
    /// <summary>What may be asked without signing in is asked without: a wrong clock or password must not be in its way.</summary>
    public bool Signed { get; init; } = true;

    /// <summary>How long the camera may hold the request open, beyond the usual time.</summary>
    public TimeSpan Wait { get; init; }

    public IReadOnlyList<XElement> Headers { get; init; } = [];

    public string Operation => Body.Name.LocalName;

    /// <summary>A call whose action is formed as in most ONVIF services: namespace, slash, operation.</summary>
    public static SoapCall To(Uri address, XElement body) => new(address, body, $"{body.Name.NamespaceName}/{body.Name.LocalName}");
}
