using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Faults;

/// <summary>A board file that cannot be meant is refused before anything starts.</summary>
public sealed class BoardFileTests
{
    [Theory]
    [InlineData("""{ "name": "B", "cameraNetworks": ["poe0", "poe0"] }""", "twice")]
    [InlineData("""{ "name": "B", "cameraNetworks": ["an-interface-with-a-long-name"] }""", "an-interface-with-a-long-name")]
    [InlineData("""{ "name": "B", "cameraNetworks": ["../poe0"] }""", "../poe0")]
    [InlineData("""{ "name": "B", "cameraNetworks": ["poe 0"] }""", "poe 0")]
    [InlineData("""{ "name": "B", "cameraNetworks": [null] }""", "cameraNetworks")]
    [InlineData("""{ "name": "B", "cameraNetworks": "poe0" }""", "cameraNetworks")]
    [InlineData("""{ "name": "B", "cameraNetwork": ["poe0"] }""", "cameraNetwork")]
    [InlineData("""{ "name": "B", "simulated": true, "simulatedHaste": 0.5 }""", "simulatedHaste")]
    [InlineData("""{ "name": "B", "simulatedPortScript": "/bin/true" }""", "simulatedPortScript")]
    public async Task Board_ThatCannotBe_IsRefusedInWords(string board, string named)
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch.At("board.json"), board, TestContext.Current.CancellationToken);

        ProgramResult result = await NvrdProgram.RunAsync("run", "--data", scratch.Data, "--listen", "127.0.0.1:0", "--board", scratch.At("board.json"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
        Assert.Contains("board.json", result.Error, StringComparison.Ordinal);
    }
}
