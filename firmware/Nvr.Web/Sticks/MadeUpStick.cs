namespace Nvr.Web.Sticks;

/// <summary>A stick for a simulated board, with what is to go wrong with it. Immutable; null is what is not special about it.</summary>
/// <param name="Type">The kernel's word for its file system: <c>exfat</c>, <c>vfat</c>, <c>ext4</c>, <c>ntfs</c>, …</param>
/// <param name="FreeBytes">What there is room for.</param>
/// <param name="BytesPerSecond">How fast it takes what is written.</param>
/// <param name="YankAfterBytes">It is pulled out when so much was written to it.</param>
public sealed record MadeUpStick(string? Type, string? Label, long? Bytes, long? FreeBytes, bool? IsReadOnly, bool? IsDamaged, long? BytesPerSecond, long? YankAfterBytes);
