using System.Globalization;
using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>Imaging: brightness, contrast, saturation, sharpness and the IR cut filter, kept and told but not seen in the picture. Stateless.</summary>
internal static class ImagingService
{
    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of(Ns.Imaging, "GetServiceCapabilities", OnvifLevel.Anonymous, _ => Xml.Of($"""
            <timg:GetServiceCapabilitiesResponse><timg:Capabilities ImageStabilization="false"/></timg:GetServiceCapabilitiesResponse>
            """)),
        Operation.Of(Ns.Imaging, "GetImagingSettings", OnvifLevel.User, Get),
        Operation.Of(Ns.Imaging, "SetImagingSettings", OnvifLevel.Operator, Set),
        Operation.Of(Ns.Imaging, "GetOptions", OnvifLevel.User, Options),
    ];

    private static ImagingState State(OnvifCall call) =>
        call.Device.Imaging[MediaLookup.Source(call, call.Required("VideoSourceToken")).Number - 1];

    private static Xml Get(OnvifCall call)
    {
        ImagingState state = State(call);
        return Xml.Of($"""
            <timg:GetImagingSettingsResponse><timg:ImagingSettings><tt:Brightness>{state.Brightness}</tt:Brightness><tt:ColorSaturation>{state.Saturation}</tt:ColorSaturation><tt:Contrast>{state.Contrast}</tt:Contrast><tt:IrCutFilter>{state.IrCutFilter}</tt:IrCutFilter><tt:Sharpness>{state.Sharpness}</tt:Sharpness></timg:ImagingSettings></timg:GetImagingSettingsResponse>
            """);
    }

    private static Xml Set(OnvifCall call)
    {
        ImagingState state = State(call);
        (double brightness, double contrast) = (Value(call, "Brightness", state.Brightness), Value(call, "Contrast", state.Contrast));
        (double saturation, double sharpness) = (Value(call, "ColorSaturation", state.Saturation), Value(call, "Sharpness", state.Sharpness));
        string filter = call.Text("IrCutFilter") ?? state.IrCutFilter;
        if (filter is not ("ON" or "OFF" or "AUTO"))
        {
            throw SoapFault.Invalid("The filter is ON, OFF or AUTO.", "ter:SettingsInvalid");
        }

        (state.Brightness, state.Contrast, state.Saturation, state.Sharpness, state.IrCutFilter) = (brightness, contrast, saturation, sharpness, filter);
        return Xml.Of($"<timg:SetImagingSettingsResponse/>");
    }

    private static double Value(OnvifCall call, string name, double now)
    {
        if (call.Text(name) is not { } text)
        {
            return now;
        }

        bool fits = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 100;
        return fits ? value : throw SoapFault.Invalid($"{name} runs from 0 to 100.", "ter:SettingsInvalid");
    }

    private static Xml Options(OnvifCall call)
    {
        MediaLookup.Source(call, call.Required("VideoSourceToken"));
        Xml Range(string name) => Xml.Of($"<tt:{new Xml(name)}><tt:Min>0</tt:Min><tt:Max>100</tt:Max></tt:{new Xml(name)}>");
        return Xml.Of($"""
            <timg:GetOptionsResponse><timg:ImagingOptions>{Range("Brightness")}{Range("ColorSaturation")}{Range("Contrast")}<tt:IrCutFilterModes>ON</tt:IrCutFilterModes><tt:IrCutFilterModes>OFF</tt:IrCutFilterModes><tt:IrCutFilterModes>AUTO</tt:IrCutFilterModes>{Range("Sharpness")}</timg:ImagingOptions></timg:GetOptionsResponse>
            """);
    }
}
