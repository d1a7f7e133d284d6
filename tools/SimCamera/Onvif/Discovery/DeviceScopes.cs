namespace SimCamera.Onvif.Discovery;

/// <summary>What a device says of itself in discovery (ONVIF Core, 7.3.2.2). Pure.</summary>
internal static class DeviceScopes
{
    private const string Root = "onvif://www.onvif.org/";

    public static IEnumerable<string> Of(OnvifDevice device) =>
    [
        $"{Root}type/video_encoder",
        $"{Root}type/Network_Video_Transmitter",
        $"{Root}Profile/Streaming",
        .. device.Plan.HasMedia2 ? (string[])[$"{Root}Profile/T"] : [],
        .. device.Options.CardSeconds > 0 ? (string[])[$"{Root}Profile/G"] : [],
        $"{Root}hardware/{Uri.EscapeDataString(device.Options.Model)}",
        $"{Root}name/{Uri.EscapeDataString($"{device.Options.Maker} {device.Settings.Hostname}")}",
        $"{Root}location/",
    ];
}
