using SimCamera.Stamp;

namespace Torture.Oracle;

/// <summary>
/// Everything that lies on a data directory's footage volume, read back file by file without asking the index, to be compared with what the
/// cameras sent and with what the index says. Immutable; reading blocks on the disk and may run while nvrd records.
/// </summary>
public sealed class FootageOracle
{
    private FootageOracle(IReadOnlyList<RecordedFile> files) => Files = files;

    /// <summary>In the order of their names, which is the order in which they were begun.</summary>
    public IReadOnlyList<RecordedFile> Files { get; }

    public static FootageOracle Read(string dataDirectory) =>
        new([.. SegmentPaths(dataDirectory).Select(ReadIfThere).OfType<RecordedFile>()]);

    public static IReadOnlyList<string> SegmentPaths(string dataDirectory)
    {
        string segments = Path.Combine(dataDirectory, "footage", "segments");
        return Directory.Exists(segments)
            ? [.. Directory.GetFiles(segments, "*.mp4", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>What is on disk of one simulated camera (numbered from 1), of its main stream (0) or its sub stream (1).</summary>
    public CounterLedger Counters(int camera, int stream = 0) =>
        new(Stamps(camera, stream).Select(s => s.Counter));

    public IEnumerable<FrameStamp> Stamps(int camera, int stream = 0) =>
        Files.SelectMany(f => f.Stamps).Where(s => s.Camera == camera && s.Stream == stream);

    // A recorder that records deletes too, also between listing and reading.
    private static RecordedFile? ReadIfThere(string path)
    {
        try
        {
            return RecordedFile.Read(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
