using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Nvr.Storage.Events;

/// <summary>
/// Identity of a stored event: the volume that keeps it and its number there. Opaque to everyone else; text form: 32 hexadecimal digits, a
/// dash, and the number.
/// </summary>
public readonly record struct EventId(Guid Volume, long Number)
{
    private const int GuidDigits = 32;

    public static bool TryParse([NotNullWhen(true)] string? text, out EventId id)
    {
        id = default;
        if (text is not { Length: > GuidDigits + 1 and <= GuidDigits + 20 } || text[GuidDigits] != '-')
        {
            return false;
        }
        bool ok = Guid.TryParseExact(text.AsSpan(0, GuidDigits), "N", out Guid volume);
        ok &= long.TryParse(text.AsSpan(GuidDigits + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        id = new EventId(volume, number);
        return ok;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Volume:N}-{Number}");
}
