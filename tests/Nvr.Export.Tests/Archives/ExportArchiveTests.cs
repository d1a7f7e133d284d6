using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Archives;
using Nvr.Export.Documents;
using Nvr.Export.Tests.Support;

namespace Nvr.Export.Tests.Archives;

/// <summary>Exports as one ZIP that exists only as a plan and the footage.</summary>
public sealed class ExportArchiveTests
{
    [Fact]
    public async Task Archive_Unpacked_IsAnExportThatTheVerifierAccepts()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(30);
        ArchivePlan plan = await counter.ArchiveAsync(range, reason: "Till, short by 50");
        using var scratch = new Scratch();
        await File.WriteAllBytesAsync(scratch.At("export.zip"), await ReadAsync(counter.OpenArchive(plan, range)!), Counter.Limit);

        Tool.Run("python3", "-c", "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])", scratch.At("export.zip"), scratch.At("out"));

        string folder = Assert.Single(Directory.GetDirectories(scratch.At("out")));
        Assert.Equal(plan.Folder, Path.GetFileName(folder));
        Assert.Equal(["README.txt", "certificate.pem", "index.html", "manifest.json", "manifest.sig"], Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Where(f => !f.EndsWith(".mp4", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);
        Assert.Empty(report.Problems);
        Assert.True(report.IsWell);
        Manifest manifest = Counter.Manifest(folder);
        Assert.Equal("Till, short by 50", manifest.Reason);
        Assert.Equal(Tool.Packets(await counter.SourceAsync(range)), Tool.Packets(Path.Combine(folder, manifest.Cameras[0].Files[0].Name)));
    }

    [Fact]
    public async Task Archive_InAnyPieces_HasTheSameBytes()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(20);
        ExportArchive archive = counter.OpenArchive(await counter.ArchiveAsync(range), range)!;
        byte[] whole = await ReadAsync(archive);
        Assert.Equal(archive.Length, whole.Length);
        var random = new Random(7);

        for (int i = 0; i < 60; i++)
        {
            int from = random.Next(whole.Length);
            int count = random.Next(whole.Length - from + 1);
            using MemoryStream piece = new();
            await archive.CopyToAsync(piece, from, count, Counter.Limit);
            Assert.True(whole.AsSpan(from, count).SequenceEqual(piece.ToArray()), $"{from}, {count}");
        }
    }

    [Fact]
    public async Task Plan_Kept_IsTheSamePlanAgain()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(10);
        ArchivePlan plan = await counter.ArchiveAsync(range);

        ArchivePlan again = ArchivePlan.Of(plan.ToBytes());

        Assert.Equal(plan.EntityTag, again.EntityTag);
        Assert.Equal(await ReadAsync(counter.OpenArchive(plan, range)!), await ReadAsync(counter.OpenArchive(again, range)!));
        Assert.Equal(ErrorKind.Storage, Assert.Throws<NvrException>(() => ArchivePlan.Of("{}"u8)).Kind);
        Assert.Equal(ErrorKind.Storage, Assert.Throws<NvrException>(() => ArchivePlan.Of(plan.ToBytes().AsSpan(0, 1000))).Kind);
    }

    [Fact]
    public async Task Footage_ThatIsNoLongerWhatWasSigned_OpensNoArchive()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(20);
        ArchivePlan plan = await counter.ArchiveAsync(range);

        Assert.Null(counter.OpenArchive(plan, new UtcRange(range.Start, range.Start.Plus(10_000_000))));
        Assert.Null(ExportArchive.Open(plan, _ => null));
    }

    [Fact]
    public async Task Footage_DamagedOnTheDisk_IsFlagged()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(20);
        string segment = counter.Box.Files()[0];
        byte[] bytes = await File.ReadAllBytesAsync(segment, Counter.Limit);
        int first = bytes.AsSpan().IndexOf("moof"u8);
        int second = first + 4 + bytes.AsSpan(first + 4).IndexOf("moof"u8);
        bytes[second + 40] ^= 0xFF;
        await File.WriteAllBytesAsync(segment, bytes, Counter.Limit);

        ArchivePlan plan = await counter.ArchiveAsync(range);

        Assert.False(plan.IsComplete);
        Assert.Contains("1 fragment of at most a second could not be read", plan.Sentence, StringComparison.Ordinal);
        Assert.Contains(plan.Documents, d => d.Name == "INCOMPLETE.txt");
    }

    [Fact]
    public async Task Stretch_WithoutFootage_IsNotFound()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(10);

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => counter.ArchiveAsync(new UtcRange(range.Start.Plus(-60_000_000), range.Start.Plus(-30_000_000))));

        Assert.Equal(ErrorKind.NotFound, failure.Kind);
    }

    private static async Task<byte[]> ReadAsync(ExportArchive archive)
    {
        using MemoryStream all = new();
        await archive.CopyToAsync(all, 0, archive.Length, Counter.Limit);
        return all.ToArray();
    }

    private sealed class Scratch : IDisposable
    {
        private readonly string root = Directory.CreateTempSubdirectory("nvr-archive-").FullName;

        public string At(string name) => Path.Combine(root, name);

        public void Dispose() => Directory.Delete(root, recursive: true);
    }
}
