using System.Globalization;

namespace SimCamera.Quirks;

/// <summary>All quirks by name. Immutable.</summary>
public static class QuirkCatalog
{
    private static readonly Dictionary<string, QuirkEntry> s_entries = new[]
    {
        AuthQuirks.All, RtspQuirks.All, SdpQuirks.All, FailureQuirks.All, PacketQuirks.All,
        ParameterQuirks.All, PictureQuirks.All, TimeQuirks.All, AudioQuirks.All, MetadataQuirks.All, BackChannelQuirks.All, OnvifQuirks.All,
    }.SelectMany(e => e).ToDictionary(e => e.Info.Name, StringComparer.Ordinal);

    /// <summary>In the order of the alphabet.</summary>
    public static IReadOnlyList<QuirkInfo> All { get; } = [.. s_entries.Values.Select(e => e.Info).OrderBy(i => i.Name, StringComparer.Ordinal)];

    /// <summary>Makes a quirk from <c>name</c> or <c>name=number</c>. Throws <see cref="ArgumentException"/> in plain words.</summary>
    internal static Quirk Create(string text)
    {
        string[] parts = text.Split('=', 2);
        if (!s_entries.TryGetValue(parts[0], out QuirkEntry? entry))
        {
            throw new ArgumentException($"There is no quirk '{parts[0]}'; 'simcamera quirks' lists them.");
        }

        if (parts.Length == 1)
        {
            return entry.Make(entry.Default);
        }

        bool reads = double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value);
        return reads && entry.Info.Parameter is not null
            ? entry.Make(value)
            : throw new ArgumentException($"The quirk '{parts[0]}' cannot be given '{parts[1]}'.");
    }
}
