using Image.Tests.Starts;
using Vm.Guests;
using Xunit;

namespace Image.Tests.Updates;

/// <summary>What a box does not take: nothing of it reaches the other system.</summary>
public sealed class RefusedUpdateTests
{
    private const string Damaged = "damaged";
    private const string Future = "2099.1.1";

    [Fact]
    public async Task Update_Tampered_Truncated_Older_AStrangersOrForAnotherBoard_IsRefused_BeforeAByteIsWritten()
    {
        using var bundles = new Bundles();
        await using ImageBox box = await ImageBox.StartAsync(cameras: 1);
        (string compatible, string version) = Builds.NameOf(new ImageOptions().Image);
        string whole = await bundles.MakeAsync("whole", compatible, Future);
        await box.OpenAsync();
        await box.ProvenAsync();

        await IsRefusedAsync(box, await bundles.MakeAsync("other", "nvr-rpi4-nvr4", Future), "another kind of recorder (nvr-rpi4-nvr4)");
        await IsRefusedAsync(box, await bundles.MakeAsync("older", compatible, "2020.1.1"), "is older than what this recorder runs");
        await IsRefusedAsync(box, await bundles.MakeStrangersAsync(compatible, Future), "not signed by whoever made the software");
        await IsRefusedAsync(box, await bundles.CutAsync(whole), Damaged);
        // Its signature is right, and covers the hashes of what is in it: found when all of that is looked at, before any of it is installed.
        await box.SendAsync(await bundles.TamperAsync(Builds.Next));
        Assert.Contains(Damaged, await box.FailsToInstallAsync(Builds.NameOf(Builds.Next).Version), StringComparison.Ordinal);
        await NothingIsThereAsync(box);
        Assert.Equal((version, "A"), BoxUpdates.Running(await box.SystemAsync()));

        await box.Guest.TakePowerAsync();
        using Card card = await Card.OfAsync(box.Guest);
        Assert.True(await card.IsEmptyAsync("boot-b"), "boot-b was written to");
        Assert.True(await card.IsEmptyAsync("system-b"), "system-b was written to");
        Assert.Equal("0", (await card.ReadStateAsync())["BOOT_B_LEFT"]);
    }

    private static async Task IsRefusedAsync(ImageBox box, string file, string words)
    {
        using HttpResponseMessage answer = await box.TrySendAsync(file);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.False(answer.IsSuccessStatusCode, $"{file} was taken: {text}");
        Assert.Contains(words, text, StringComparison.Ordinal);
        await NothingIsThereAsync(box);
    }

    /// <summary>Nothing of it stays that could be installed nevertheless.</summary>
    private static async Task NothingIsThereAsync(ImageBox box)
    {
        using HttpResponseMessage nothing = await box.Api.AskAsync(HttpMethod.Post, "box/update/sent/install", $$"""{"confirm":"{{Future}}"}""");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, nothing.StatusCode);
    }
}
