namespace Nvr.Core.Objects;

/// <summary>The colours that have a name in every language (Berlin and Kay's eleven). The numbers are on the wire.</summary>
public enum BasicColour : byte
{
    Black = 1,
    White = 2,
    Grey = 3,
    Red = 4,
    Orange = 5,
    Yellow = 6,
    Green = 7,
    Blue = 8,
    Purple = 9,
    Pink = 10,
    Brown = 11,
}
