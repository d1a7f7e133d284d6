using Nvr.Core;

namespace Nvr.Recording.Cameras;

/// <summary>What a camera's settings must be like. Pure; failures are InvalidInput with a sentence about the field.</summary>
public static class CameraRules
{
    private const int LongestName = 64;
    private const int LongestUrl = 2048;

    /// <summary>
    /// The settings in their stored form: names trimmed, credentials moved out of the addresses (they win over none given).
    /// </summary>
    public static CameraSettings Normalise(CameraSettings settings)
    {
        string name = settings.Name.Trim();
        Require(name.Length is > 0 and <= LongestName, $"A camera's name has 1 to {LongestName} characters.");
        Require(!name.Any(char.IsControl), "A camera's name cannot contain control characters.");
        (Uri main, string? user, string? password) = Split(settings.MainUrl, "The camera's address");
        Uri? sub = null;
        if (settings.SubUrl is { } given)
        {
            (sub, string? subUser, string? subPassword) = Split(given, "The address of the sub stream");
            (user, password) = (user ?? subUser, password ?? subPassword);
        }
        Require(settings.RetainDays is null or (>= 1 and <= 3650), "Footage is kept for 1 to 3650 days.");
        Require(settings.RetainBytes is null or >= 100_000_000, "A camera's share of the disk is at least 0.1 GB.");
        return settings with
        {
            Name = name,
            MainUrl = main,
            SubUrl = sub,
            UserName = NullIfEmpty(settings.UserName) ?? user,
            Password = settings.Password ?? password,
        };
    }

    private static (Uri Url, string? User, string? Password) Split(Uri url, string what)
    {
        Require(url.IsAbsoluteUri && url.Scheme is "rtsp" or "rtsps", $"{what} begins with rtsp:// or rtsps://.");
        Require(url.Host.Length > 0, $"{what} names no host: write it like rtsp://192.168.1.20/stream1.");
        Require(url.OriginalString.Length <= LongestUrl, $"{what} is longer than {LongestUrl} characters.");
        if (url.UserInfo.Length == 0)
        {
            return (url, null, null);
        }
        string[] parts = url.UserInfo.Split(':', 2);
        var bare = new UriBuilder(url) { UserName = "", Password = "" };
        if (url.IsDefaultPort)
        {
            bare.Port = -1;
        }
        string? password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
        return (bare.Uri, Uri.UnescapeDataString(parts[0]), password);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void Require(bool condition, string sentence)
    {
        if (!condition)
        {
            throw new NvrException(ErrorKind.InvalidInput, sentence);
        }
    }
}
