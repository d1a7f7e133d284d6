namespace Nvr.Onvif.Device;

/// <summary>An account on a camera. Cameras never tell passwords.</summary>
public sealed record DeviceUser(string Name, UserLevel Level);
