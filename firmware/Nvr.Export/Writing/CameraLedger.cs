using System.Globalization;
using Nvr.Core.Time;
using Nvr.Export.Documents;
using Nvr.Storage;

namespace Nvr.Export.Writing;

/// <summary>What was written of one camera so far, for the manifest. One thread.</summary>
internal sealed class CameraLedger(IFootageReader footage, ExportCamera camera, int number, UtcTime exportTime)
{
    private readonly List<ManifestFile> files = [];
    private readonly List<string> problems = [];
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ManifestGap[] gaps = [.. camera.Ranges.SelectMany(r => GapList.Of(footage, camera.Id, r, exportTime))];

    public ExportCamera Camera => camera;

    public IReadOnlyList<ManifestFile> Files => files;

    public IReadOnlyList<string> Problems => problems;

    /// <summary>A name that no file of this camera has yet: two stretches may begin with the same picture.</summary>
    public string NameFor(IMovie movie, int part)
    {
        string name = FileNames.Movie(number, camera.Name, movie.Start, part);
        string free = name;
        for (int i = 2; !names.Add(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(name)}_{i}.mp4");
        }
        return free;
    }

    /// <summary>What became of a movie: its file, and what could not be read of it.</summary>
    public void Add(string name, IMovie movie, int part, WrittenMovie written)
    {
        if (written.Problem is { } problem)
        {
            problems.Add($"The recording from {movie.Start} on could not be read. {problem}");
            return;
        }
        AddFile(name, movie, part, written);
        if (written.LostFragments > 0)
        {
            problems.Add($"In {name}, {written.LostFragments} {(written.LostFragments == 1 ? "fragment" : "fragments")} of at most a second could not be read from the disk and are missing.");
        }
    }

    public ManifestCamera ToManifest() => new()
    {
        Id = camera.Id.ToString(),
        Name = camera.Name,
        SourceUrl = camera.SourceUrl,
        Mac = camera.Mac,
        Asked = [.. camera.Ranges.Select(r => new ManifestRange(r.Start.ToString(), r.End.ToString()))],
        Files = [.. files],
        Gaps = gaps,
        Problems = [.. problems],
    };

    private void AddFile(string name, IMovie movie, int part, WrittenMovie written)
    {
        MovieSpan last = movie.Spans[^1];
        files.Add(new ManifestFile(
            name, written.Bytes, Convert.ToHexStringLower(written.Sha256), movie.Start.ToString(), last.Utc.Plus(last.DurationUs).ToString(), part, movie.Codecs,
            [.. movie.Spans.Select(s => new ManifestTime(s.StartUs, s.DurationUs, s.Utc.ToString()))]));
    }
}
