using System.Globalization;

namespace Nvr.Storage.Events;

/// <summary>
/// Where a page of events ended: by boot and monotonic time, so that a clock correction between two pages neither repeats nor skips an event.
/// </summary>
internal readonly record struct EventCursor(Guid Boot, long StartUs, Guid Volume, long Number)
{
    public static bool TryParse(string text, out EventCursor cursor)
    {
        cursor = default;
        string[] parts = text.Split('.');
        if (parts.Length != 4 || !Guid.TryParseExact(parts[0], "N", out Guid boot) || !Guid.TryParseExact(parts[2], "N", out Guid volume))
        {
            return false;
        }
        bool ok = long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long startUs);
        ok &= long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        cursor = new EventCursor(boot, startUs, volume, number);
        return ok;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Boot:N}.{StartUs}.{Volume:N}.{Number}");
}
