using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Torture.Oracle;
using Xunit;

namespace Nvr.Host.Tests.Commands;

/// <summary>check, rebuild-index, export and version on a box that has recorded.</summary>
public sealed class CommandTests(RecordedBox recorded)
{
    [Fact]
    public async Task Version_Always_IsPrinted()
    {
        ProgramResult result = await NvrdProgram.RunAsync("version");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("nvrd 0.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("rebuild-index")]
    [InlineData("export")]
    [InlineData("verify")]
    [InlineData("version")]
    public async Task Help_OfEachCommand_HasExamples(string command)
    {
        ProgramResult result = await NvrdProgram.RunAsync(command, "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"nvrd {command}", result.Output[result.Output.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task BoardCheck_OfAFile_NamesEachMistakeOrSaysThatItCanBeUsed()
    {
        using var scratch = new Scratch();
        string file = scratch.At("my-box.json");
        await File.WriteAllTextAsync(file, "{ \"name\": \"Mine\",\n  \"bays\": [ { \"name\": \"1\" } ],\n  \"fans\": [] }", TestContext.Current.CancellationToken);

        ProgramResult wrong = await NvrdProgram.RunAsync("board", "check", file);
        ProgramResult right = await NvrdProgram.RunAsync("board", "check", "simulated");
        ProgramResult missing = await NvrdProgram.RunAsync("board", "check", scratch.At("none.json"));

        Assert.Equal((2, 0, 2), (wrong.ExitCode, right.ExitCode, missing.ExitCode));
        Assert.Contains($"{file}:2:", wrong.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}:3:", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("none.json", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BoardSticks_OfTheSimulatedBoard_SaysWhatToName()
    {
        ProgramResult simulated = await NvrdProgram.RunAsync("board", "sticks", "--board", "simulated");
        ProgramResult help = await NvrdProgram.RunAsync("board", "sticks", "--help");

        Assert.Equal((2, "nvrd: The simulated board has no USB sockets; name the file of a real one."), (simulated.ExitCode, simulated.Error.Trim()));
        Assert.Contains("nvrd board sticks --board /etc/nvr/board.json --release", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAStoppedBox_FindsAllWell()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);

        ProgramResult result = await NvrdProgram.RunAsync("check", "--data", scratch.Data);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("all is well", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAFlippedByte_NamesTheFile()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        string file = FootageOracle.SegmentPaths(scratch.Data)[0];
        await using (FileStream bytes = File.Open(file, FileMode.Open))
        {
            bytes.Position = bytes.Length / 2;
            int old = bytes.ReadByte();
            bytes.Position--;
            bytes.WriteByte((byte)(old ^ 0x10));
        }

        await AssertCheckComplainsAsync(scratch, file);
    }

    [Fact]
    public async Task Check_OfAMissingFile_NamesTheFile()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        string file = FootageOracle.SegmentPaths(scratch.Data)[0];
        File.Delete(file);

        await AssertCheckComplainsAsync(scratch, file);
    }

    [Fact]
    public async Task Check_OfAnUnknownFile_NamesTheFile()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        string known = FootageOracle.SegmentPaths(scratch.Data)[^1];
        string unknown = Path.Combine(Path.GetDirectoryName(known)!, "0000009999.mp4");
        File.Copy(known, unknown);

        await AssertCheckComplainsAsync(scratch, unknown);
    }

    [Fact]
    public async Task RebuildIndex_FromFilesAlone_ListsTheSameRecordings()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        File.Delete(Path.Combine(scratch.Data, "footage", "index.db"));

        ProgramResult rebuilt = await NvrdProgram.RunAsync("rebuild-index", "--data", scratch.Data);
        Assert.True(rebuilt.ExitCode == 0, rebuilt.ToString());
        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", scratch.Data);
        Assert.True(check.ExitCode == 0, check.ToString());

        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data));
        using BoxApi api = await BoxApi.OpenAsync(box);
        foreach (CameraReading camera in await api.CamerasAsync())
        {
            RecordingsReading found = await api.RecordingsAsync(camera.Id, recorded.Everything);
            UtcRange was = Assert.Single(recorded.Recordings[camera.Name].Spans);
            UtcRange now = Assert.Single(found.Spans);
            Assert.InRange(now.Start.Since(was.Start), -100_000, 100_000);
            // The first list was made a moment before the stop, which recorded on.
            Assert.InRange(now.End.Since(was.End), 0, 10_000_000);
        }
    }

    [Fact]
    public async Task Export_OfEightSeconds_IsOnePlayableFileOfThatLength()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        string file = scratch.At("door.mp4");
        UtcTime from = recorded.Recordings["door"].Spans[0].Start.Plus(2_000_000);

        ProgramResult result = await ExportAsync(scratch, "door", from, from.Plus(8_000_000), file);

        Assert.True(result.ExitCode == 0, result.ToString());
        MediaProbe probe = await MediaProbe.OfAsync(file);
        // From the key frame before the start: a second at most. Sound packets may hang over by a few hundredths.
        Assert.InRange(probe.Seconds, 7.9, 9.2);
        Assert.InRange(probe.Video.Packets, 8 * RecordedBox.Fps, (9 * RecordedBox.Fps) + 5);
        Assert.NotNull(probe.Audio);
        await MediaProbe.AssertDecodesAsync(file);
    }

    [Fact]
    public async Task Export_OntoAnExistingFile_LeavesItAlone()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        string file = scratch.At("precious.mp4");
        await File.WriteAllTextAsync(file, "precious", TestContext.Current.CancellationToken);
        UtcTime from = recorded.Recordings["door"].Spans[0].Start;

        ProgramResult result = await ExportAsync(scratch, "door", from, from.Plus(8_000_000), file);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("exists already", result.Error, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Export_OfNothing_SaysSoAndLeavesNoFile()
    {
        using var scratch = new Scratch();
        await recorded.CopyToAsync(scratch.Data);
        UtcTime from = recorded.Everything.Start.Plus(-86_400_000_000);

        ProgramResult empty = await ExportAsync(scratch, "door", from, from.Plus(8_000_000), scratch.At("a.mp4"));
        ProgramResult nobody = await ExportAsync(scratch, "cellar", from, from.Plus(8_000_000), scratch.At("b.mp4"));

        Assert.Equal((1, 1), (empty.ExitCode, nobody.ExitCode));
        Assert.Contains("no footage of door", empty.Error, StringComparison.Ordinal);
        Assert.Contains("no camera named cellar", nobody.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(scratch.Root, "*.mp4*"));
    }

    private static Task<ProgramResult> ExportAsync(Scratch scratch, string camera, UtcTime from, UtcTime to, string file) =>
        NvrdProgram.RunAsync("export", "--data", scratch.Data, "--camera", camera, "--from", from.ToString(), "--to", to.ToString(), "--out", file);

    private static async Task AssertCheckComplainsAsync(Scratch scratch, string file)
    {
        ProgramResult result = await NvrdProgram.RunAsync("check", "--data", scratch.Data);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(Path.GetFileNameWithoutExtension(file), result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("all is well", result.Output, StringComparison.Ordinal);
    }
}
