using Microsoft.Playwright;
using Nvr.Host.Tests.Adoption;
using Nvr.Host.Tests.Kit;
using Nvr.Host.Tests.Page;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Networks;

/// <summary>A published nvrd at 192.168.7.20 of a network of its own, whose networks are set up by the product's own command, as its service does it; and an administrator in front of its page, who reaches it through a door.</summary>
internal sealed class OfficeStand : IAsyncDisposable
{
    public const string Address = "192.168.7.20";

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    private readonly Scratch scratch = new();
    private readonly NetworkNamespace space;
    private readonly CancellationTokenSource ending = new();
    private Task serving = Task.CompletedTask;
    private NvrdProcess? box;
    private NetworkDoor? door;
    private Chromium? chromium;

    private OfficeStand(NetworkNamespace space) => this.space = space;

    public IPage Page { get; private set; } = null!;

    /// <summary>What networkd is told of the office network.</summary>
    public string Office => File.ReadAllText(scratch.At("run/systemd/network/30-nvr-office.network"));

    /// <summary>What dropbear is told; null while nobody is let in.</summary>
    public string? SshKeys => scratch.At("run/nvr-services/ssh/authorized_keys") is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    private string[] Wishes => [scratch.At("run/nvr/network/wish.json"), scratch.At("run/nvr/services/wish.json")];

    public static async Task<OfficeStand> OpenAsync()
    {
        var stand = new OfficeStand(await NetworkNamespace.CreateAsync());
        try
        {
            await stand.BeginAsync();
            return stand;
        }
        catch
        {
            await stand.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (chromium?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (door?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (box?.DisposeAsync() ?? ValueTask.CompletedTask);
        await ending.CancelAsync();
        await serving;
        await space.DisposeAsync();
        ending.Dispose();
        scratch.Dispose();
    }

    private async Task BeginAsync()
    {
        await space.InsideAsync("link", "add", "office0", "type", "veth", "peer", "name", "desk0");
        await space.InsideAsync("addr", "add", $"{Address}/24", "dev", "office0");
        await space.InsideAsync("link", "set", "office0", "up");
        await space.InsideAsync("link", "set", "desk0", "up");
        string board = scratch.At("board.json");
        await File.WriteAllTextAsync(board, """{ "name": "Test board", "officeNetwork": "office0" }""");
        await ApplyAsync();
        serving = ServeAsync();
        box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data)
        {
            Board = board, Listen = $"{Address}:8443", Through = space.Through, More = ["--run", scratch.At("run"), "--motion", "chosen"],
        });
        door = NetworkDoor.Open(space, box.Address);
        chromium = await Chromium.StartAsync("--ignore-certificate-errors");
        Page = await chromium.OpenAsync();
        await Page.GotoAsync(new UriBuilder(door.Address) { Scheme = Uri.UriSchemeHttps }.Uri.AbsoluteUri);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await Page.FillAsync("input[name=code]", (await box.ReadSetupCodeAsync(limit.Token))!);
        await Visitor.SignInAsync(Page);
        await Page.Locator(".setup .later").ClickAsync();
    }

    // What nvrd-network.path and nvrd-services.path do.
    private async Task ServeAsync()
    {
        var seen = new Dictionary<string, DateTime>();
        while (!ending.IsCancellationRequested)
        {
            foreach (string wish in Wishes.Where(File.Exists))
            {
                DateTime now = File.GetLastWriteTimeUtc(wish);
                if (now != seen.GetValueOrDefault(wish))
                {
                    seen[wish] = now;
                    await ApplyAsync();
                }
            }
            await Task.WhenAny(Task.Delay(s_look, ending.Token));
        }
    }

    private async Task ApplyAsync()
    {
        ProgramResult result = await NvrdProgram.RunAsync("network", "apply", "--board", scratch.At("board.json"), "--data", scratch.Data, "--to", scratch.At("run"));
        Assert.True(result.ExitCode == 0, result.ToString());
        result = await NvrdProgram.RunAsync("services", "apply", "--data", scratch.Data, "--to", scratch.At("run"));
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
