using System.Globalization;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Documents;
using Nvr.Export.Tests.Support;
using Nvr.Export.Writing;

namespace Nvr.Export.Tests.Writing;

public sealed class FileNamesTests
{
    private static readonly UtcTime Start = UtcTime.From(new DateTimeOffset(2026, 11, 29, 3, 15, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Front door", "01_Front_door_2026-11-29T031500Z.mp4")]
    [InlineData("../../etc/passwd", "01_etc_passwd_2026-11-29T031500Z.mp4")]
    [InlineData("CON", "01_CON_2026-11-29T031500Z.mp4")]
    [InlineData("<script>alert(1)</script>", "01_script_alert_1_script_2026-11-29T031500Z.mp4")]
    [InlineData("till\u202Egpj.exe. ", "01_till_gpj_exe_2026-11-29T031500Z.mp4")]
    [InlineData("a:b*c?d\"e<f>g|h\\i/j\0k\nl", "01_a_b_c_d_e_f_g_h_i_j_k_l_2026-11-29T031500Z.mp4")]
    [InlineData("Kasse Süd – 2", "01_Kasse_Süd_–_2_2026-11-29T031500Z.mp4")]
    [InlineData("दुकान", "01_दुकान_2026-11-29T031500Z.mp4")]
    [InlineData("\ud800", "01_camera_2026-11-29T031500Z.mp4")]
    [InlineData("  ...  ", "01_camera_2026-11-29T031500Z.mp4")]
    [InlineData("", "01_camera_2026-11-29T031500Z.mp4")]
    public void Name_OfACamera_BecomesOneThatFatTakes(string name, string expected) => Assert.Equal(expected, FileNames.Movie(1, name, Start, 0));

    [Fact]
    public void Name_OfAnyLength_FitsAFileSystem()
    {
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(FileNames.Movie(99, new string('あ', 300), Start, 999)), 1, 240);
    }

    [Fact]
    public void Names_DrawnAtRandom_HaveNothingThatFatReserves()
    {
        Random random = new(11);
        for (int i = 0; i < 20_000; i++)
        {
            string name = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 0x80 : 0x10000)));
            string file = FileNames.Movie(1, name, Start, 0);
            Assert.DoesNotContain(file, c => "\"*/:<>?\\|".Contains(c, StringComparison.Ordinal) || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate);
        }
    }

    [Fact]
    public async Task Cameras_WithHostileNames_AreExportedWhole()
    {
        string[] names = ["../../etc/passwd", "CON", "<script>alert(1)</script>", "\u202Egpj.exe", new string('x', 300), "Door", "dOOR", "door ", "</script><script>alert(2)"];
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(4);

        ExportResult result = await counter.ExportAsync(Counter.Order([.. names.Select(n => counter.Camera(n, range))]));

        Assert.True(result.IsComplete);
        Manifest manifest = Counter.Manifest(result.Folder);
        Assert.Equal(names, manifest.Cameras.Select(c => c.Name));
        Assert.Equal(names.Length, manifest.Cameras.SelectMany(c => c.Files).Select(f => f.Name.ToUpperInvariant()).Distinct().Count());
        Assert.True((await ExportVerifier.VerifyAsync(result.Folder, Counter.Limit)).IsWell);
        string page = File.ReadAllText(Path.Combine(result.Folder, "index.html"));
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("</script>").Length - 1);
        Assert.Equal(["NVR-2026-03-01T120004Z"], Directory.EnumerateFileSystemEntries(counter.Stick).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Stretches_ThatBeginWithTheSamePicture_GetNamesOfTheirOwn()
    {
        await using Counter counter = new();
        UtcRange range = await counter.RecordAsync(10);

        ExportResult result = await counter.ExportAsync(
            Counter.Order(counter.Camera("Door", new UtcRange(range.Start, range.Start.Plus(2_000_000)), new UtcRange(range.Start.Plus(500_000), range.End))));

        Assert.Equal(2, Counter.Manifest(result.Folder).Cameras[0].Files.Select(f => f.Name).Distinct().Count());
        Assert.True((await ExportVerifier.VerifyAsync(result.Folder, Counter.Limit)).IsWell);
    }
}
