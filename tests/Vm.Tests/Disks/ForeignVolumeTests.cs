using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Disks;

/// <summary>Disks that come from elsewhere: known for what they are, taken into use where they hold a recorder's footage, and never erased unasked.</summary>
[Collection<KeptBoxUsers>]
public sealed class ForeignVolumeTests(KeptBox kept)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task ArrayOfAnotherSystem_IsKnown_AndErasedOnlyByItsName()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive[] pair = [box.Blank("bay1"), box.Blank("bay2")];
        await box.BeginAsync();
        await box.PlugAsync(pair);
        // As another system left it: an array with papers on it.
        string devices = string.Join(' ', pair.Select(DiskBox.Device));
        await box.Guest.OutputAsync($"mdadm --create /dev/md/papers --run --level=1 --raid-devices=2 --homehost=elsewhere --name=papers {devices}");
        // On a busy machine mdadm does not wait long enough for the name.
        await box.Guest.OutputAsync("udevadm wait --timeout=60 /dev/md/papers && mkfs.ext4 -q /dev/md/papers && mount /dev/md/papers /srv "
            + "&& echo papers > /srv/papers && umount /srv && udevadm settle && mdadm --stop /dev/md/papers");
        await box.Guest.PullAsync(pair[0]);
        await box.Guest.PullAsync(pair[1]);
        await box.PlugAsync(pair);

        // The array runs with the first of them, before the other one is known.
        await box.WaitForDiskAsync("BAY1", _ => true);
        await box.WaitForDiskAsync("BAY2", _ => true);
        JsonElement foreign = await ForeignAsync(box, "papers");
        Assert.Equal("The array \"papers\" belongs to another system.", foreign.GetProperty("sentence").GetString());
        Assert.DoesNotContain((await box.DisksAsync()).GetProperty("plans").EnumerateArray(), p => p.GetProperty("disks").EnumerateArray().Any(d => d.GetString()!.StartsWith("BAY", StringComparison.Ordinal)));
        await IsRefusedAsync(box, "disks/volumes", """{"name":"footage","level":"raid1","disks":["BAY1","BAY2"],"fileSystem":"ext4"}""", HttpStatusCode.Conflict);
        await IsRefusedAsync(box, "disks/BAY1/erase", """{"confirm":"BAY1"}""", HttpStatusCode.Conflict);
        string id = foreign.GetProperty("id").GetString()!;
        await IsRefusedAsync(box, $"disks/volumes/{id}/delete", """{"confirm":"footage"}""", HttpStatusCode.BadRequest);
        Assert.Equal("There is no footage of a recorder like this one on it.", await FailsAsync(box, $"disks/volumes/{id}/adopt", new JsonObject { ["name"] = "footage" }));
        Assert.Equal("papers\n", await box.Guest.OutputAsync("debugfs -R 'cat papers' /dev/disk/by-id/md-name-elsewhere:papers 2> /dev/null"));

        await box.DoAsync($"disks/volumes/{id}/delete", new JsonObject { ["confirm"] = "papers" }, s_patience);
        await box.WaitForDiskAsync("BAY1", d => d.GetProperty("isBlank").GetBoolean());
        await box.WaitForDiskAsync("BAY2", d => d.GetProperty("isBlank").GetBoolean());
        await box.MakeAsync("footage", "raid1", "ext4", pair);
    }

    [Fact]
    public async Task VolumesOfAnotherRecorder_AreTakenIntoUse_WithTheirFootage()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive[] pair = [box.Blank("bay1"), box.Blank("bay2")];
        GuestDrive alone = box.Blank("bay3");
        await box.BeginAsync([.. pair, alone]);
        await box.MakeAsync("pair", "raid1", "ext4", pair);
        await box.MakeAsync("alone", "single", "ext4", alone);
        await box.Nvrd.StopAsync();
        await box.StartAndOpenAsync();
        await box.Api.WaitForFootageAsync(box.CameraNames, 4, s_patience);
        await box.Nvrd.StopAsync();

        // Another box, which has never seen these disks.
        await box.BeginAsync([.. pair, alone]);
        JsonElement array = await ForeignAsync(box, "pair");
        JsonElement single = await ForeignAsync(box, "BAY3");
        Assert.Equal("The disk in bay 3 belongs to another recorder.", single.GetProperty("sentence").GetString());

        await box.DoAsync($"disks/volumes/{array.GetProperty("id").GetString()}/adopt", new JsonObject { ["name"] = "taken" }, s_patience);
        await box.DoAsync($"disks/volumes/{single.GetProperty("id").GetString()}/adopt", new JsonObject { ["name"] = "also" }, s_patience);
        foreach (string name in new[] { "taken", "also" })
        {
            string at = (await box.WaitForConditionAsync(name, "clean", s_patience)).GetProperty("mountedAt").GetString()!;
            int old = (await box.Guest.OutputAsync($"find {at} -name '*.mp4'")).Split('\n').Length - 1;
            Assert.True(old > 0, $"{name} holds what the other recorder left");
            await Wait.UntilAsync(async () => await CountAsync(box, at) > 0, s_patience, () => $"the footage on {name} is in use");
        }
        await box.Api.WaitForFootageAsync(box.CameraNames, 4, s_patience);
        await box.Nvrd.StopAsync();
        ProgramResult check = await box.Nvrd.CheckAsync();
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    [Fact]
    public async Task DiskOfAnotherRecorder_IsErasedOnlyByItsSerialNumber()
    {
        DiskBox box = await kept.BoxAsync();
        GuestDrive alone = box.Blank("bay1");
        await box.BeginAsync(alone);
        await box.MakeAsync("alone", "single", "ext4", alone);
        await box.Nvrd.StopAsync();

        await box.BeginAsync(alone);
        string id = (await ForeignAsync(box, "BAY1")).GetProperty("id").GetString()!;
        await IsRefusedAsync(box, $"disks/volumes/{id}/delete", """{"confirm":"alone"}""", HttpStatusCode.BadRequest);
        await box.DoAsync($"disks/volumes/{id}/delete", new JsonObject { ["confirm"] = "BAY1" }, s_patience);
        await box.WaitForDiskAsync("BAY1", d => d.GetProperty("isBlank").GetBoolean());
    }

    private static async Task<JsonElement> ForeignAsync(DiskBox box, string name)
    {
        JsonElement volumes = default;
        JsonElement Find() => volumes.EnumerateArray().FirstOrDefault(v => v.GetProperty("name").GetString() == name && v.GetProperty("fileSystem").GetString() == "ext4");
        await Wait.UntilAsync(
            async () => { volumes = (await box.DisksAsync()).GetProperty("volumes"); return Find().ValueKind == JsonValueKind.Object; }, s_patience, () => $"{name} is seen: {volumes}");
        Assert.Equal(("foreign", false), (Find().GetProperty("condition").GetString(), Find().GetProperty("isOwn").GetBoolean()));
        return Find();
    }

    private static async Task IsRefusedAsync(DiskBox box, string path, string body, HttpStatusCode status)
    {
        using HttpResponseMessage answer = await box.Api.AskAsync(HttpMethod.Post, path, body);
        Assert.True(answer.StatusCode == status, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>Begins what fails later, and returns the sentence.</summary>
    private static async Task<string?> FailsAsync(DiskBox box, string path, JsonObject body)
    {
        await box.Api.SendAsync(HttpMethod.Post, path, body);
        JsonElement work = default;
        await Wait.UntilAsync(async () => (work = (await box.DisksAsync()).GetProperty("work")).GetProperty("state").GetString() != "running", s_patience, () => $"{path} ends: {work}");
        Assert.Equal("failed", work.GetProperty("state").GetString());
        return work.GetProperty("failure").GetString();
    }

    private static async Task<long> CountAsync(DiskBox box, string at) =>
        (await box.Api.GetAsync("storage")).GetProperty("volumes").EnumerateArray().Where(v => v.GetProperty("path").GetString() == at).Sum(v => v.GetProperty("segments").GetInt64());
}
