namespace SimCamera.Onvif;

/// <summary>What clients may set on a device and that nothing else depends on. Thread-safe: each value is replaced whole.</summary>
internal sealed class DeviceSettings(string hostname)
{
    public string Hostname { get; set; } = hostname;

    public string? NtpServer { get; set; }

    public bool UsesNtp { get; set; }

    public string TimeZone { get; set; } = "UTC0";
}
