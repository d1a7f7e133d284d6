using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Documents;
using Nvr.Export.Tests.Support;
using Nvr.Export.Verifying;
using Nvr.Mp4;

namespace Nvr.Export.Tests;

public sealed class ExportFailureTests
{
    [Fact]
    public async Task Target_TooSmall_IsToldBeforeAnythingIsWritten()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(60);

        NvrException failure = await Assert.ThrowsAsync<NvrException>(
            () => counter.ExportAsync(Counter.Order(counter.Camera("Till", range)), counter.Target with { FreeBytes = 310_000 }));

        Assert.Equal(ErrorKind.Exhausted, failure.Kind);
        Assert.StartsWith("The USB key has 310 kB free, the recordings need ", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(counter.Stick));
    }

    [Fact]
    public async Task Target_ThatFillsUp_KeepsWhatIsWholeAndSaysSo()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(120);
        using SmallDisk stick = new("1200k");

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => counter.ExportAsync(
            Counter.Order(counter.Camera("Till", range)), new ExportTarget(stick.Path, 300_000, long.MaxValue)));

        Assert.Equal(ErrorKind.Exhausted, failure.Kind);
        Assert.StartsWith("The USB key is full.", failure.Message, StringComparison.Ordinal);
        await AssertPartialAsync(Directory.GetDirectories(stick.Path).Single(), "The USB key is full.");
    }

    [Fact]
    public async Task Target_ReadOnly_IsASentence()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(10);
        using SmallDisk stick = new("10m");
        stick.MakeReadOnly();

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => counter.ExportAsync(
            Counter.Order(counter.Camera("Till", range)), new ExportTarget(stick.Path, null, long.MaxValue)));

        Assert.Equal(ErrorKind.Storage, failure.Kind);
        Assert.Equal("The USB key is write-protected, or became so because it is damaged. Nothing was written. Use another one.", failure.Message);
    }

    [Fact]
    public async Task Target_ThatVanishes_IsASentence()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(60);
        string stick = Path.Combine(counter.Stick, "mounted");
        Directory.CreateDirectory(stick);

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => counter.ExportAsync(
            Counter.Order(counter.Camera("Till", range)), new ExportTarget(stick, 300_000, long.MaxValue), At(1, () => Directory.Delete(stick, recursive: true))));

        Assert.Equal(ErrorKind.Storage, failure.Kind);
        Assert.StartsWith("The folder on the USB key is gone", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_LeavesAFlaggedPartialExport()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(60);
        using CancellationTokenSource cancel = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => counter.ExportAsync(
            Counter.Order(counter.Camera("Till", range), counter.Camera("Door", range)), counter.Target with { MaxFileBytes = 300_000 }, At(2, cancel.Cancel), cancel.Token));

        string folder = Directory.GetDirectories(counter.Stick).Single();
        Assert.Equal([("Till", 2), ("Door", 0)], Counter.Manifest(folder).Cameras.Select(c => (c.Name, c.Files.Count)));
        await AssertPartialAsync(folder, "The export was cancelled");
    }

    [Fact]
    public async Task Stick_PulledOutAtAnyFile_SaysThatItIsUnfinishedAndItsFilesCanBeChecked()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(60);
        List<string> pulled = [];

        await counter.ExportAsync(
            Counter.Order(counter.Camera("Till", range)), counter.Target with { MaxFileBytes = 300_000 }, report =>
            {
                string copy = Path.Combine(counter.Stick, $"pulled-{pulled.Count}");
                Tool.Run("cp", "-r", Path.Combine(counter.Stick, report.Folder), copy);
                pulled.Add(copy);
            });

        Assert.True(pulled.Count > 4);
        foreach (string folder in pulled)
        {
            VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);
            Assert.False(report.IsWell);
            Assert.False(report.IsComplete);
            Assert.NotNull(report.SignedBy);
            Assert.True(File.Exists(Path.Combine(folder, "INCOMPLETE.txt")));
            Assert.All(report.Files, f => Assert.True(f.Verdict == FileVerdict.Unchanged || !Counter.Manifest(folder).Cameras.Any(c => c.Files.Any(m => m.Name == f.Name)), $"{f}"));
        }
    }

    /// <summary>Looks as often as it can: between two looks that find the same signature, the manifest must have been one that it fits.</summary>
    [Fact]
    public async Task Manifest_WhileItIsReplaced_IsSignedAtEachMoment()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(60);
        string folder = Path.Combine(counter.Stick, "NVR-2026-03-01T120100Z");
        using CancellationTokenSource over = new();
        Task<int> looking = Task.Run(() => LookAtManifest(folder, over.Token));

        await counter.ExportAsync(Counter.Order(counter.Camera("Till", range)), counter.Target with { MaxFileBytes = 60_000 });
        await over.CancelAsync();

        Assert.True(await looking > 10);
    }

    [Fact]
    public async Task Footage_DamagedOnTheDisk_IsFlagged()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(20);
        string segment = counter.Box.Files()[0];
        byte[] bytes = File.ReadAllBytes(segment);
        int second = IndexOf(bytes, "moof"u8, IndexOf(bytes, "moof"u8, 0) + 4);
        bytes[second + 40] ^= 0xFF;
        File.WriteAllBytes(segment, bytes);

        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", range)));

        Assert.False(result.IsComplete);
        Assert.Contains("1 fragment of at most a second could not be read", result.Sentence, StringComparison.Ordinal);
        VerificationReport report = await ExportVerifier.VerifyAsync(result.Folder, Counter.Limit);
        Assert.False(report.IsWell);
        Assert.All(report.Files, f => Assert.Equal(FileVerdict.Unchanged, f.Verdict));
        Assert.True(File.Exists(Path.Combine(result.Folder, "INCOMPLETE.txt")));
    }

    [Fact]
    public async Task Footage_ThatCannotBeRead_IsLeftOutAndTheRestIsExported()
    {
        await using Counter counter = new();
        CameraId other = CameraId.New();
        UtcRange range = await counter.RecordAsync(10);
        string broken = counter.Box.Files()[0];
        UtcRange second = await counter.RecordAsync(10, other);
        using (FileStream file = File.OpenWrite(broken))
        {
            // Within the last second, which fills less than a block.
            file.SetLength(file.Length - SegmentPadding.BlockBytes + 300);
        }

        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", range), counter.Camera("Door", second) with { Id = other }));

        Assert.False(result.IsComplete);
        Manifest manifest = Counter.Manifest(result.Folder);
        Assert.Equal([0, 1], manifest.Cameras.Select(c => c.Files.Count));
        Assert.Single(manifest.Cameras[0].Problems);
        await AssertPartialAsync(result.Folder, "The export is partial");
    }

    private static int LookAtManifest(string folder, CancellationToken over)
    {
        int looks = 0;
        while (!over.IsCancellationRequested)
        {
            if (!File.Exists(Path.Combine(folder, "manifest.json")))
            {
                continue;
            }
            byte[] before = File.ReadAllBytes(Path.Combine(folder, "manifest.sig"));
            byte[] manifest = File.ReadAllBytes(Path.Combine(folder, "manifest.json"));
            byte[] after = File.ReadAllBytes(Path.Combine(folder, "manifest.sig"));
            if (before.AsSpan().SequenceEqual(after))
            {
                using ForeignCertificate certificate = ForeignCertificate.Parse(File.ReadAllBytes(Path.Combine(folder, "certificate.pem")))!;
                Assert.True(certificate.SignedAny(manifest, before), $"after {looks} looks");
                looks++;
            }
        }
        return looks;
    }

    /// <summary>Does it once, when as many files are whole and the next has begun.</summary>
    private static Action<ExportProgress> At(int files, Action action)
    {
        bool done = false;
        return report =>
        {
            if (!done && report.FilesDone == files)
            {
                done = true;
                action();
            }
        };
    }

    private static async Task AssertPartialAsync(string folder, string sentence)
    {
        Assert.Contains(sentence, File.ReadAllText(Path.Combine(folder, "INCOMPLETE.txt")), StringComparison.Ordinal);
        Assert.Contains("\"complete\": false", File.ReadAllText(Path.Combine(folder, "index.html")), StringComparison.Ordinal);
        VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);
        Assert.False(report.IsComplete);
        Assert.False(report.IsWell);
        Assert.NotNull(report.SignedBy);
        Assert.NotEmpty(report.Files);
        Assert.All(report.Files, f => Assert.Equal(FileVerdict.Unchanged, f.Verdict));
        Assert.Contains(report.Problems, p => p.Contains(sentence, StringComparison.Ordinal));
    }

    private static int IndexOf(byte[] bytes, ReadOnlySpan<byte> what, int from) => from + bytes.AsSpan(from).IndexOf(what);
}
