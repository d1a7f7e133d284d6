namespace Nvr.Core.Events;

/// <summary>
/// The colours that dominate an object, as people name them; several may be set. The numbers are stored in the index: never renumber.
/// </summary>
[Flags]
public enum ObjectColours : ushort
{
    /// <summary>Nobody said.</summary>
    None = 0,

    Black = 1 << 0,
    Grey = 1 << 1,
    White = 1 << 2,
    Red = 1 << 3,
    Orange = 1 << 4,
    Yellow = 1 << 5,
    Green = 1 << 6,
    Blue = 1 << 7,
    Purple = 1 << 8,
    Pink = 1 << 9,
    Brown = 1 << 10,
}
