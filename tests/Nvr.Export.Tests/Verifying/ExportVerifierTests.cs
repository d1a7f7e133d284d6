using System.Text;
using Nvr.Core;
using Nvr.Export.Tests.Support;

namespace Nvr.Export.Tests.Verifying;

public sealed class ExportVerifierTests
{
    [Fact]
    public async Task Movie_WithOneBitChanged_IsChanged()
    {
        await using Counter counter = new();
        (string folder, string movie) = await ExportAsync(counter);
        Flip(Path.Combine(folder, movie), new FileInfo(Path.Combine(folder, movie)).Length / 2);

        VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);

        Assert.False(report.IsWell);
        Assert.NotNull(report.SignedBy);
        Assert.Equal([movie], report.Files.Where(f => f.Verdict != FileVerdict.Unchanged).Select(f => f.Name));
        Assert.Equal(FileVerdict.Changed, report.Files.Single(f => f.Name == movie).Verdict);
    }

    [Theory]
    [InlineData("index.html", FileVerdict.Changed)]
    [InlineData("README.txt", FileVerdict.Changed)]
    public async Task Document_Changed_IsChanged(string name, FileVerdict verdict)
    {
        await using Counter counter = new();
        (string folder, _) = await ExportAsync(counter);
        Flip(Path.Combine(folder, name), 100);

        VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);

        Assert.False(report.IsWell);
        Assert.Equal(verdict, report.Files.Single(f => f.Name == name).Verdict);
    }

    [Fact]
    public async Task Manifest_Changed_IsNotSigned()
    {
        await using Counter counter = new();
        (string folder, _) = await ExportAsync(counter);
        string path = Path.Combine(folder, "manifest.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("front panel", "front penal", StringComparison.Ordinal));

        VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);

        Assert.False(report.IsWell);
        Assert.Null(report.SignedBy);
    }

    [Fact]
    public async Task Everything_SignedAnewByAnotherKey_HasAnotherFingerprintAndUnsignedMovies()
    {
        await using Counter counter = new();
        (string folder, string movie) = await ExportAsync(counter);
        string Of(string name) => Path.Combine(folder, name);
        Tool.Run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", counter.Stick + "/forger.key", "-out", Of("certificate.pem"), "-subj", "/CN=Forger");
        Tool.Run(
            "openssl", "dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:20", "-sign", counter.Stick + "/forger.key", "-out", Of("manifest.sig"), Of("manifest.json"));

        VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);

        Assert.False(report.IsWell);
        Assert.NotNull(report.SignedBy);
        Assert.NotEqual(await Counter.Signer.ReadFingerprintAsync(Counter.Limit), report.SignedBy);
        Assert.Contains(report.Problems, p => p.Contains("not the one that the manifest names", StringComparison.Ordinal));
        Assert.Equal(FileVerdict.NotSigned, report.Files.Single(f => f.Name == movie).Verdict);
    }

    [Fact]
    public async Task Files_MissingForeignAndUnfinished_AreTold()
    {
        await using Counter counter = new();
        (string folder, string movie) = await ExportAsync(counter);
        File.Delete(Path.Combine(folder, movie));
        File.WriteAllText(Path.Combine(folder, "evil\u001b[2J.exe"), "x");
        File.WriteAllText(Path.Combine(folder, "02_Door.mp4.part"), "x");
        Directory.CreateDirectory(Path.Combine(folder, "more"));

        VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);

        Assert.False(report.IsWell);
        Assert.Equal(FileVerdict.Missing, report.Files.Single(f => f.Name == movie).Verdict);
        Assert.Equal(FileVerdict.Unfinished, report.Files.Single(f => f.Name == "02_Door.mp4.part").Verdict);
        Assert.Equal(["evil?[2J.exe", "more"], report.Files.Where(f => f.Verdict == FileVerdict.Foreign).Select(f => f.Name));
    }

    [Fact]
    public async Task Movie_ReplacedByALinkToItself_IsNotFollowed()
    {
        await using Counter counter = new();
        (string folder, string movie) = await ExportAsync(counter);
        File.Move(Path.Combine(folder, movie), Path.Combine(counter.Stick, "elsewhere.mp4"));
        File.CreateSymbolicLink(Path.Combine(folder, movie), Path.Combine(counter.Stick, "elsewhere.mp4"));

        VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);

        Assert.Contains(new CheckedFile(movie, FileVerdict.Changed, "It is empty, or no plain file."), report.Files);
    }

    [Fact]
    public async Task Movie_ReplacedByAPipe_DoesNotHang()
    {
        await using Counter counter = new();
        (string folder, string movie) = await ExportAsync(counter);
        File.Delete(Path.Combine(folder, movie));
        Tool.Run("mkfifo", Path.Combine(folder, movie));
        File.Delete(Path.Combine(folder, "manifest.sig"));
        Tool.Run("mkfifo", Path.Combine(folder, "manifest.sig"));

        VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);

        Assert.Null(report.SignedBy);
        Assert.Equal(FileVerdict.Changed, report.Files.Single(f => f.Name == movie).Verdict);
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("sub/file.mp4")]
    [InlineData("..\\\\file.mp4")]
    [InlineData("")]
    public async Task Manifest_ThatNamesAFileElsewhere_NeverLeadsThere(string name)
    {
        await using Counter counter = new();
        (string folder, string movie) = await ExportAsync(counter);
        string path = Path.Combine(folder, "manifest.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(movie, name, StringComparison.Ordinal));

        VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);

        Assert.Contains(report.Files, f => f.Verdict == FileVerdict.Missing && f.Detail == "This is not the name of a file in the folder.");
        Assert.Contains(report.Files, f => f.Name == movie && f.Verdict == FileVerdict.Foreign);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"nvr-export\",\"version\":1}")]
    [InlineData("{\"format\":\"nvr-export\",\"version\":1,\"complete\":true,\"statement\":\"x\",\"folder\":\"x\",\"created\":\"x\",\"unit\":{\"name\":\"\",\"serial\":\"\",\"url\":\"\",\"mac\":\"\",\"software\":\"\"},\"operator\":\"x\",\"clock\":{\"isSynchronised\":true,\"offsetMs\":null,\"source\":\"\",\"sentence\":\"\"},\"certificateSha256\":\"x\",\"cameras\":[null]}")]
    [InlineData("{\"format\":\"nvr-export\",\"version\":1,\"complete\":true,\"statement\":null,\"cameras\":null}")]
    public async Task Manifest_Damaged_IsTold(string content)
    {
        await using Counter counter = new();
        (string folder, _) = await ExportAsync(counter);
        File.WriteAllText(Path.Combine(folder, "manifest.json"), content);

        VerificationReport report = await ExportVerifier.VerifyAsync(folder, Counter.Limit);

        Assert.False(report.IsWell);
        Assert.Null(report.SignedBy);
        Assert.Contains(report.Problems, p => p.StartsWith("There is no manifest", StringComparison.Ordinal) || p.StartsWith("The manifest is damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Manifest_NestedDeeplyOrEndless_IsTold()
    {
        await using Counter counter = new();
        (string folder, _) = await ExportAsync(counter);
        string path = Path.Combine(folder, "manifest.json");

        File.WriteAllText(path, new StringBuilder().Insert(0, "[", 100_000).ToString());
        Assert.Contains((await ExportVerifier.VerifyAsync(folder, Counter.Limit)).Problems, p => p.StartsWith("The manifest is damaged", StringComparison.Ordinal));
        using (FileStream file = File.OpenWrite(path))
        {
            file.SetLength(1L << 40);
        }
        Assert.Contains((await ExportVerifier.VerifyAsync(folder, Counter.Limit)).Problems, p => p.StartsWith("There is no manifest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Folder_ThatIsNotThere_IsNotFound()
    {
        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => ExportVerifier.VerifyAsync("/nowhere/at/all", Counter.Limit));

        Assert.Equal(ErrorKind.NotFound, failure.Kind);
    }

    private static async Task<(string Folder, string Movie)> ExportAsync(Counter counter)
    {
        ExportResult result = await counter.ExportAsync(Counter.Order(counter.Camera("Till", await counter.RecordAsync(10))));
        return (result.Folder, Counter.Manifest(result.Folder).Cameras[0].Files[0].Name);
    }

    private static void Flip(string path, long at)
    {
        using FileStream file = File.Open(path, FileMode.Open);
        file.Position = at;
        int value = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(value ^ 1));
    }
}
