using Nvr.Core.Events;

namespace Nvr.Storage.Events;

/// <summary>Bounds what a camera may write into the index and the log, in characters.</summary>
internal static class EventTexts
{
    private const int MaxName = 256;
    private const int MaxKey = 2_048;
    private const int MaxRaw = 16 << 10;

    public static CameraEvent Bound(CameraEvent message) => message with
    {
        Key = Cut(message.Key, MaxKey)!,
        Topic = Cut(message.Topic, MaxName)!,
        Zone = string.IsNullOrWhiteSpace(message.Zone) ? null : Cut(message.Zone.Trim(), MaxName),
        Text = Cut(message.Text, MaxName),
        SourceToken = Cut(message.SourceToken, MaxName),
        Raw = Cut(message.Raw, MaxRaw)!,
    };

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
