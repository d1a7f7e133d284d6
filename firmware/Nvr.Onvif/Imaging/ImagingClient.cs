using System.Globalization;
using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Imaging;

/// <summary>How a source makes its picture. Thread-safe. Failures are <see cref="NvrException"/>.</summary>
public sealed class ImagingClient
{
    private readonly ServicePort port;

    internal ImagingClient(ServicePort port) => this.port = port;

    public async Task<ImagingSettings> ReadAsync(string videoSource, CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetImagingSettings", cancellation, port.Element("VideoSourceToken", videoSource));
        XElement settings = response.Element(port.Space + "ImagingSettings")
            ?? throw new NvrException(ErrorKind.Protocol, "The camera does not tell its picture settings.");
        return new ImagingSettings
        {
            Brightness = settings.Number(Ns.Schema + "Brightness"),
            ColorSaturation = settings.Number(Ns.Schema + "ColorSaturation"),
            Contrast = settings.Number(Ns.Schema + "Contrast"),
            Sharpness = settings.Number(Ns.Schema + "Sharpness"),
            IrCutFilter = settings.Text(Ns.Schema + "IrCutFilter"),
            Source = settings,
        };
    }

    /// <summary>Sets what differs from what was read and keeps the rest; what the camera did not have is not set.</summary>
    public Task SetAsync(string videoSource, ImagingSettings settings, CancellationToken cancellation)
    {
        XElement source = settings.Source ?? throw new NvrException(ErrorKind.InvalidInput, "Read a camera's picture settings before they are changed.");
        var changed = new XElement(port.Space + "ImagingSettings", source.Attributes().Where(a => !a.IsNamespaceDeclaration), source.Nodes());
        Set(changed, "Brightness", Text(settings.Brightness));
        Set(changed, "ColorSaturation", Text(settings.ColorSaturation));
        Set(changed, "Contrast", Text(settings.Contrast));
        Set(changed, "Sharpness", Text(settings.Sharpness));
        Set(changed, "IrCutFilter", settings.IrCutFilter);
        return port.CallAsync(
            "SetImagingSettings", cancellation, port.Element("VideoSourceToken", videoSource), changed, port.Element("ForcePersistence", "true"));
    }

    private static void Set(XElement settings, string name, string? value)
    {
        if (value is not null && settings.Element(Ns.Schema + name) is { } element)
        {
            element.Value = value;
        }
    }

    private static string? Text(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture);
}
