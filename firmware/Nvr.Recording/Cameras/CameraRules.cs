using Nvr.Core;
using Nvr.Recording.Captured;
using Nvr.Recording.Policy;
using Nvr.Recording.Watching;

namespace Nvr.Recording.Cameras;

/// <summary>What a camera's settings must be like. Pure; failures are InvalidInput with a sentence about the field.</summary>
public static class CameraRules
{
    private const int LongestName = 64;

    /// <summary>
    /// The settings in their stored form: names trimmed, credentials moved out of the addresses (they win over none given).
    /// </summary>
    public static CameraSettings Normalise(CameraSettings settings)
    {
        string name = settings.Name.Trim();
        Require(name.Length is > 0 and <= LongestName, $"A camera's name has 1 to {LongestName} characters.");
        Require(!name.Any(char.IsControl), "A camera's name cannot contain control characters.");
        (Uri main, string? user, string? password) = Split(settings.MainUrl, "mainUrl");
        Uri? sub = null;
        if (settings.SubUrl is { } given)
        {
            (sub, string? subUser, string? subPassword) = Split(given, "subUrl");
            (user, password) = (user ?? subUser, password ?? subPassword);
        }
        Require(sub is null || !AnalogSource.Is(main) || sub != main, "A video device has one stream; leave the sub stream empty.");
        Require(settings.RetainDays is null or (>= 1 and <= 3650), "Footage is kept for 1 to 3650 days.");
        RequireEventDays(settings);
        Require(settings.RetainBytes is null or >= 100_000_000, "A camera's share of the disk is at least 0.1 GB.");
        return settings with
        {
            Name = name,
            MainUrl = main,
            SubUrl = sub,
            UserName = NullIfEmpty(settings.UserName) ?? user,
            Password = settings.Password ?? password,
            Recording = settings.Recording is { } policy ? PolicyRules.Normalise(policy) : null,
            Motion = settings.Motion is { } motion ? MotionRules.Normalise(motion) : null,
        };
    }

    // Storage keeps the footage of events longer, never shorter: a number that would do nothing is no setting.
    private static void RequireEventDays(CameraSettings settings)
    {
        if (settings.EventRetainDays is { } days)
        {
            Require(days is >= 1 and <= 3650, "Footage of events is kept for 1 to 3650 days.");
            Require(settings.RetainDays is not null, "Footage of events is kept longer than other footage only where that goes after a number of days: give 'retainDays' too.");
            Require(days >= settings.RetainDays, "Footage of events is kept at least as long as other footage: 'eventRetainDays' must not be less than 'retainDays'.");
        }
    }

    private static (Uri Url, string? User, string? Password) Split(Uri url, string field) =>
        CameraAddressRule.TakeCredentials(CameraAddressRule.Parse(url.OriginalString, field));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void Require(bool condition, string sentence)
    {
        if (!condition)
        {
            throw new NvrException(ErrorKind.InvalidInput, sentence);
        }
    }
}
