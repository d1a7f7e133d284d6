using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Faults;

/// <summary>Starts that cannot work end with an exit code and a sentence that tells the next step.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("fly", "fly")]
    [InlineData("run", "--data")]
    [InlineData("run --data DATA --listen nonsense", "--listen nonsense")]
    [InlineData("run --data DATA --listen 127.0.0.1:99999", "--listen 127.0.0.1:99999")]
    [InlineData("run --data DATA --camera door", "--camera door")]
    [InlineData("run --data DATA --camera door=http://127.0.0.1/", "http")]
    [InlineData("run --data DATA --camera door=rtsp://", "door")]
    [InlineData("run --data DATA --camera =rtsp://127.0.0.1/", "NAME=URL")]
    [InlineData("run --data DATA --board /nowhere/board.json", "/nowhere/board.json")]
    [InlineData("run --data DATA --discover perhaps", "--discover perhaps")]
    [InlineData("run --data DATA --colour blue", "--colour")]
    [InlineData("check", "--data")]
    [InlineData("check --data DATA", "DATA")]
    [InlineData("rebuild-index --data DATA", "DATA")]
    [InlineData("export --data DATA --camera door --from now --to then --out x.mp4", "--from now")]
    [InlineData("export --data DATA --camera door --from 2026-01-02T00:00:00Z --to 2026-01-01T00:00:00Z --out x.mp4", "--to")]
    [InlineData("export --data DATA --camera door --from 2026-01-01T00:00:00 --to 2026-01-02T00:00:00Z --out x.mp4", "zone")]
    public async Task CommandLine_ThatMakesNoSense_IsRefusedInWords(string line, string named)
    {
        using var scratch = new Scratch();

        ProgramResult result = await NvrdProgram.RunAsync([.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Replace("DATA", scratch.Data, StringComparison.Ordinal))]);

        Assert.True(result.ExitCode is 1 or 2, result.ToString());
        Assert.Contains(named.Replace("DATA", scratch.Data, StringComparison.Ordinal), result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataDirectory_InUse_IsRefusedNamingTheOther()
    {
        using var scratch = new Scratch();
        await using NvrdProcess first = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));

        ProgramResult second = await NvrdProgram.RunAsync("run", "--data", scratch.Data, "--listen", "127.0.0.1:0");
        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", scratch.Data);

        Assert.Equal((1, 1), (second.ExitCode, check.ExitCode));
        Assert.Contains($"{first.Id}", second.Error, StringComparison.Ordinal);
        Assert.Contains(scratch.Data, second.Error, StringComparison.Ordinal);
        Assert.False(first.HasExited);
        Assert.Equal(0, await first.StopAsync());
    }

    [Fact]
    public async Task DataDirectory_ReadOnly_IsRefusedInWords()
    {
        using var scratch = new Scratch();
        await using LoopDisk disk = await LoopDisk.MountAsync(scratch, 16);
        await disk.RemountReadOnlyAsync();

        await AssertRefusedAsync(disk.Data, "Read-only");
    }

    [Fact]
    public async Task DataDirectory_OnAFullDisk_IsRefusedInWords()
    {
        using var scratch = new Scratch();
        await using LoopDisk disk = await LoopDisk.MountAsync(scratch, 16);
        Directory.CreateDirectory(disk.Data);
        disk.Fill("foreign");

        await AssertRefusedAsync(disk.Data, "space");
    }

    [Fact]
    public async Task DataDirectory_ThatIsAFile_IsRefusedInWords()
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch.Data, "", TestContext.Current.CancellationToken);

        await AssertRefusedAsync(scratch.Data, scratch.Data);
    }

    [Fact]
    public async Task Port_TakenByAnother_IsRefusedInWords()
    {
        using var scratch = new Scratch();
        await using NvrdProcess first = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));

        ProgramResult second = await NvrdProgram.RunAsync("run", "--data", scratch.At("other"), "--listen", first.Address.Authority);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains(first.Address.Authority, second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_TakenByAnother_OnABusyBox_EndsNothingUnderTheHandsOfWhatRuns()
    {
        using var scratch = new Scratch();
        await using NvrdProcess first = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));

        for (int round = 0; round < 4; round++)
        {
            ProgramResult[] refused = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                NvrdProgram.RunAsync("run", "--data", scratch.At($"other{round}-{i}"), "--listen", first.Address.Authority)));

            Assert.All(refused, result => Assert.Equal(1, result.ExitCode));
            Assert.All(refused, result => Assert.DoesNotContain("   at ", result.ToString(), StringComparison.Ordinal));
        }
    }

    private static async Task AssertRefusedAsync(string data, string words)
    {
        ProgramResult result = await NvrdProgram.RunAsync("run", "--data", data, "--listen", "127.0.0.1:0");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(data, result.Error, StringComparison.Ordinal);
        Assert.Contains(words, result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", result.ToString(), StringComparison.Ordinal);
    }
}
