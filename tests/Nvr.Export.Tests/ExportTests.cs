using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Documents;
using Nvr.Export.Tests.Support;
using Nvr.Mp4.Sealing;

namespace Nvr.Export.Tests;

public sealed class ExportTests
{
    [Fact]
    public async Task Export_OfOneCamera_PlaysWithTheSamePacketsAndIsWell()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(30);

        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Front door", range)));

        Assert.True(result.IsComplete, result.Sentence);
        Manifest manifest = Counter.Manifest(result.Folder);
        ManifestFile file = Assert.Single(Assert.Single(manifest.Cameras).Files);
        string path = Path.Combine(result.Folder, file.Name);
        Assert.Equal($"01_Front_door_{range.Start.ToDateTimeOffset():yyyy-MM-dd'T'HHmmss'Z'}.mp4", file.Name);
        Assert.Equal(300, Tool.Packets(path).Length);
        Assert.Equal(Tool.Packets(await counter.SourceAsync(range)), Tool.Packets(path));
        Tool.Decode(path);
        Assert.False(File.Exists(Path.Combine(result.Folder, "INCOMPLETE.txt")));
        VerificationReport report = await ExportVerifier.VerifyAsync(result.Folder, Counter.Limit);
        Assert.Empty(report.Problems);
        Assert.True(report.IsWell);
        Assert.Equal(await Counter.Signer.ReadFingerprintAsync(Counter.Limit), report.SignedBy);
    }

    [Fact]
    public async Task Manifest_Tells_WhoWhenWhatAndWhichMomentIsShown()
    {
        await using Counter counter = new();
        UtcRange first = await counter.RecordAsync(10);
        counter.Box.Time.Advance(TimeSpan.FromMinutes(5));
        UtcRange second = await counter.RecordAsync(10);

        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", new UtcRange(first.Start, second.End))));

        Manifest manifest = Counter.Manifest(result.Folder);
        Assert.True(manifest.Complete);
        Assert.Equal(("front panel", "NVR-0042", 3.5), (manifest.Operator, manifest.Unit.Serial, manifest.Clock.OffsetMs));
        ManifestFile file = Assert.Single(manifest.Cameras[0].Files);
        Assert.Equal(
            [new ManifestTime(0, 10_000_000, first.Start.ToString()), new ManifestTime(10_000_000, 10_000_000, second.Start.ToString())], file.Times);
        ManifestGap gap = Assert.Single(manifest.Cameras[0].Gaps);
        Assert.Equal((first.End.ToString(), second.Start.ToString()), (gap.From, gap.To));
        Assert.NotEmpty(gap.Sentence);
        Assert.Equal(["README.txt", "certificate.pem", "index.html"], manifest.Documents!.Select(d => d.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Hashes_AreThose_OfSha256Sum()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(10);
        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", range)));

        Manifest manifest = Counter.Manifest(result.Folder);
        (string Name, string Sha256)[] listed =
            [.. manifest.Cameras.SelectMany(c => c.Files).Select(f => (f.Name, f.Sha256)), .. manifest.Documents!.Select(d => (d.Name, d.Sha256))];
        Assert.Equal(4, listed.Length);
        Assert.All(listed, f => Assert.StartsWith(f.Sha256, Tool.Run("sha256sum", Path.Combine(result.Folder, f.Name)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signatures_AreGood_ToOpenSsl()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(10);
        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", range)));
        string Of(string name) => Path.Combine(result.Folder, name);
        string movie = Of(Counter.Manifest(result.Folder).Cameras[0].Files[0].Name);
        string scratch = counter.Stick;
        string Scratch(string name) => Path.Combine(scratch, name);

        File.WriteAllText(Scratch("key.pem"), Tool.Run("openssl", "x509", "-in", Of("certificate.pem"), "-noout", "-pubkey"));
        Assert.Contains("Verified OK", Verify(Scratch("key.pem"), Of("manifest.sig"), Of("manifest.json")).Output, StringComparison.Ordinal);

        using (Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(movie))
        {
            FoundSeal seal = SealReader.Find(handle)!;
            byte[] unsigned = File.ReadAllBytes(movie);
            unsigned.AsSpan((int)seal.SignatureAt, seal.Signature.Length).Clear();
            File.WriteAllBytes(Scratch("unsigned.mp4"), unsigned);
            File.WriteAllBytes(Scratch("movie.sig"), seal.Signature);
            File.WriteAllBytes(Scratch("movie.der"), seal.Certificate);
        }
        File.WriteAllText(Scratch("movie-key.pem"), Tool.Run("openssl", "x509", "-inform", "DER", "-in", Scratch("movie.der"), "-noout", "-pubkey"));
        Assert.Contains("Verified OK", Verify(Scratch("movie-key.pem"), Scratch("movie.sig"), Scratch("unsigned.mp4")).Output, StringComparison.Ordinal);
        Assert.NotEqual(0, Verify(Scratch("movie-key.pem"), Scratch("movie.sig"), movie).Exit);
    }

    [Fact]
    public async Task Export_CutAtAMaximum_HasEveryFrameOnceAndEachPartPlays()
    {
        const long Most = 300_000;
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(120);
        UtcRange asked = new(range.Start.Plus(3_400_000), range.End.Plus(-4_700_000));

        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", asked)), counter.Target with { MaxFileBytes = Most });

        IReadOnlyList<ManifestFile> parts = Counter.Manifest(result.Folder).Cameras[0].Files;
        Assert.True(parts.Count > 4, $"{parts.Count} parts");
        Assert.Equal(Enumerable.Range(1, parts.Count), parts.Select(p => p.Part));
        Assert.All(parts, p => Assert.InRange(p.Bytes, 1, Most));
        Assert.All(parts, p => Tool.Decode(Path.Combine(result.Folder, p.Name)));
        string[] source = [.. Tool.Packets(await counter.SourceAsync(asked)).Select(Checksum)];
        Assert.Equal(source, parts.SelectMany(p => Tool.Packets(Path.Combine(result.Folder, p.Name))).Select(Checksum));
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.True((await ExportVerifier.VerifyAsync(result.Folder, Counter.Limit)).IsWell);
    }

    [Fact]
    public async Task Export_CutOverAGap_HasEveryFrameOnce()
    {
        await using Counter counter = new();
        UtcRange first = await counter.RecordAsync(50);
        counter.Box.Time.Advance(TimeSpan.FromMinutes(20));
        UtcRange second = await counter.RecordAsync(50);
        UtcRange asked = new(first.Start, second.End);

        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", asked)), counter.Target with { MaxFileBytes = 250_000 });

        IReadOnlyList<ManifestFile> parts = Counter.Manifest(result.Folder).Cameras[0].Files;
        Assert.True(parts.Count > 3, $"{parts.Count} parts");
        Assert.Equal(
            Tool.Packets(await counter.SourceAsync(asked)).Select(Checksum),
            parts.SelectMany(p => Tool.Packets(Path.Combine(result.Folder, p.Name))).Select(Checksum));
    }

    /// <summary>Where a camera's own clock drifts, segments overlap or leave seams: a cut at one must neither double nor lose a group of pictures.</summary>
    [Theory]
    [InlineData(0.985, 0)]
    [InlineData(1.015, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 40_000)]
    [InlineData(1, 200_000)]
    public async Task Export_CutWhereSegmentsMeet_HasEveryFrameOnce(double pace, long overlapUs)
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(40, pace: pace, overlapUs: overlapUs);
        // Parts of one, two, five, … groups of pictures: some end within a segment, some where the next begins.
        foreach (long most in new[] { 60_000, 110_000, 210_000, 420_000 })
        {
            ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", range)), counter.Target with { MaxFileBytes = most });

            IReadOnlyList<ManifestFile> parts = Counter.Manifest(result.Folder).Cameras[0].Files;
            Assert.Equal(
                Tool.Packets(await counter.SourceAsync(range)).Select(Checksum),
                parts.SelectMany(p => Tool.Packets(Path.Combine(result.Folder, p.Name))).Select(Checksum));
        }
    }

    [Fact]
    public async Task Export_WhenAKeyFrameNeverFits_SaysSo()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(20);

        NvrException failure = await Assert.ThrowsAsync<NvrException>(
            () => counter.ExportAsync(Counter.Order(counter.Camera("Till", range)), counter.Target with { MaxFileBytes = 20_000 }));

        Assert.Equal(ErrorKind.Exhausted, failure.Kind);
        Assert.Empty(Directory.EnumerateFileSystemEntries(counter.Stick));
    }

    [Fact]
    public async Task Export_WithoutFootage_WritesNothing()
    {
        await using Counter counter = new();
        UtcRange range = new(counter.Box.Clock.WallNow.Plus(-60_000_000), counter.Box.Clock.WallNow);

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => counter.ExportAsync(Counter.Order(counter.Camera("Till", range))));

        Assert.Equal(ErrorKind.NotFound, failure.Kind);
        Assert.Empty(Directory.EnumerateFileSystemEntries(counter.Stick));
    }

    [Fact]
    public async Task SecondExport_InTheSameSecond_GetsAnotherFolder()
    {
        await using Counter counter = new();
        ExportOrder order = Counter.Order(counter.Camera("Till", await counter.RecordAsync(4)));

        ExportResult first = await counter.ExportAsync(order);
        ExportResult second = await counter.ExportAsync(order);

        Assert.Equal("NVR-2026-03-01T120004Z", Path.GetFileName(first.Folder));
        Assert.Equal("NVR-2026-03-01T120004Z-2", Path.GetFileName(second.Folder));
        Assert.All(new[] { first, second }, r => Assert.True(r.IsComplete));
    }

    [Fact]
    public async Task Estimate_IsNotLess_ThanWhatIsWritten()
    {
        await using Counter counter = new();
        ExportOrder order = Counter.Order(counter.Camera("Till", await counter.RecordAsync(60)));
        ExportTarget target = counter.Target with { MaxFileBytes = 300_000 };

        ExportEstimate estimate = await counter.Exporter.EstimateAsync(order, target, Counter.Limit);
        List<ExportProgress> reports = [];
        ExportResult result = await counter.ExportAsync(order, target, reports.Add);

        Assert.Equal(result.Files, estimate.Files);
        Assert.InRange(estimate.Bytes, new DirectoryInfo(result.Folder).EnumerateFiles().Sum(f => f.Length), result.Bytes + (4 << 20));
        Assert.Equal(result.Files, reports[^1].FilesDone);
        Assert.True(reports[^1].BytesDone >= result.Bytes);
    }

    private static (int Exit, string Output, string Error) Verify(string key, string signature, string file) => Tool.Try(
        "openssl", "dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:20", "-verify", key, "-signature", signature, file);

    private static string Checksum(string packet) => packet[packet.IndexOf(',', StringComparison.Ordinal)..];
}
