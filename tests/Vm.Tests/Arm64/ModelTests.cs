using System.Text.RegularExpressions;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Arm64;

/// <summary>The project's own models in each style of head, run by the recorder's library on an arm64 processor (a Cortex-A72, as a Raspberry Pi 4 has): what they find is what was drawn.</summary>
public sealed partial class ModelTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Models_FindWhatWasDrawn()
    {
        string program = Arm64Files.Named("NVR_VM_MODELCHECK");
        var files = new Dictionary<string, string>
        {
            ["/init"] = Path.Combine(AppContext.BaseDirectory, "Arm64", "init-models"),
            ["/opt/models/modelcheck"] = program,
            ["/opt/models/libonnxruntime.so"] = Path.Combine(Path.GetDirectoryName(program)!, "libonnxruntime.so"),
        };
        await using LineGuest guest = await LineGuest.StartAsync(Arm64Files.Named("NVR_VM_ARM64"), files);
        await guest.WaitForConsoleAsync("modelcheck ended with ", s_patience);

        string[] said = [.. Found().Matches(guest.ConsoleText).Select(m => m.Groups[1].Value)];
        TestContext.Current.TestOutputHelper!.WriteLine(guest.ConsoleText);
        Assert.Equal(["Yolo", "YoloObjectness", "Ssd", "Detr"], said);
        Assert.Contains("modelcheck ended with 0", guest.ConsoleText, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(\w+): found both, [\d.]+ ms a look", RegexOptions.Multiline)]
    private static partial Regex Found();
}
