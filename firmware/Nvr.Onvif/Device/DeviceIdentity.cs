namespace Nvr.Onvif.Device;

/// <summary>Who a camera says it is. Texts are trimmed; empty where the camera says nothing.</summary>
public sealed record DeviceIdentity(string Manufacturer, string Model, string FirmwareVersion, string SerialNumber, string HardwareId);
