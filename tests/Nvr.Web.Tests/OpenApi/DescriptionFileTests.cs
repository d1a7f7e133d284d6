using Xunit;

namespace Nvr.Web.Tests.OpenApi;

public sealed class DescriptionFileTests
{
    [Fact]
    public async Task DescriptionFile_OfThePage_IsWhatTheProgramSays()
    {
        string said = await DescriptionFile.AskAsync();
        if (Environment.GetEnvironmentVariable("NVR_WRITE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(DescriptionFile.Place, said);
        }
        Assert.True(said == await File.ReadAllTextAsync(DescriptionFile.Place), $"{DescriptionFile.Place} is not what the program says. tools/types writes it anew.");
    }
}
