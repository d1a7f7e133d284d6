using System.Globalization;

namespace Nvr.Rtsp.Connection;

/// <summary>A <c>Session</c> header: the id, and how long the camera keeps the session without a sign of life.</summary>
internal readonly record struct SessionHeader(string Id, TimeSpan? Timeout)
{
    private const int MaxTimeoutSeconds = 86400;

    public static bool TryParse(string? value, out SessionHeader header)
    {
        string[] parts = (value ?? "").Split(';', StringSplitOptions.TrimEntries);
        header = new SessionHeader(parts[0], parts.Skip(1).Select(Seconds).FirstOrDefault(t => t is not null));
        return header.Id.Length > 0;
    }

    private static TimeSpan? Seconds(string part)
    {
        string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
        bool named = pair.Length == 2 && pair[0].Equals("timeout", StringComparison.OrdinalIgnoreCase);
        return named && int.TryParse(pair[1].Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            && seconds is > 0 and <= MaxTimeoutSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
