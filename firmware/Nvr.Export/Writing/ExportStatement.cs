namespace Nvr.Export.Writing;

/// <summary>What an export holds, and what is missing of it, in words and figures.</summary>
internal sealed record ExportStatement(int Files, long Bytes, bool IsComplete, string Sentence)
{
    public static ExportStatement Of(IReadOnlyList<CameraLedger> ledgers)
    {
        string[] problems = [.. ledgers.SelectMany(l => l.Problems)];
        int files = ledgers.Sum(l => l.Files.Count);
        long bytes = ledgers.Sum(l => l.Files.Sum(f => f.Bytes));
        string have = $"{files} {(files == 1 ? "recording" : "recordings")}, {ByteWords.Of(bytes)}";
        return new ExportStatement(
            files, bytes, problems.Length == 0,
            problems.Length == 0 ? $"The export is complete: {have}." : $"The export is partial: {have}. {string.Join(' ', problems)}");
    }
}
