using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Systemd;

/// <summary>How much somebody who has got into one of the product's services could do: systemd's own count, from 0 to 10.</summary>
public sealed class UnitExposureTests
{
    private const string MostInTenths = "15";

    public static TheoryData<string> Units => [.. Directory.EnumerateFiles(Folder, "nvr*.service").Select(f => Path.GetFileName(f))];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "units");

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Unit_LeavesLittleExposed(string unit)
    {
        ProgramResult result = await ForeignProgram.RunAsync("systemd-analyze", "security", "--offline=true", $"--threshold={MostInTenths}", "--no-pager", Path.Combine(Folder, unit));

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains("Overall exposure level", result.Output, StringComparison.Ordinal);
    }
}
