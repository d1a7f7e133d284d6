namespace Nvr.Storage.Retention;

/// <summary>A part of a hold within one boot, monotonic microseconds; and the boot's UTC offset when the hold was made.</summary>
internal sealed record HoldStretch(Guid BootId, long StartUs, long EndUs, long OffsetUs);
