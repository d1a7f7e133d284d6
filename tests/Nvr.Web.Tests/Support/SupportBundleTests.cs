using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Nvr.Core.Health;
using Nvr.Web.Support;
using Nvr.Web.Tests.Fakes;
using Xunit;

namespace Nvr.Web.Tests.Support;

/// <summary>The logs that are downloaded: what is in them, how much, from whom, and with secrets planted in every place that they could come from, what is not.</summary>
public sealed class SupportBundleTests : IAsyncLifetime
{
    private const string Secret = "pl4nted-Secret";

    private TestBox box = null!;
    private HttpClient admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        admin = await box.SetUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Bundle_HoldsWhatASupporterNeeds_AndIsWrittenDown()
    {
        box.Health.Report(new HealthItem("volume/footage", HealthLevel.Failure, "The disk is full.", "Free some room.", "ENOSPC"));
        box.SupportLog.Journal = ["journal of yesterday"];

        Dictionary<string, string> files = await FilesAsync();

        Assert.Equal(["README.txt", "about.txt", "cameras.json", "disks.json", "health.json", "journal.txt", "log.txt", "storage.json"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("Version: 1.2.3", files["about.txt"], StringComparison.Ordinal);
        Assert.Contains("Board: a test", files["about.txt"], StringComparison.Ordinal);
        Assert.Equal("failure", JsonNode.Parse(files["health.json"])!["level"]!.GetValue<string>());
        Assert.Contains("ENOSPC", files["health.json"], StringComparison.Ordinal);
        Assert.Equal("/dev/sda", JsonNode.Parse(files["disks.json"])!["disks"]![0]!["device"]!.GetValue<string>());
        Assert.Equal(("one line", "journal of yesterday"), (files["log.txt"].Trim(), files["journal.txt"].Trim()));
        Assert.Contains("Download logs and states", await admin.GetStringAsync("/api/v1/audit", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_PlantedWhereTheyCouldComeFrom_AreNotInIt()
    {
        using HttpResponseMessage added = await admin.PostAsync(
            "/api/v1/cameras",
            TestBox.Body(new { name = "door", mainUrl = $"rtsp://192.0.2.7:8554/{Secret}/one?password={Secret}", subUrl = $"rtsp://192.0.2.7/two/{Secret}", userName = "user-" + Secret, password = Secret }),
            Cancellation);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        box.Health.Report(new HealthItem("camera/door", HealthLevel.Failure, $"rtsp://x:{Secret}@192.0.2.7/a does not answer", null, $"Authorization: Bearer {Secret}"));
        box.SupportLog.Lines.Add($"GET http://root:{Secret}@192.0.2.8/x?token={Secret}");
        box.SupportLog.Lines.Add($"the site's account is {Secret}");
        box.SupportLog.Known.Add(Secret);
        string token = admin.DefaultRequestHeaders.Authorization!.Parameter!;
        box.SupportLog.Journal = [$"somebody came with {token}", $"Setup code: {box.Code.Value ?? "1234 5678"}"];

        Dictionary<string, string> files = await FilesAsync();

        Assert.All(files, f => Assert.DoesNotContain(Secret, f.Value, StringComparison.Ordinal));
        Assert.All(files, f => Assert.DoesNotContain(token, f.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("1234 5678", files["journal.txt"], StringComparison.Ordinal);
        JsonNode door = JsonNode.Parse(files["cameras.json"])!["cameras"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == "door")!;
        Assert.Equal("rtsp://192.0.2.7:8554", door["address"]!.GetValue<string>());
    }

    [Fact]
    public async Task Log_LongerThanTheBound_KeepsItsLastLines()
    {
        string line = new('x', 1000);
        box.SupportLog.Lines.AddRange(Enumerable.Range(0, 10_000).Select(i => $"{i} {line}"));

        string log = (await FilesAsync())["log.txt"];

        Assert.InRange(log.Length, SupportBundle.MostLogBytes - 2000, SupportBundle.MostLogBytes);
        Assert.StartsWith("9999 ", log.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_ThatCannotBeRead_IsASentence_AndTheRestIsThere()
    {
        box.SupportLog.JournalTrouble = "The system's journal shows nothing of this program.";

        Dictionary<string, string> files = await FilesAsync();

        Assert.Equal("The system's journal shows nothing of this program.", files["journal.txt"].Trim());
        Assert.Equal("one line", files["log.txt"].Trim());
    }

    [Fact]
    public async Task Logs_AreForAdministratorsAlone()
    {
        using HttpClient operating = await box.AddUserAsync(admin, "olga", "operator");

        using HttpResponseMessage refused = await operating.PostAsync("/api/v1/box/support", null, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private async Task<Dictionary<string, string>> FilesAsync()
    {
        using HttpResponseMessage answer = await admin.PostAsync("/api/v1/box/support", null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.EndsWith(".zip", answer.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancellation));
        return archive.Entries.ToDictionary(e => e.Name, e =>
        {
            using var text = new StreamReader(e.Open());
            return text.ReadToEnd();
        });
    }
}
