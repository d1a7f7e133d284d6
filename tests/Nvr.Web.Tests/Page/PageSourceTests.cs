using System.Text.Json.Nodes;
using Xunit;

namespace Nvr.Web.Tests.Page;

/// <summary>The page's sources: lint, types, and each of its unit tests as one here.</summary>
public sealed class PageSourceTests
{
    [Fact]
    public async Task Lint_OfThePage_FindsNothing()
    {
        (int ended, string said, string complained) = await PageTools.RunAsync("npm", "run", "--silent", "lint");
        Assert.True(ended == 0, said + complained);
    }

    [Fact]
    public async Task Types_OfThePageAndItsTests_FitTheDescriptionOfTheApi()
    {
        (int ended, string said, string complained) = await PageTools.RunAsync("npm", "run", "--silent", "check");
        Assert.True(ended == 0, said + complained);
    }

    /// <summary>The name of a unit test, and why it failed; null where it passed.</summary>
    public static async Task<IEnumerable<TheoryDataRow<string, string?>>> UnitTests()
    {
        (int ended, string said, string complained) = await PageTools.RunAsync("node", "tests/run.mjs", "./tests/support/reporter.mjs");
        List<JsonNode> lines = [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        // One that could not even begin is in no line.
        return ended == 0 || lines.Any(l => l["why"] is not null)
            ? lines.Select(l => Row($"{l["place"]}: {l["name"]}", l["why"]?.GetValue<string>()))
            : [Row("all of them", $"They ended with {ended}. {complained}")];
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(UnitTests))]
    public void UnitTest_OfThePage_Passes(string name, string? why) => Assert.True(why is null, $"{name}\n{why}");

    private static TheoryDataRow<string, string?> Row(string name, string? why) => new(name, why);
}
