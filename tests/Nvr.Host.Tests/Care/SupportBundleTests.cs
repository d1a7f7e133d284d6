using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Care;

/// <summary>The logs of the program as it is published, with a secret in every setting that takes one.</summary>
public sealed class SupportBundleTests
{
    [Fact]
    public async Task Bundle_OfARunningBox_HasItsLog_AndNoneOfItsSecrets()
    {
        using var scratch = new Scratch();
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        string token = api.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        string[] secrets = ["c4mera-Secret", "s1te-Secret7", "sw1tch-Secret", "pers0n-Secret", "back-up-Secr3t", "path-Secr3t", BoxApi.Password, token, (await box.ReadSetupCodeAsync(TestContext.Current.CancellationToken))!];
        await api.SendAsync(HttpMethod.Post, "cameras", new JsonObject { ["name"] = "door", ["mainUrl"] = "rtsp://127.0.0.1:1/path-Secr3t?pwd=path-Secr3t", ["userName"] = "u", ["password"] = "c4mera-Secret" });
        await api.SendAsync(HttpMethod.Put, "site/camera-password", new JsonObject { ["userName"] = "admin", ["password"] = "s1te-Secret7" });
        using HttpResponseMessage unreachable = await api.AskAsync(HttpMethod.Post, "poe/switches", """{"name":"desk","address":"127.0.0.1","community":"sw1tch-Secret"}""");
        Assert.Equal(HttpStatusCode.GatewayTimeout, unreachable.StatusCode);
        await api.SendAsync(HttpMethod.Post, "users", new JsonObject { ["userName"] = "vera", ["password"] = "pers0n-Secret", ["role"] = "viewer" });
        using HttpResponseMessage backup = await api.AskAsync(HttpMethod.Post, "box/backup", """{"passphrase":"back-up-Secr3t"}""");
        Assert.Equal(HttpStatusCode.OK, backup.StatusCode);
        await Wait.UntilAsync(async () => (await api.CameraAsync("door")).Main.State == "unreachable", TimeSpan.FromSeconds(60), () => $"the camera does not answer\n{box.Log}");

        Dictionary<string, string> files = await FilesAsync(api);

        Assert.All(files, f => Assert.All(secrets, s => Assert.DoesNotContain(s, f.Value, StringComparison.Ordinal)));
        Assert.Contains("downloads the logs", files["log.txt"], StringComparison.Ordinal);
        Assert.Contains("info Web: ", files["log.txt"], StringComparison.Ordinal);
        Assert.Contains("Board: Simulated board", files["about.txt"], StringComparison.Ordinal);
        Assert.Equal("unreachable", JsonNode.Parse(files["cameras.json"])!["cameras"]![0]!["streams"]![0]!["state"]!.GetValue<string>());
        Assert.All(["health.json", "storage.json", "disks.json"], f => Assert.NotNull(JsonNode.Parse(files[f])));
    }

    private static async Task<Dictionary<string, string>> FilesAsync(BoxApi api)
    {
        using HttpResponseMessage answer = await api.AskAsync(HttpMethod.Post, "box/support", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        return archive.Entries.ToDictionary(e => e.Name, e =>
        {
            using var text = new StreamReader(e.Open());
            return text.ReadToEnd();
        });
    }
}
