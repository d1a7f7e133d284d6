using Nvr.Core.Time;

namespace Nvr.Onvif.Device;

/// <summary>
/// A camera's clock. <paramref name="Utc"/> is null where it names no usable time; <paramref name="Local"/> is its local time read as if it
/// were UTC. <paramref name="TimeZone"/> is a POSIX TZ text.
/// </summary>
public sealed record DeviceTime(UtcTime? Utc, UtcTime? Local, bool ByNtp, bool DaylightSaving, string? TimeZone);
