using System.Globalization;

namespace SimCamera.Rtsp;

/// <summary>What the path of a request names: camera, stream, track (null: the whole presentation). Plain values.</summary>
internal readonly record struct RtspPath(string Camera, bool IsSub, int? Track)
{
    /// <summary>True: the card, not the live picture.</summary>
    public bool IsReplay { get; init; }

    private const string TrackMark = "trackID=";

    /// <summary>Reads an address or a bare path; queries are ignored, unknown parts too, as cheap cameras do.</summary>
    public static RtspPath Parse(string uri)
    {
        string path = uri.Split('?')[0];
        int scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            int slash = path.IndexOf('/', scheme + 3);
            path = slash < 0 ? "" : path[slash..];
        }

        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int? track = null;
        if (parts.Length > 0 && parts[^1].StartsWith(TrackMark, StringComparison.Ordinal)
            && int.TryParse(parts[^1][TrackMark.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            track = number;
        }

        string camera = parts.Length > 0 && !parts[0].StartsWith(TrackMark, StringComparison.Ordinal) ? parts[0] : "";
        return new RtspPath(camera, parts.Length > 1 && parts[1] == "sub", track) { IsReplay = parts.Length > 1 && parts[1] == "replay" };
    }
}
